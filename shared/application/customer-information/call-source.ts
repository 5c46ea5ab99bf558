import { collectVariables } from '../../domain/customer-information/collect-variables.ts';
import {
  type InformationSource,
  keyContext,
  type SourceRefusal,
} from '../../domain/customer-information/information-source.ts';
import type { Role } from '../../domain/desk/agent.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { CustomerInformationApi, FieldTexts } from '../ports/customers.ts';
import type { Vault } from '../ports/confidential.ts';
import { askedFields } from './sources.ts';

export type CallSourceInput = {
  readonly serviceId: string;
  readonly source: Pick<InformationSource, 'baseUrl' | 'request'>;
  /** The ticket that the variables are filled from; absent: they are filled from `typed` alone. */
  readonly ticket?: Ticket;
  readonly role: Role;
  readonly typed: Readonly<Record<string, string>>;
  /** Opens the key that signs the call; asked for only when a call is made. */
  readonly openKey: () => Promise<string | undefined>;
};
export type CallSourceDeps = { readonly fieldTexts: FieldTexts; readonly api: CustomerInformationApi };

/** What was sent and what came back. Without a value to ask by nothing was sent, and there is no reply. */
export type SourceCall = {
  readonly variables: ReadonlyMap<string, string>;
  readonly signed: boolean;
  readonly reply?: Awaited<ReturnType<CustomerInformationApi['ask']>>;
};
type NotValid = Extract<SourceRefusal, { code: 'source_not_valid' }>;

/**
 * Fills the variables of a source and calls it once. Fields that are stored encrypted, and those that the role may not
 * see, are not sent.
 */
export const callSource =
  ({ fieldTexts, api }: CallSourceDeps) =>
  async ({
    serviceId,
    source,
    ticket,
    role,
    typed,
    openKey,
  }: CallSourceInput): Promise<Result<SourceCall, NotValid>> => {
    const codes = askedFields(source.request);
    const fields =
      ticket === undefined || codes.length === 0
        ? new Map<string, string>()
        : await fieldTexts.plainTexts({ serviceId, number: ticket.number }, role, codes);
    const variables = collectVariables(source, { ...(ticket && { ticket }), fields, typed });
    if (!variables.ok) return variables;
    if (variables.value.size === 0) return ok({ variables: variables.value, signed: false });
    const key = await openKey();
    const reply = await api.ask({
      baseUrl: source.baseUrl,
      variables: variables.value,
      ...(key === undefined ? {} : { key }),
    });
    return ok({ variables: variables.value, signed: key !== undefined, reply });
  };

/** The key that is stored with a source, in plain; undefined when it has none. */
export const openSavedKey = async (
  vault: Pick<Vault, 'open'>,
  source: Pick<InformationSource, 'serviceId' | 'sourceId' | 'sealedKey'>,
): Promise<string | undefined> =>
  source.sealedKey === undefined ? undefined : vault.open(keyContext(source), source.sealedKey);
