import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { processStream } from '../../shared/adapters/dynamodb/process-stream.ts';
import { factFromRecord } from '../../shared/adapters/dynamodb/stream-record.ts';
import { eventBridgePublisher } from '../../shared/adapters/eventbridge/event-bridge-publisher.ts';
import { publishFacts } from '../../shared/application/events/publish-facts.ts';
import type { FailedRecords } from '../../shared/application/ports/events.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults, loadedLater, serve } from '../lambda.ts';

/** Stream batch → event bus, in order. The batch is retried from the first record that the bus did not take. */
export const createHandler = (deps: Parameters<typeof publishFacts>[0] & { readonly failedRecords: FailedRecords }) =>
  processStream(deps, factFromRecord, publishFacts(deps));

const env = z.object({ EVENT_BUS: z.string().min(1), FAILED_RECORDS: z.string().min(1) });

/** Composition root; it reads no table. */
export const container = () => {
  const { EVENT_BUS: busName, FAILED_RECORDS } = env.parse(process.env);
  const log = powertoolsLog();
  return {
    log,
    publisher: eventBridgePublisher({ client: new EventBridgeClient(clientDefaults), busName, log }),
    failedRecords: loadedLater(
      async () => (await import('../later/failed-records.ts')).failedRecords(FAILED_RECORDS),
      ['setAside'],
    ),
  };
};

export const handler = serve(container, createHandler);
