import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { eventBridgePublisher } from '../../shared/adapters/eventbridge/event-bridge-publisher.ts';
import { powertoolsLog } from '../../shared/observability/powertools-log.ts';
import { clientDefaults } from './aws-clients.ts';

const env = z.object({ EVENT_BUS: z.string().min(1) });

/** Composition root of the publisher: it reads the stream that it is given and no table. */
export const container = () => {
  const { EVENT_BUS: busName } = env.parse(process.env);
  const log = powertoolsLog();
  return { log, publisher: eventBridgePublisher({ client: new EventBridgeClient(clientDefaults), busName, log }) };
};
