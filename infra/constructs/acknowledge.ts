import { Validations } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';

/** Records why cdk-nag's findings (rule or `rule[finding]` → reason) are as intended at a construct and below it. */
export const acknowledge = (construct: IConstruct, reasons: Readonly<Record<string, string>>): void => {
  Validations.of(construct).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
};
