import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Deployment, Ports, Running } from '../../infra/local/kernel.ts';
import { type Credentials, type Iam, iam } from '../../infra/local/iam/iam.ts';
import { startAwsEndpoint, type AwsEndpointOptions } from '../../infra/local/aws-endpoint/start-aws-endpoint.ts';
import { openState, type State } from '../../infra/local/state/open-state.ts';
import { resolveTemplates } from '../../infra/local/template/load-deployment.ts';
import { parseTemplate } from '../../infra/local/template/template.ts';

export const region = 'eu-west-1';
export const account = '123456789012';
export const ports: Ports = {
  site: 4400,
  aws: 4401,
  live: 4402,
  identity: 4403,
  smtp: 4404,
  outbox: 4405,
  dynamodb: 4406,
};

export const quiet = () => {};

/** A folder in memory that is gone after the test: `await using` or `[Symbol.dispose]()`. */
export const aFolder = () => {
  const path = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'handover-'));
  return {
    path,
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
};

/** One stack called Test with these resources. */
export const aDeployment = (
  resources: Readonly<Record<string, unknown>>,
  sections: Readonly<Record<string, unknown>> = {},
): Deployment =>
  resolveTemplates([parseTemplate('Test', { Resources: resources, ...sections })], { region, account, ports });

/** A function `Fn` whose role has these statements. */
export const aFunction = (...statements: readonly object[]) => ({
  Fn: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Role: { 'Fn::GetAtt': ['FnRole', 'Arn'] },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      Code: { S3Bucket: 'assets', S3Key: 'none' },
    },
  },
  FnRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
  FnPolicy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'rights',
      Roles: [{ Ref: 'FnRole' }],
      PolicyDocument: { Version: '2012-10-17', Statement: statements },
    },
  },
});

export const theResource = (deployment: Deployment, logicalId: string) =>
  deployment.resources.find((each) => each.logicalId === logicalId)!;

export type LocalAws = Running & {
  readonly url: string;
  readonly state: State;
  readonly rights: Iam;
  /** For an SDK client, as the operator or, with `as: 'Fn'`, as that function. */
  client(as?: string): {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: Credentials;
    readonly maxAttempts: number;
  };
};

/** The AWS endpoint with some services behind it, on a free port. */
export const startLocalAws = async (
  deployment: Deployment,
  folder: string,
  hosts: (state: State, rights: Iam) => Pick<AwsEndpointOptions, 'services' | 'crossOrigin' | 'now'>,
): Promise<LocalAws> => {
  const state = openState(folder);
  const rights = iam(deployment, state);
  const endpoint = await startAwsEndpoint({ port: 0, region, iam: rights, log: quiet, ...hosts(state, rights) });
  const url = `http://127.0.0.1:${String(endpoint.port)}`;
  return {
    url,
    state,
    rights,
    client: (as) => ({
      endpoint: url,
      region,
      maxAttempts: 1,
      credentials: as ? rights.credentialsFor(theResource(deployment, as).attributes.Arn!) : rights.operatorCredentials,
    }),
    stop: async () => {
      await endpoint.stop();
      state.close();
    },
  };
};
