import type { Deployment, Resource } from '../kernel.ts';
import { parsePolicy, type Statement, evaluate } from './policy-document.ts';

/** AWS's managed policies, which templates only name. */
const managedByAws: Readonly<Record<string, unknown>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
    ],
  },
};

/**
 * Every statement that holds for a role: inline, attached by name, and managed. A managed policy that isn't known here
 * throws by name.
 */
export const statementsOfRole = (deployment: Deployment, role: Resource): readonly Statement[] => {
  const at = (source: string) => `${role.stack}/${role.logicalId}, ${source}`;
  const inline = (role.properties.Policies ?? []) as readonly {
    readonly PolicyName: string;
    readonly PolicyDocument: unknown;
  }[];
  const attached = [...deployment.ofType('AWS::IAM::Policy'), ...deployment.ofType('AWS::IAM::ManagedPolicy')].filter(
    ({ properties }) => ((properties.Roles ?? []) as readonly string[]).includes(role.ref),
  );
  const managed = ((role.properties.ManagedPolicyArns ?? []) as readonly string[]).map((arn) => {
    const document =
      managedByAws[arn] ??
      deployment.ofType('AWS::IAM::ManagedPolicy').find(({ ref }) => ref === arn)?.properties.PolicyDocument;
    if (!document) throw new Error(`${at('ManagedPolicyArns')}: the policy ${arn} is not known here`);
    return parsePolicy(document, at(arn));
  });
  return [
    ...inline.flatMap(({ PolicyName, PolicyDocument }) => parsePolicy(PolicyDocument, at(PolicyName))),
    ...attached.flatMap(({ stack, logicalId, properties }) =>
      parsePolicy(properties.PolicyDocument, `${stack}/${logicalId}`),
    ),
    ...managed.flat(),
  ];
};

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
