import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
  UpdateScheduleCommand,
  type CreateScheduleCommandInput,
} from '@aws-sdk/client-scheduler';
import { scheduler, type SchedulerOptions } from '../../../../infra/local/scheduler/scheduler.ts';
import { account, aDeployment, aFolder, aFunction, quiet, region, startLocalAws } from '../../../support/local-aws.ts';
import { until } from '../../../support/local/until.ts';

const queue = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
const roleNamed = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const schedulesOf = (group: string) => `arn:aws:scheduler:${region}:${account}:schedule/${group}/*`;
const aRole = (name: string, service: string, resources: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
    },
    Policies: [
      {
        PolicyName: 'send',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: resources }] },
      },
    ],
  },
});

const deployment = aDeployment({
  ...aFunction(
    {
      Effect: 'Allow',
      Action: [
        'scheduler:CreateSchedule',
        'scheduler:UpdateSchedule',
        'scheduler:DeleteSchedule',
        'scheduler:GetSchedule',
      ],
      Resource: schedulesOf('calls'),
    },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: [roleNamed('sender'), roleNamed('foreign')],
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
    },
  ),
  Group: { Type: 'AWS::Scheduler::ScheduleGroup', Properties: { Name: 'calls' } },
  Sender: aRole('sender', 'scheduler.amazonaws.com', [queue('due'), queue('dead')]),
  Other: aRole('other', 'scheduler.amazonaws.com', [queue('due')]),
  Foreign: aRole('foreign', 'lambda.amazonaws.com', [queue('due')]),
});

type Hosted = {
  readonly client: SchedulerClient;
  readonly sent: { readonly arn: string; readonly body: string; readonly at: number }[];
  stop(): Promise<void>;
};
const stopping: (() => Promise<void>)[] = [];
const folders: ReturnType<typeof aFolder>[] = [];
const folder = () => {
  const made = aFolder();
  folders.push(made);
  return made.path;
};

const start = async (path = folder(), options: Partial<SchedulerOptions> = {}): Promise<Hosted> => {
  const sent: { readonly arn: string; readonly body: string; readonly at: number }[] = [];
  let host: ReturnType<typeof scheduler> | undefined;
  const aws = await startLocalAws(deployment, path, (state, rights) => {
    host = scheduler({
      deployment,
      state,
      authorize: rights.authorize,
      log: quiet,
      firstRetrySeconds: 0.02,
      queues: {
        send: (arn, body) => {
          sent.push({ arn, body, at: Date.now() });
          return Promise.resolve('m');
        },
      },
      functions: { invokeAsync: () => Promise.resolve() },
      topics: { publish: () => Promise.resolve('t') },
      ...options,
    });
    return { services: { scheduler: host.service } };
  });
  const client = new SchedulerClient(aws.client('Fn'));
  const stop = async () => {
    client.destroy();
    await host!.stop();
    await aws.stop();
  };
  stopping.push(stop);
  return {
    client,
    sent,
    stop: async () => {
      stopping.splice(stopping.indexOf(stop), 1);
      await stop();
    },
  };
};
afterEach(async () => {
  await Promise.all(stopping.splice(0).map((stop) => stop()));
});
afterAll(() => {
  for (const each of folders) each[Symbol.dispose]();
});

const expression = (milliseconds: number) =>
  `at(${new Date(Math.ceil(milliseconds / 1000) * 1000).toISOString().slice(0, 19)})`;
const aSchedule = (
  over: Partial<CreateScheduleCommandInput> = {},
  target: object = {},
): CreateScheduleCommandInput => ({
  Name: 'call_1',
  GroupName: 'calls',
  ScheduleExpression: expression(Date.now() + 3_600_000),
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: { Arn: queue('due'), RoleArn: roleNamed('sender'), Input: '{"callId":"call_1"}', ...target },
  ...over,
});
const get = (client: SchedulerClient, Name = 'call_1') =>
  client.send(new GetScheduleCommand({ Name, GroupName: 'calls' }));
/** Waits until there is no such schedule: it is taken away once its target has its input, a moment later. */
const untilGone = (client: SchedulerClient, name?: string) =>
  until(() =>
    get(client, name).then(
      () => false,
      (fault: unknown) => {
        expect(fault).toMatchObject({ name: 'ResourceNotFoundException' });
        return true;
      },
    ),
  );

