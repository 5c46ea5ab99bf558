import type { DynamoDBBatchResponse } from 'aws-lambda';
import { readStreamBatch, ticketChangeFromRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { forEachAtMost } from '../../shared/application/live/at-most.ts';
import { projectTickets } from '../../shared/application/live/project-tickets.ts';
import { pushFigures } from '../../shared/application/live/push-figures.ts';

const SERVICES_AT_ONCE = 4;

/** Stream batch → projections and counters, then one push of figures to each service that it touched. */
export const createHandler = (deps: Parameters<typeof projectTickets>[0] & Parameters<typeof pushFigures>[0]) => {
  const project = projectTickets(deps);
  const push = pushFigures(deps);
  return async (batch: { readonly Records: readonly unknown[] }): Promise<DynamoDBBatchResponse> => {
    const { read, unreadable } = readStreamBatch(batch.Records, ticketChangeFromRecord);
    if (unreadable) deps.log.error('record_failed', unreadable);
    const touched = await project(read.map(({ value }) => value));
    deps.log.info('figures_projected', { changes: read.length, services: touched.map(({ serviceId }) => serviceId) });
    await forEachAtMost(SERVICES_AT_ONCE, touched, push);
    return { batchItemFailures: unreadable ? [{ itemIdentifier: unreadable.sequenceNumber }] : [] };
  };
};
