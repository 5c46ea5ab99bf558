import type { Deployment, Resource } from '../kernel.ts';
import { evaluate, parsePolicy, type Statement } from './policy-document.ts';

/**
 * Whether a resource policy (QueuePolicy, TopicPolicy, BucketPolicy, Lambda::Permission) lets the AWS service, acting
 * for `sourceArn`, do `action` on the resource.
 */
export const allowsService = (
  deployment: Deployment,
  servicePrincipal: string,
  action: string,
  resourceArn: string,
  sourceArn?: string,
): boolean => {
  const context = {
    'aws:SecureTransport': 'true', // Nothing leaves the process.
    'aws:SourceAccount': deployment.account,
    ...(sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn }),
  };
  const statements = statementsOn(deployment, resourceArn).filter(({ principals }) =>
    isFor(principals, servicePrincipal),
  );
  return evaluate(statements, { action, resource: resourceArn, context }) === 'allow';
};

const isFor = (principals: Statement['principals'], service: string) =>
  principals['*'] !== undefined ||
  [...(principals.Service ?? []), ...(principals.AWS ?? [])].some((each) => each === '*' || each === service);

const statementsOn = (deployment: Deployment, resourceArn: string): readonly Statement[] => {
  const [, , kind] = resourceArn.split(':');
  switch (kind) {
    case 'sqs':
      return documents(deployment, 'AWS::SQS::QueuePolicy', ({ properties }) =>
        (properties.Queues as readonly string[]).some((url) => url.split('/').at(-1) === resourceArn.split(':').at(-1)),
      );
    case 'sns':
      return documents(deployment, 'AWS::SNS::TopicPolicy', ({ properties }) =>
        (properties.Topics as readonly string[]).includes(resourceArn),
      );
    case 's3':
      return documents(
        deployment,
        'AWS::S3::BucketPolicy',
        ({ properties }) => properties.Bucket === /^arn:aws:s3:::([^/]+)/.exec(resourceArn)?.[1],
      );
    case 'lambda':
      return deployment
        .ofType('AWS::Lambda::Permission')
        .filter((permission) => isOn(permission, resourceArn))
        .map(statementOf);
    default:
      throw new Error(`Resources like ${resourceArn} have no resource policy here`);
  }
};

const documents = (deployment: Deployment, type: string, isOnResource: (policy: Resource) => boolean) =>
  deployment
    .ofType(type)
    .filter(isOnResource)
    .flatMap(({ stack, logicalId, properties }) => parsePolicy(properties.PolicyDocument, `${stack}/${logicalId}`));

const isOn = ({ properties }: Resource, functionArn: string) =>
  properties.FunctionName === functionArn || properties.FunctionName === functionArn.split(':').at(-1);

/** A Lambda permission as a policy statement; its `SourceArn` may hold wildcards. */
const statementOf = ({ properties }: Resource): Statement => ({
  effect: 'Allow',
  actions: [String(properties.Action)],
  notActions: [],
  resources: ['*'],
  notResources: [],
  principals: { Service: [String(properties.Principal)] },
  conditions: [
    ...(properties.SourceArn === undefined
      ? []
      : [{ operator: 'ArnLike', key: 'aws:SourceArn', values: [String(properties.SourceArn)] }]),
    ...(properties.SourceAccount === undefined
      ? []
      : [{ operator: 'StringEquals', key: 'aws:SourceAccount', values: [String(properties.SourceAccount)] }]),
  ],
});

/** Parses every resource policy once, so that one which isn't understood stops the start. */
export const checkResourcePolicies = (deployment: Deployment): void => {
  for (const type of ['AWS::SQS::QueuePolicy', 'AWS::SNS::TopicPolicy', 'AWS::S3::BucketPolicy'])
    documents(deployment, type, () => true);
};
