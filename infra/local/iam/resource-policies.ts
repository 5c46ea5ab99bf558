import { type Deployment } from '../kernel.ts';

/** Whether a resource policy (QueuePolicy, TopicPolicy, BucketPolicy, Lambda::Permission) lets the AWS service, acting for `sourceArn`, do `action` on the resource. */
export const allowsService = (_deployment: Deployment, _servicePrincipal: string, _action: string, _resourceArn: string, _sourceArn?: string): boolean => {
  throw new Error('coming');
};
