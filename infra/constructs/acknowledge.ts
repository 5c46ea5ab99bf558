import { Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import type { IConstruct } from 'constructs';

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
