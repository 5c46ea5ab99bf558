import type { Deployment, Resource } from '../kernel.ts';
import { evaluate, parsePolicy } from './policy-document.ts';

/** Whether a role lets an AWS service act as it. */
export const isAssumedBy = (
  deployment: Deployment,
  { stack, logicalId, properties }: Resource,
  service: string,
): boolean => {
  const statements = parsePolicy(
    properties.AssumeRolePolicyDocument ?? {},
    `${stack}/${logicalId}, AssumeRolePolicyDocument`,
  ).filter(({ principals }) => principals.Service?.includes(service));
  return (
    evaluate(statements, {
      action: 'sts:AssumeRole',
      resource: '*',
      context: { 'aws:SourceAccount': deployment.account },
    }) === 'allow'
  );
};
