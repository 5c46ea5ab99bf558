import type { Deployment, Resource } from '../../../infra/local/kernel.ts';

export type Draft = Partial<Resource> & { readonly type: string; readonly logicalId: string };

export const region = 'ap-northeast-2';
export const account = '000000000000';

/** A deployment of just these resources. */
export const aDeployment = (...drafts: readonly Draft[]): Deployment => {
  const resources = drafts.map((draft): Resource => ({
    stack: 'Desk',
    properties: {},
    ref: draft.logicalId,
    attributes: {},
    ...draft,
  }));
  return {
    region,
    account,
    resources,
    outputs: {},
    ofType: (type) => resources.filter((each) => each.type === type),
    byArn: (arn) => {
      const found = resources.find((each) => each.attributes.Arn === arn || each.ref === arn);
      if (!found) throw new Error(`No resource has the ARN ${arn}.`);
      return found;
    },
  };
};

export const functionArn = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;
export const queueArn = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

export const aFunction = (name: string, properties: Readonly<Record<string, unknown>> = {}): Draft => ({
  type: 'AWS::Lambda::Function',
  logicalId: name,
  ref: name,
  attributes: { Arn: functionArn(name) },
  properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::${account}:role/${name}`,
    Code: { S3Bucket: 'assets', S3Key: name },
    ...properties,
  },
});

export const aQueue = (name: string, properties: Readonly<Record<string, unknown>> = {}): Draft => ({
  type: 'AWS::SQS::Queue',
  logicalId: name,
  ref: `http://127.0.0.1/${account}/${name}`,
  attributes: { Arn: queueArn(name), QueueName: name },
  properties,
});
