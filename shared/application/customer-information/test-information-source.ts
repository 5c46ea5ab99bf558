import type { Role } from '../../domain/desk/agent.ts';
import type { InformationSource, SourceRefusal } from '../../domain/customer-information/information-source.ts';
import {
  examineAnswer,
  type ExaminedItem,
  type InformationOutcome,
  readAnswer,
  type UnavailableReason,
  type UnreachableCause,
} from '../../domain/customer-information/read-answer.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { Vault } from '../ports/confidential.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { callSource, type CallSourceDeps, openSavedKey } from './call-source.ts';
import { admitSource, type AdmitSourceDeps } from './sources.ts';

export type TestSourceInput = {
  readonly serviceId: string;
  readonly agent: { readonly role: Role };
  /** Settings that need not be saved. */
  readonly baseUrl: string;
  readonly request: InformationSource['request'];
  readonly results: InformationSource['results'];
  /** Signs this call; stored nowhere. */
  readonly key?: string;
  /** Without `key`: the saved source whose key signs the call. */
  readonly sourceId?: string;
  readonly number?: number;
  /** Values by variable, also in place of what the ticket has. */
  readonly typed: Readonly<Record<string, string>>;
};
type Deps = CallSourceDeps &
  AdmitSourceDeps & {
    readonly sources: Pick<InformationSourceRepository, 'find'>;
    readonly tickets: Pick<TicketRepository, 'find'>;
    readonly vault: Pick<Vault, 'open'>;
  };
type Refused = SourceRefusal | Extract<TicketRefusal, { code: 'ticket_not_found' }>;

/** What an administrator is shown of a test call. It has neither the key nor the signature. */
export type SourceTest = {
  readonly sent?: {
    readonly method: 'POST';
    readonly url: string;
    readonly signed: boolean;
    readonly variables: readonly { readonly variable: string; readonly value: string }[];
  };
  readonly status?: number;
  readonly milliseconds?: number;
  readonly outcome: InformationOutcome;
  readonly because?: UnavailableReason;
  readonly cause?: UnreachableCause;
  readonly items: readonly ExaminedItem[];
  readonly otherKeys: readonly string[];
};

/** A URL whose query has its names but no values: a value may be a secret of the other side. */
const withoutQueryValues = (baseUrl: string): string => {
  const url = new URL(baseUrl);
  const names = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=…`);
  return `${url.origin}${url.pathname}${names.length === 0 ? '' : `?${names.join('&')}`}`;
};

/** Variables that have a typed value take it, whatever they are filled from otherwise. */
const withTypedItems = (
  request: InformationSource['request'],
  typed: Readonly<Record<string, string>>,
): InformationSource['request'] =>
  request.map((item) =>
    item.from.kind !== 'typed' && Object.hasOwn(typed, item.variable)
      ? { ...item, from: { kind: 'typed', label: item.variable, required: false } }
      : item,
  );

/**
 * Calls an API with settings that need not be saved, by the same rules as agents' calls. Writes and logs nothing. A
 * saved key signs only calls to its source's own origin: otherwise a test could have calls signed that go elsewhere,
 * without the change of address that the log of the desk would show.
 */
export const testInformationSource = (deps: Deps) => {
  const admit = admitSource(deps);
  const call = callSource(deps);
  return async ({
    serviceId,
    agent,
    baseUrl,
    request,
    results,
    key,
    sourceId,
    number,
    typed,
  }: TestSourceInput): Promise<Result<SourceTest, Refused>> => {
    const admitted = await admit({ serviceId, baseUrl, request, results });
    if (!admitted.ok) return admitted;
    const [saved, ticket] = await Promise.all([
      sourceId === undefined ? undefined : deps.sources.find(serviceId, sourceId),
      number === undefined ? undefined : deps.tickets.find(serviceId, number),
    ]);
    if (sourceId !== undefined && saved === undefined) return err({ code: 'source_not_found', sourceId });
    if (number !== undefined && ticket === undefined) return err({ code: 'ticket_not_found', number });
    const usesSavedKey = key === undefined && saved?.sealedKey !== undefined;
    if (usesSavedKey && new URL(saved.baseUrl).origin !== new URL(baseUrl).origin)
      return err({
        code: 'source_not_valid',
        errors: [{ pointer: '#/key', detail: 'The saved key signs only calls to the saved address: type the key' }],
      });
    const called = await call({
      serviceId,
      source: { baseUrl, request: withTypedItems(request, typed) },
      ...(ticket && { ticket }),
      role: agent.role,
      typed,
      openKey: async () => (usesSavedKey ? openSavedKey(deps.vault, saved) : key),
    });
    if (!called.ok) return called;
    const { variables, signed, reply } = called.value;
    if (reply === undefined) return ok({ outcome: 'nothing', items: [], otherKeys: [] });
    const { outcome, because } = readAnswer({ results }, reply);
    return ok({
      sent: {
        method: 'POST',
        url: withoutQueryValues(baseUrl),
        signed,
        variables: [...variables].map(([variable, value]) => ({ variable, value })),
      },
      ...(reply.kind === 'answered' ? { status: reply.status } : reply.cause && { cause: reply.cause }),
      milliseconds: reply.milliseconds,
      outcome,
      ...(because === undefined ? {} : { because }),
      ...examineAnswer({ results }, reply),
    });
  };
};
