import type { Authorize, Functions, Queues, Topics } from '../kernel.ts';
import { actionOn } from './rules.ts';

export type TargetHosts = {
  readonly queues: Pick<Queues, 'send'>;
  readonly functions: Pick<Functions, 'invokeAsync'>;
  readonly topics: Pick<Topics, 'publish'>;
  readonly authorize: Authorize;
};

/**
 * Gives a payload to the queue, topic or function behind the ARN: it is on that host's disk when this resolves. With
 * `roleArn` it is sent with that role's rights; `service` is who takes the role on.
 */
export const sendToTarget = async (
  { queues, functions, topics, authorize }: TargetHosts,
  { arn, roleArn, service }: { readonly arn: string; readonly roleArn?: string; readonly service: string },
  payload: string,
): Promise<void> => {
  const action = actionOn(arn);
  if (roleArn) authorize({ kind: 'role', roleArn, functionName: service }, action, arn);
  if (action === 'sqs:SendMessage') await queues.send(arn, payload);
  else if (action === 'sns:Publish') await topics.publish(arn, payload);
  else await functions.invokeAsync(arn, JSON.parse(payload));
};
