import { type Authorize, type AwsService, type Deployment, type Log, type Queues, type Running } from '../kernel.ts';
import { type State } from '../state/open-state.ts';

export type SqsOptions = { readonly deployment: Deployment; readonly state: State; readonly authorize: Authorize; readonly log: Log };

/** How many messages a queue holds, by what may be done with them now. */
export type Depth = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

export type Sqs = Running & {
  readonly queues: Queues;
  readonly service: AwsService;
  depth(queueArn: string): Depth;
};

/** The template's standard queues. */
export const sqs = (_options: SqsOptions): Sqs => {
  throw new Error('coming');
};
