import type { DynamoDBBatchResponse } from 'aws-lambda';
import { factFromRecord, readStreamBatch } from '../../shared/adapters/dynamodb/stream-record.ts';
import { publishFacts } from '../../shared/application/events/publish-facts.ts';

/** Stream batch → bus, in order: the batch comes again from the first record that isn't published. */
export const createHandler = (deps: Parameters<typeof publishFacts>[0]) => {
  const publish = publishFacts(deps);
  return async (batch: { readonly Records: readonly unknown[] }): Promise<DynamoDBBatchResponse> => {
    const { read, unreadable } = readStreamBatch(batch.Records, factFromRecord);
    if (unreadable) deps.log.error('record_failed', unreadable);
    const published = await publish(read.map(({ value }) => value));
    const failed = read[published] ?? unreadable;
    return { batchItemFailures: failed ? [{ itemIdentifier: failed.sequenceNumber }] : [] };
  };
};
