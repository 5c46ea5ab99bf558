import { type Authorize, type AwsService, type Deployment, type Log, type Queues, type Topics } from '../kernel.ts';

export type SnsOptions = { readonly deployment: Deployment; readonly queues: Queues; readonly authorize: Authorize; readonly log: Log };

export type Sns = { readonly topics: Topics; readonly service: AwsService };

/** The template's topics: a publish is answered when each subscribed queue holds its message. */
export const sns = (_options: SnsOptions): Sns => {
  throw new Error('coming');
};
