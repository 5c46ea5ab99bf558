import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Records why cdk-nag's findings (rule or `rule[finding]` → reason) are as intended at a construct and below it. */
export const acknowledge = (construct: IConstruct, reasons: Readonly<Record<string, string>>): void => {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
};

/** Records why a policy below a construct names a resource with a wildcard. */
export const acknowledgeAny = (construct: IConstruct, resource: string, reason: string): void => {
  // cdk-nag names the finding by the resource as the template has it, which is known when all stacks have been put
  // together: validation is the first step after that.
  construct.node.addValidation({
    validate: () => {
      acknowledge(construct, {
        [`AwsSolutions-IAM5[Resource::${flattenCfnReference(Stack.of(construct).resolve(resource))}]`]: reason,
      });
      return [];
    },
  });
};

/** Lets a function do exactly these actions on these resources. */
export const allow = (to: IGrantable, actions: readonly string[], resources: readonly string[]): void => {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
};

type Conditions = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** As `allow`, on a resource with a wildcard in it and a reason for that; under conditions, if there are any. */
export const allowAny = (
  to: IConstruct & IGrantable,
  actions: readonly string[],
  resource: string,
  reason: string,
  conditions: Conditions = {},
): void => {
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: [...actions], resources: [resource], conditions }),
  );
  acknowledgeAny(to, resource, reason);
};

/** As `allow`, only in an encryption context whose member matches the pattern. */
export const allowInContext = (
  to: IGrantable,
  actions: readonly string[],
  keyArn: string,
  [member, pattern]: readonly [member: string, pattern: string],
): void => {
  to.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [...actions],
      resources: [keyArn],
      conditions: { StringLike: { [`kms:EncryptionContext:${member}`]: pattern } },
    }),
  );
};

/** As `allow`, only on rows of a table whose partition key matches one of the patterns. */
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
