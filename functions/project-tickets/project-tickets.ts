import type { DynamoDBBatchResponse } from 'aws-lambda';
import { readStreamBatch, ticketChangeFromRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { followImportant } from '../../shared/application/live/follow-important.ts';
import { projectTickets } from '../../shared/application/live/project-tickets.ts';
import { pushFigures } from '../../shared/application/live/push-figures.ts';

const SERVICES_AT_ONCE = 4;

/**
 * Stream batch → projections and counters, then one push of figures to each service that it touched, then the rows of
 * those who marked a ticket. A ticket whose marks can't follow fails from there on, so that the batch comes again: its
 * figures are counted by then.
 */
export const createHandler = (
  deps: Parameters<typeof projectTickets>[0] &
    Parameters<typeof pushFigures>[0] &
    Parameters<typeof followImportant>[0],
) => {
  const project = projectTickets(deps);
  const push = pushFigures(deps);
  const follow = followImportant(deps);
  return async (batch: { readonly Records: readonly unknown[] }): Promise<DynamoDBBatchResponse> => {
    const { read, unreadable } = readStreamBatch(batch.Records, ticketChangeFromRecord);
    if (unreadable) deps.log.error('record_failed', unreadable);
    const touched = await project(read.map(({ value }) => value));
    deps.log.info('figures_projected', { changes: read.length, services: touched.map(({ serviceId }) => serviceId) });
    await forEachAtMost(SERVICES_AT_ONCE, touched, push);
    const failed = new Set(await follow(read.map(({ value }) => value)));
    const first = read.find((_, position) => failed.has(position)) ?? unreadable;
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first.sequenceNumber }] };
  };
};
