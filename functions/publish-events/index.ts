import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { DynamoDBBatchResponse } from 'aws-lambda';
import * as z from 'zod';
import { factFromRecord, readStreamBatch } from '../../shared/adapters/dynamodb/stream-record.ts';
import { eventBridgePublisher } from '../../shared/adapters/eventbridge/event-bridge-publisher.ts';
import { publishFacts } from '../../shared/application/events/publish-facts.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, serve } from '../lambda.ts';

/** Stream batch → event bus, in order. The batch is retried from the first record that was not published. */
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

const env = z.object({ EVENT_BUS: z.string().min(1) });

/** Composition root; it reads no table. */
export const container = () => {
  const { EVENT_BUS: busName } = env.parse(process.env);
  const log = powertoolsLog();
  return { log, publisher: eventBridgePublisher({ client: new EventBridgeClient(clientDefaults), busName, log }) };
};

export const handler = serve(container, createHandler);
