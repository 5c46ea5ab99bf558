import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { acknowledgeAny } from './acknowledge.ts';

/** Lets a function do exactly these actions on these resources. */
export const allow = (to: IGrantable, actions: readonly string[], resources: readonly string[]): void => {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
};

/** As `allow`, on a resource with a wildcard in it and a reason for that. */
export const allowAny = (
  to: IConstruct & IGrantable,
  actions: readonly string[],
  resource: string,
  reason: string,
): void => {
  allow(to, actions, [resource]);
  acknowledgeAny(to, resource, reason);
};

/** As `allow`, on those rows of a table alone whose partition key is like one of the patterns. */
export const allowKeys = (
  to: IGrantable,
  actions: readonly string[],
  tableArn: string,
  partitions: readonly string[],
): void => {
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [tableArn],
      conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...partitions] } },
    }),
  );
};
