import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { mockClient } from 'aws-sdk-client-mock';
import { findDesk } from '../../../infra/operate/deployed-desk.ts';
import { deadLettersOutput, functionOfOutput, LOSERS, workOutput } from '../../../infra/operate/stack-outputs.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../support/local/temporary-folder.ts';

afterAll(removeTemporaryFolders);
// CloudFormation is not among the hosts of one machine: there the desk tells of itself by a file.
const cloudFormation = mockClient(CloudFormationClient);
beforeEach(() => {
  cloudFormation.reset();
});

describe('a desk on this machine', () => {
  it('is found by the file in its data folder', async () => {
    const data = temporaryFolder();
    writeFileSync(
      join(data, 'desk.json'),
      JSON.stringify({
        endpoint: 'http://127.0.0.1:4401',
        region: 'ap-northeast-2',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        outputs: {
          'handover-local-data.DeskTableName': 'desk-table',
          'handover-local-desk.WorkQueueSendMail': 'http://127.0.0.1:4401/dead',
        },
      }),
    );
    const desk = await findDesk({ data });
    expect(desk.client).toEqual({
      maxAttempts: 8,
      endpoint: 'http://127.0.0.1:4401',
      region: 'ap-northeast-2',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    expect(desk.output('DeskTableName')).toBe('desk-table');
    expect(desk.outputsOf('WorkQueue')).toEqual(['WorkQueueSendMail']);
  });

  it('is missed with a sentence that says what to do', async () => {
    await expect(findDesk({ data: join(temporaryFolder(), 'none') })).rejects.toThrow('start one with npm start');
  });

  it('is not believed when its file says something else', async () => {
    const data = join(temporaryFolder(), 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'desk.json'), '{"endpoint":"somewhere"}');
    await expect(findDesk({ data })).rejects.toThrow();
  });
});

describe('a stage on AWS', () => {
  it('is found by the outputs of its stacks, and asked with the environment’s own settings', async () => {
    cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName: string }) => ({
      Stacks: [
        { Outputs: [{ OutputKey: StackName.endsWith('data') ? 'DeskTableName' : 'Else', OutputValue: StackName }] },
      ],
    }));
    const desk = await findDesk({ stage: 'production', data: '.handover' });
    expect(desk.client).toEqual({ maxAttempts: 8 });
    expect(desk.output('DeskTableName')).toBe('handover-production-data');
    expect(() => desk.output('ViewsTableName')).toThrow('no output ViewsTableName');
  });

  it('is missed with the name of the stack', async () => {
    cloudFormation
      .on(DescribeStacksCommand)
      .rejects(
        Object.assign(new Error('Stack with id handover-production-data does not exist'), { name: 'ValidationError' }),
      );
    await expect(findDesk({ stage: 'production', data: '.handover' })).rejects.toThrow(
      'There is no stack handover-production-data',
    );
  });
});

it('names dead letters by who loses something', () => {
  expect(LOSERS.map(deadLettersOutput)).toEqual(['DeadLettersCustomers', 'DeadLettersAgents']);
});

it.each([
  ['queueUrl', 'send-mail', 'WorkQueueSendMail'],
  ['topicArn', 'settle-mail', 'WorkTopicSettleMail'],
  ['functionArn', 'receive-mail', 'AsyncWorkReceiveMail'],
  ['consumerArn', 'publish-events', 'StreamConsumerPublishEvents'],
  ['failedRecords', 'publish-events', 'FailedRecordsPublishEvents'],
] as const)('names the %s of %s, and knows whose it is', (kind, name, output) => {
  expect([workOutput(kind, name), functionOfOutput(kind, output)]).toEqual([output, name]);
});
