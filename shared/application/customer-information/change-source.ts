import type { InformationSource, SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { err, type Result } from '../../domain/kernel/result.ts';
import type { Backoff } from '../ports/backoff.ts';
import type { InformationSourceRepository } from '../ports/information-source-repository.ts';
import { WriteContentionError } from '../ports/ticket-repository.ts';

export type SourcePlace = {
  readonly serviceId: string;
  readonly sourceId: string;
  /** From If-Match: then another version is refused rather than changed. */
  readonly expectedVersion?: number;
};

const TRIES = 10;

/** Reads a source and lets `write` change it; when that gives undefined, somebody else was faster, and it is asked again on what they left. */
export const changeSource = (deps: { readonly sources: Pick<InformationSourceRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T>({ serviceId, sourceId, expectedVersion }: SourcePlace, write: (source: InformationSource) => Promise<Result<T, SourceRefusal> | undefined>): Promise<Result<T, SourceRefusal>> => {
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const source = await deps.sources.find(serviceId, sourceId);
      if (!source) return err({ code: 'source_not_found', sourceId });
      if (expectedVersion !== undefined && expectedVersion !== source.version) return err({ code: 'source_changed', expected: expectedVersion, actual: source.version });
      const written = await write(source);
      if (written) return written;
      await deps.backoff(attempt);
    }
    throw new WriteContentionError(`The source was changed by others ${TRIES} times`);
  };
