import type { InformationSource, SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { err, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/platform.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import { untilWritten } from '../until-written.ts';

export type SourcePlace = {
  readonly serviceId: string;
  readonly sourceId: string;
  /** From If-Match: then another version is refused rather than changed. */
  readonly expectedVersion?: number;
};

/**
 * Reads a source and lets `write` change it; when that gives undefined, somebody else was faster, and it is asked again
 * on what they left.
 */
export const changeSource =
  (deps: { readonly sources: Pick<InformationSourceRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T>(
    { serviceId, sourceId, expectedVersion }: SourcePlace,
    write: (source: InformationSource) => Promise<Result<T, SourceRefusal> | undefined>,
  ): Promise<Result<T, SourceRefusal>> =>
    untilWritten(deps.backoff, async () => {
      const source = await deps.sources.find(serviceId, sourceId);
      if (!source) return err({ code: 'source_not_found', sourceId });
      if (expectedVersion !== undefined && expectedVersion !== source.version)
        return err({ code: 'source_changed', expected: expectedVersion, actual: source.version });
      return write(source);
    });
