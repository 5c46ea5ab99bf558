import type { Deployment } from '../kernel.ts';
import type { Depth } from '../sqs/sqs.ts';
import { eventSourceMappings } from './event-source-mapping.ts';

export type BacklogOptions = {
  readonly deployment: Deployment;
  /** Asynchronous invocations that are due and not yet begun. */
  readonly functions: { waiting(): number };
  readonly queues: { depth(queueArn: string): Depth };
};

/**
 * How much work waits for functions now: asynchronous invocations and messages that a function could receive. What is
 * in hand doesn't count, nor what is tried again later, nor what lies in queues that no function reads.
 */
export const backlogOf = ({ deployment, functions, queues }: BacklogOptions): (() => number) => {
  const read = [...new Set(eventSourceMappings(deployment, 'sqs').map(({ sourceArn }) => sourceArn))];
  return () => read.reduce((sum, arn) => sum + queues.depth(arn).visible, functions.waiting());
};
