import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Lets a function do exactly these actions on these resources. */
export const allow = (to: IGrantable, actions: readonly string[], resources: readonly string[]): void => {
  to.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
};
