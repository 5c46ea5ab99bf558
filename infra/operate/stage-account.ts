import { CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESClient } from '@aws-sdk/client-ses';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import type { Service } from '../../shared/domain/desk/service.ts';
import { findStack, PATIENT } from './deployed-desk.ts';

const STACKS = ['data', 'front', 'desk', 'console'] as const;

/** The account and region of a stage: clients that only read, and the stage's stacks. */
export type StageAccount = {
  readonly cloudFormation: CloudFormationClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly lambda: LambdaClient;
  readonly ses: SESClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  /** The stage's stacks by name, in the order of their deployment; undefined where one is not there. */
  stacks(): Promise<readonly (readonly [name: string, stack: Stack | undefined])[]>;
  /** The outputs of all of them. */
  outputs(): Promise<ReadonlyMap<string, string>>;
  /** The services of the desk; undefined where it has no table yet. */
  services(): Promise<readonly Service[] | undefined>;
};

/** The account of the environment's credentials. The stacks are asked for once, by the first that needs them. */
export const stageAccount = (stage: string, region: string): StageAccount => {
  const settings = { ...PATIENT, region };
  const cloudFormation = new CloudFormationClient(settings);
  let asked: ReturnType<StageAccount['stacks']> | undefined;
  const stacks = () =>
    (asked ??= Promise.all(
      STACKS.map(async (each) => {
        const name = `handover-${stage}-${each}`;
        return [name, await findStack(cloudFormation, name)] as const;
      }),
    ));
  const outputs = async () =>
    new Map(
      (await stacks()).flatMap(([, stack]) =>
        (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue] as const),
      ),
    );
  return {
    cloudFormation,
    cognito: new CognitoIdentityProviderClient(settings),
    lambda: new LambdaClient(settings),
    ses: new SESClient(settings),
    sns: new SNSClient(settings),
    sqs: new SQSClient(settings),
    stacks,
    outputs,
    services: async () => {
      const deskTable = (await outputs()).get('DeskTableName');
      return deskTable === undefined
        ? undefined
        : dynamoDeskDirectory({ client: documentClient(settings), deskTable }).listServices();
    },
  };
};
