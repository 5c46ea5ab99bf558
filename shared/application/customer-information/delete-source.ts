import type { SourceRefusal } from '../../domain/customer-information/information-source.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import { type Administering, newDeskFact } from '../administration/desk-fact.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { InformationSourceRepository } from '../ports/desk-settings.ts';
import { changeSource, type SourcePlace } from './change-source.ts';
import { sourceSubject } from './source-fact.ts';

export type DeleteSourceInput = Administering & SourcePlace;

/** Takes a source out for good, with its key. */
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
      const fact = newDeskFact(
        deps.clock,
        { serviceId: place.serviceId, agentId, correlationId },
        sourceSubject(source.sourceId),
        'removed',
        [],
      );
      return (await deps.sources.remove(source, fact)) ? ok({ sourceId: source.sourceId }) : 'conflict';
    });
};
