import {
  type InformationSource,
  type SourceRefusal,
  inSourceOrder,
} from '../../domain/customer-information/information-source.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import { err, type Result, ok } from '../../domain/kernel/result.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { InformationSourceRepository, FieldRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { type Acting, type Administering, deskFactOfChange } from '../administration/desk-fact.ts';
import { checkSource } from '../../domain/customer-information/check-source.ts';

export type SourceRef = {
  readonly serviceId: string;
  readonly sourceId: string;
  /** From If-Match: another stored version is refused. */
  readonly expectedVersion?: number;
};

/** Reads a source and lets `write` change it; retried when `write` meets a conflict. */
export const changeSource =
  (deps: { readonly sources: Pick<InformationSourceRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T>(
    { serviceId, sourceId, expectedVersion }: SourceRef,
    write: (source: InformationSource) => Promise<Result<T, SourceRefusal> | 'conflict'>,
  ): Promise<Result<T, SourceRefusal>> =>
    retryOnConflict(deps.backoff, async () => {
      const source = await deps.sources.find(serviceId, sourceId);
      if (!source) return err({ code: 'source_not_found', sourceId });
      if (expectedVersion !== undefined && expectedVersion !== source.version)
        return err({ code: 'source_changed', expected: expectedVersion, actual: source.version });
      return write(source);
    });

export type DeleteSourceInput = Administering & SourceRef;

/** Deletes a source and its key. */
export const deleteSource = (deps: {
  readonly sources: Pick<InformationSourceRepository, 'find' | 'remove'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
}) => {
  const change = changeSource(deps);
  return ({
    agentId,
    correlationId,
    ...place
  }: DeleteSourceInput): Promise<Result<{ readonly sourceId: string }, SourceRefusal>> =>
    change<{ readonly sourceId: string }>(place, async (source) => {
      const by = { serviceId: place.serviceId, agentId, correlationId };
      const fact = sourceFact(deps.clock, by, source, undefined);
      return (await deps.sources.remove(source, fact)) ? ok({ sourceId: source.sourceId }) : 'conflict';
    });
};

/** A service's sources in order: those that agents can use, or all for administrators. */
export const listSources =
  ({ sources }: { readonly sources: Pick<InformationSourceRepository, 'list'> }) =>
  async (serviceId: string, which: 'active' | 'all'): Promise<readonly InformationSource[]> => {
    const all = await sources.list(serviceId);
    return inSourceOrder(which === 'all' ? all : all.filter(({ active }) => active));
  };

export type AdmitSourceDeps = {
  readonly definitions: Pick<FieldRepository, 'find'>;
  /**
   * Whether the URL's host is written as an IP address outside the public internet. A host name is checked when it is
   * resolved.
   */
  readonly namesPrivateAddress: (url: string) => boolean;
};

type Admitted = Pick<InformationSource, 'serviceId' | 'baseUrl' | 'request' | 'results'>;

/** Codes of the ticket's fields that a source asks by, each once. */
export const askedFields = (request: InformationSource['request']): readonly string[] => [
  ...new Set(request.flatMap(({ from }) => (from.kind === 'field' ? [from.code] : []))),
];

/** Checks a source's settings. `changed`: the members that change, by default all. */
export const admitSource =
  ({ definitions, namesPrivateAddress }: AdmitSourceDeps) =>
  async <S extends Admitted>(
    source: S,
    changed: Readonly<Partial<Admitted>> = source,
  ): Promise<Result<S, SourceRefusal>> => {
    if (namesPrivateAddress(source.baseUrl))
      return err({
        code: 'source_not_valid',
        errors: [{ pointer: '#/baseUrl', detail: 'The address is not of the open internet' }],
      });
    if (changed.request === undefined) return checkSource(source);
    const fields = await Promise.all(
      askedFields(changed.request).map((code) => definitions.find(source.serviceId, code)),
    );
    return checkSource(
      source,
      fields.filter((field) => field !== undefined),
    );
  };

/** What administrators are told of; of its key only that it changed. */
const told = ({ name, baseUrl, request, results, sealedKey: key, channels, active, order }: InformationSource) => ({
  name,
  baseUrl,
  request,
  results,
  key,
  channels,
  active,
  order,
});

/** The audit fact of a source. */
export const sourceFact = (
  clock: ClockAndIds,
  by: Acting,
  before: InformationSource | undefined,
  after: InformationSource | undefined,
): DeskFact =>
  deskFactOfChange(
    clock,
    by,
    { kind: 'customer_information', id: (after ?? before)!.sourceId },
    before && told(before),
    after && told(after),
  );
