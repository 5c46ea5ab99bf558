import type { Queues, Running } from '../kernel.ts';
import { checkSources, eventSourceMappings } from './event-source-mapping.ts';
import { queueSource, type QueueSourceOptions } from './queue-source.ts';
import { streamSource, type StreamSourceOptions } from './stream-source.ts';

export type EventSourcesOptions = QueueSourceOptions & StreamSourceOptions & { readonly queues: Queues };

/**
 * Connects the template's queues and streams to its functions. `stop` takes no more and waits for what is being
 * handled.
 */
export const startEventSources = async (options: EventSourcesOptions): Promise<Running> => {
  checkSources(options.deployment);
  const queueMappings = eventSourceMappings(options.deployment, 'sqs');
  const streamMappings = eventSourceMappings(options.deployment, 'dynamodb');
  const running = [
    ...queueMappings.map((mapping) => queueSource(mapping, options)),
    ...(await Promise.all(streamMappings.map((mapping) => streamSource(mapping, options)))),
  ];
  return {
    stop: async () => {
      await Promise.all(running.map((each) => each.stop()));
    },
  };
};
