import type { InformationSource, SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { err, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type SourcePlace = {
  readonly serviceId: string;
  readonly sourceId: string;
  /** From If-Match: then another version is refused rather than changed. */
  readonly expectedVersion?: number;
};

/** Reads a source and lets `write` change it; asked again when that meets a conflict. */
export const changeSource =
  (deps: { readonly sources: Pick<InformationSourceRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T>(
    { serviceId, sourceId, expectedVersion }: SourcePlace,
    write: (source: InformationSource) => Promise<Result<T, SourceRefusal> | 'conflict'>,
  ): Promise<Result<T, SourceRefusal>> =>
    retryOnConflict(deps.backoff, async () => {
      const source = await deps.sources.find(serviceId, sourceId);
      if (!source) return err({ code: 'source_not_found', sourceId });
      if (expectedVersion !== undefined && expectedVersion !== source.version)
        return err({ code: 'source_changed', expected: expectedVersion, actual: source.version });
      return write(source);
    });