describe('a one-time schedule', () => {
  it('is read as it was made', async () => {
    const { client } = await start();
    const made = await client.send(
      new CreateScheduleCommand(
        aSchedule({ ScheduleExpression: 'at(2030-01-01T09:00:00)', ScheduleExpressionTimezone: 'Asia/Seoul' }),
      ),
    );
    expect(made.ScheduleArn).toBe(`arn:aws:scheduler:${region}:${account}:schedule/calls/call_1`);
    expect(await get(client)).toMatchObject({
      Arn: made.ScheduleArn,
      Name: 'call_1',
      GroupName: 'calls',
      ScheduleExpression: 'at(2030-01-01T09:00:00)',
      ScheduleExpressionTimezone: 'Asia/Seoul',
      State: 'ENABLED',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { Arn: queue('due'), RoleArn: roleNamed('sender'), Input: '{"callId":"call_1"}' },
      CreationDate: expect.any(Date) as Date,
    });
  });

  it('puts its input into the queue within a second of its time, never before, and is gone then', async () => {
    const { client, sent } = await start();
    const due = Math.ceil((Date.now() + 300) / 1000) * 1000;
    await client.send(new CreateScheduleCommand(aSchedule({ ScheduleExpression: expression(due) })));
    await until(() => sent.length > 0);
    expect(sent).toEqual([{ arn: queue('due'), body: '{"callId":"call_1"}', at: expect.any(Number) as number }]);
    expect(sent[0]!.at).toBeGreaterThanOrEqual(due);
    expect(sent[0]!.at).toBeLessThan(due + 1000);
    await untilGone(client);
  });

  it('stays, fired, when nothing says that it ends', async () => {
    const { client, sent } = await start();
    await client.send(
      new CreateScheduleCommand(
        aSchedule({ ScheduleExpression: expression(Date.now()), ActionAfterCompletion: 'NONE' }),
      ),
    );
    await until(() => sent.length > 0);
    expect((await get(client)).Name).toBe('call_1');
    await client.send(new UpdateScheduleCommand(aSchedule({ ScheduleExpression: expression(Date.now()) })));
    await until(() => sent.length > 1);
  });

  it('that is moved fires at its new time alone; one that is deleted or disabled never', async () => {
    const { client, sent } = await start();
    const soon = expression(Date.now() + 1000);
    for (const Name of ['moved', 'deleted', 'disabled'])
      await client.send(
        new CreateScheduleCommand(aSchedule({ Name, ScheduleExpression: soon }, { Input: JSON.stringify(Name) })),
      );
    await client.send(new UpdateScheduleCommand(aSchedule({ Name: 'moved' })));
    await client.send(new DeleteScheduleCommand({ Name: 'deleted', GroupName: 'calls' }));
    await client.send(
      new UpdateScheduleCommand(aSchedule({ Name: 'disabled', ScheduleExpression: soon, State: 'DISABLED' })),
    );
    await client.send(
      new CreateScheduleCommand(
        aSchedule({ Name: 'last', ScheduleExpression: expression(Date.now() + 2000) }, { Input: '"last"' }),
      ),
    );
    await until(() => sent.length > 0);
    expect(sent.map(({ body }) => body)).toEqual(['"last"']);
    expect((await get(client, 'moved')).Name).toBe('moved');
    await expect(get(client, 'deleted')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('survives the machine: what passed while it was off fires once at the next start', async () => {
    const path = folder();
    const first = await start(path);
    const due = Math.ceil(Date.now() / 1000) * 1000 + 1000;
    await first.client.send(
      new CreateScheduleCommand(
        aSchedule({ Name: 'passed', ScheduleExpression: expression(due) }, { Input: '"passed"' }),
      ),
    );
    await first.client.send(new CreateScheduleCommand(aSchedule({ Name: 'later' })));
    await first.stop();
    expect(first.sent).toEqual([]);
    await until(() => Date.now() > due);

    const second = await start(path);
    await until(() => second.sent.length > 0);
    expect((await get(second.client, 'later')).Name).toBe('later');
    await second.stop();
    const third = await start(path);
    expect((await get(third.client, 'later')).Name).toBe('later');
    expect([...second.sent, ...third.sent].map(({ body }) => body)).toEqual(['"passed"']);
  });

  it('is tried again while its target fails, and goes to its dead-letter queue in the end', async () => {
    const sent: { arn: string; body: string; attributes?: Readonly<Record<string, string>> }[] = [];
    const asked: string[] = [];
    const { client } = await start(folder(), {
      queues: {
        send: (arn, body, options) => {
          asked.push(arn);
          if (arn === queue('due') && asked.length !== 2) return Promise.reject(new Error('no disk'));
          sent.push({ arn, body, ...options });
          return Promise.resolve('m');
        },
      },
    });
    await client.send(
      new CreateScheduleCommand(
        aSchedule({ ScheduleExpression: expression(Date.now() - 2000) }, { RetryPolicy: { MaximumRetryAttempts: 2 } }),
      ),
    );
    await until(() => sent.length === 1);
    expect(asked).toEqual([queue('due'), queue('due')]);
    await client.send(
      new CreateScheduleCommand(
        aSchedule(
          { Name: 'hopeless', ScheduleExpression: expression(Date.now() - 2000) },
          { RetryPolicy: { MaximumRetryAttempts: 2 }, DeadLetterConfig: { Arn: queue('dead') } },
        ),
      ),
    );
    await until(() => sent.length === 2);
    expect(asked.slice(2)).toEqual([queue('due'), queue('due'), queue('due'), queue('dead')]);
    expect(sent[1]).toEqual({
      arn: queue('dead'),
      body: '{"callId":"call_1"}',
      attributes: {
        SCHEDULE_ARN: expect.stringMatching(/:schedule\/[^/]+\/hopeless$/),
        TARGET_ARN: queue('due'),
        ERROR_MESSAGE: 'Error: no disk',
        RETRY_ATTEMPTS: '2',
      },
    });
    await untilGone(client, 'hopeless');
  });

  it('asked for twice is a conflict, unless the same request is only repeated', async () => {
    const { client } = await start();
    await client.send(new CreateScheduleCommand(aSchedule({ ClientToken: 'token-1' })));
    await client.send(new CreateScheduleCommand(aSchedule({ ClientToken: 'token-1' })));
    await expect(client.send(new CreateScheduleCommand(aSchedule({ ClientToken: 'token-2' })))).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });
});

describe('the scheduler refuses', () => {
  it.each([
    [
      'a group that is not deployed',
      { GroupName: 'elsewhere' },
      {},
      'AccessDeniedException',
      /scheduler:CreateSchedule on resource: .*schedule\/elsewhere\/call_1/,
    ],
    [
      'a role that the caller may not pass',
      {},
      { RoleArn: roleNamed('other') },
      'AccessDeniedException',
      /iam:PassRole on resource: .*role\/other/,
    ],
    [
      'a role that does not let it in',
      {},
      { RoleArn: roleNamed('foreign') },
      'ValidationException',
      /must allow AWS EventBridge Scheduler to assume the role/,
    ],
    [
      'an expression that is not hosted',
      { ScheduleExpression: 'rate(5 minutes)' },
      {},
      'ValidationException',
      /only at\(/,
    ],
    ['a time that is none', { ScheduleExpression: 'at(tomorrow)' }, {}, 'ValidationException', /only at\(/],
    ['a zone that is none', { ScheduleExpressionTimezone: 'Mars/Olympus' }, {}, 'ValidationException', /only at\(/],
    ['a name with other letters', { Name: 'call 1' }, {}, 'ValidationException', /pattern/],
    ['what it does not know', { StartDate: new Date() }, {}, 'ValidationException', /StartDate is not hosted/],
    [
      'a target’s part that it does not know',
      {},
      { SqsParameters: { MessageGroupId: 'a' } },
      'ValidationException',
      /Target.SqsParameters is not hosted/,
    ],
  ])('%s', async (_what, over, target, name, message) => {
    const { client } = await start();
    await expect(client.send(new CreateScheduleCommand(aSchedule(over, target)))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message) as string,
    });
  });

  it('to change or delete what is not there', async () => {
    const { client } = await start();
    await expect(client.send(new UpdateScheduleCommand(aSchedule()))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(client.send(new DeleteScheduleCommand({ Name: 'call_1', GroupName: 'calls' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('to fire as a role that has lost its right', async () => {
    const faults: unknown[] = [];
    const { client, sent } = await start(folder(), {
      log: (_source, _message, fault) => {
        faults.push(fault);
      },
    });
    await client.send(
      new CreateScheduleCommand(
        aSchedule(
          { ScheduleExpression: expression(Date.now() - 2000) },
          { Arn: queue('foreign'), RetryPolicy: { MaximumRetryAttempts: 0 } },
        ),
      ),
    );
    await until(() => faults.length > 0);
    expect(String(faults[0])).toMatch(
      /assumed-role\/sender\/scheduler is not authorized to perform: sqs:SendMessage on resource: .*:foreign/,
    );
    expect(sent).toEqual([]);
  });
});
