import { AwsError, type AwsRequest, type BusEvent } from '../../../../infra/local/kernel.ts';
import { eventBuses, type EventBuses, type EventBusesOptions } from '../../../../infra/local/events/event-buses.ts';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import {
  account,
  aDeployment,
  type Draft,
  aQueue,
  functionArn,
  queueArn,
  region,
} from '../../../support/local/a-deployment.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

const busArn = `arn:aws:events:${region}:${account}:event-bus/desk-bus`;
const ruleArn = (name: string) => `arn:aws:events:${region}:${account}:rule/desk-bus/${name}`;
const bus = {
  type: 'AWS::Events::EventBus',
  logicalId: 'Bus',
  ref: 'desk-bus',
  attributes: { Arn: busArn },
  properties: { Name: 'desk-bus' },
};
const rule = (name: string, properties: Readonly<Record<string, unknown>>) => ({
  type: 'AWS::Events::Rule',
  logicalId: name,
  attributes: { Arn: ruleArn(name) },
  properties: { EventBusName: 'desk-bus', State: 'ENABLED', ...properties },
});
const letIn = (queue: string) => ({
  type: 'AWS::SQS::QueuePolicy',
  logicalId: `${queue}Policy`,
  properties: {
    Queues: [`http://127.0.0.1/${account}/${queue}`],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Resource: queueArn(queue),
          Principal: { Service: 'events.amazonaws.com' },
        },
      ],
    },
  },
});
const resolved: BusEvent = {
  Source: 'desk',
  DetailType: 'TicketResolved.v1',
  Detail: '{"number":12}',
  EventBusName: 'desk-bus',
};

const running: EventBuses[] = [];
const states: State[] = [];
const start = (resources: readonly Draft[], options: Partial<EventBusesOptions> = {}) => {
  const sent: { readonly arn: string; readonly body: string }[] = [];
  const invoked: { readonly arn: string; readonly payload: unknown }[] = [];
  const state = options.state ?? openState(temporaryFolder());
  if (!options.state) states.push(state);
  const host = eventBuses({
    deployment: aDeployment(...resources),
    state,
    queues: {
      send: async (arn, body) => {
        sent.push({ arn, body });
        return 'id';
      },
    },
    functions: {
      invokeAsync: async (arn, payload) => {
        invoked.push({ arn, payload });
      },
    },
    topics: { publish: async () => 'id' },
    authorize: () => undefined,
    log: () => {},
    firstRetrySeconds: 0.01,
    ...options,
  });
  running.push(host);
  return { ...host, sent, invoked };
};

afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  for (const state of states) state.close();
  removeTemporaryFolders();
});

describe('an event', () => {
  it('reaches the targets of each rule of its bus that matches', async () => {
    const host = start([
      bus,
      aQueue('hints'),
      letIn('hints'),
      aQueue('other'),
      letIn('other'),
      rule('all', {
        EventPattern: { source: ['desk'] },
        Targets: [
          { Id: 'a', Arn: queueArn('hints') },
          { Id: 'b', Arn: queueArn('other'), InputPath: '$.detail' },
        ],
      }),
      rule('mails', {
        EventPattern: { detail: { mailId: [{ exists: true }] } },
        Targets: [{ Id: 'a', Arn: queueArn('other') }],
      }),
      rule('disabled', {
        State: 'DISABLED',
        EventPattern: { source: ['desk'] },
        Targets: [{ Id: 'a', Arn: queueArn('other') }],
      }),
      rule('elsewhere', {
        EventBusName: 'default',
        EventPattern: { source: ['desk'] },
        Targets: [{ Id: 'a', Arn: queueArn('other') }],
      }),
    ]);
    const [result] = await host.buses.put([{ ...resolved, Time: '2026-11-22T10:00:00Z' }]);
    expect(host.sent.map(({ arn }) => arn)).toEqual([queueArn('hints'), queueArn('other')]);
    expect(JSON.parse(host.sent[0]!.body)).toEqual({
      version: '0',
      id: result!.EventId,
      'detail-type': 'TicketResolved.v1',
      source: 'desk',
      account: account,
      time: '2026-11-22T10:00:00Z',
      region: region,
      resources: [],
      detail: { number: 12 },
    });
    expect(host.sent[1]!.body).toBe('{"number":12}');
  });

  it('is tried again when its target fails, also after a restart', async () => {
    const resources = [
      bus,
      aQueue('hints'),
      letIn('hints'),
      rule('all', { EventPattern: { source: ['desk'] }, Targets: [{ Id: 'a', Arn: queueArn('hints') }] }),
    ];
    const state = openState(temporaryFolder());
    states.push(state);
    const failing = start(resources, {
      state,
      firstRetrySeconds: 3600,
      queues: { send: () => Promise.reject(new Error('no disk')) },
    });
    await failing.buses.put([resolved]);
    await failing.stop();
    state.run('UPDATE events_pending SET due_at = 0');
    const host = start(resources, { state });
    await until(() => host.sent.length === 1);
    await until(() => state.all('SELECT * FROM events_pending').length === 0);
  });

  it('goes to the dead-letter queue when the retry policy is used up', async () => {
    const letters: { readonly body: string; readonly attributes: unknown }[] = [];
    let attempts = 0;
    const host = start(
      [
        bus,
        aQueue('hints'),
        letIn('hints'),
        aQueue('dead'),
        letIn('dead'),
        rule('all', {
          EventPattern: { source: ['desk'] },
          Targets: [
            {
              Id: 'a',
              Arn: queueArn('hints'),
              RetryPolicy: { MaximumRetryAttempts: 2 },
              DeadLetterConfig: { Arn: queueArn('dead') },
            },
          ],
        }),
      ],
      {
        queues: {
          send: async (arn, body, options) => {
            if (arn === queueArn('dead')) {
              letters.push({ body, attributes: options?.attributes });
              return 'id';
            }
            attempts += 1;
            throw new Error('full');
          },
        },
      },
    );
    await host.buses.put([resolved]);
    await until(() => letters.length === 1);
    expect(attempts).toBe(3);
    expect(JSON.parse(letters[0]!.body)).toMatchObject({ detail: { number: 12 } });
    expect(letters[0]!.attributes).toEqual({
      RULE_ARN: ruleArn('all'),
      TARGET_ARN: queueArn('hints'),
      ERROR_MESSAGE: 'Error: full',
      RETRY_ATTEMPTS: '2',
    });
  });
});

describe('PutEvents', () => {
  const request = (input: unknown, operation = 'PutEvents', kind: 'role' | 'operator' = 'role'): AwsRequest => ({
    service: 'events',
    principal: kind === 'role' ? { kind, roleArn: 'role', functionName: 'publish-events' } : { kind },
    method: 'POST',
    path: '/',
    query: new URLSearchParams(),
    headers: { 'x-amz-target': `AWSEvents.${operation}` },
    body: Buffer.from(JSON.stringify(input)),
  });
  const put = async (host: EventBuses, entries: readonly unknown[]) =>
    JSON.parse(String((await host.service(request({ Entries: entries }))).body)) as {
      FailedEntryCount: number;
      Entries: Record<string, string>[];
    };

  it('answers for each entry by itself', async () => {
    const answer = await put(start([bus]), [resolved, { ...resolved, Detail: '[1]' }, { ...resolved, Source: '' }]);
    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries).toEqual([
      { EventId: expect.any(String) },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Parameter Source is not valid. Reason: Source is a required argument.',
      },
    ]);
  });

  it('asks whether the caller may, on the bus', async () => {
    const host = start([bus], {
      authorize: (_, action, arn) => {
        throw new AwsError('AccessDeniedException', `${action} on ${arn}`);
      },
    });
    await expect(put(host, [resolved])).rejects.toThrow(`events:PutEvents on ${busArn}`);
  });

  it.each([
    ['no entry', []],
    ['eleven entries', Array.from({ length: 11 }, () => resolved)],
    ['256 KB', [{ ...resolved, Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }]],
  ])('refuses %s', async (_, entries) => {
    await expect(put(start([bus]), entries)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  describe('given a policy that an operator put on the bus', () => {
    const policy = (Principal: unknown, Action = 'events:PutEvents') =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Sid: 'Paused', Effect: 'Deny', Principal, Action, Resource: busArn }],
      });
    const pause = (host: EventBuses, Policy: string) =>
      host.service(request({ EventBusName: 'desk-bus', Policy }, 'PutPermission', 'operator'));

    it.each([
      ['everybody', '*'],
      ['the account', { AWS: `arn:aws:iam::${account}:root` }],
      ['the role', { AWS: 'role' }],
    ])(
      'that denies %s to put, then every event is refused until it is taken away, also after a restart',
      async (_, who) => {
        const state = openState(temporaryFolder());
        states.push(state);
        await pause(start([bus], { state }), policy(who));
        const host = start([bus], { state });
        await expect(put(host, [resolved])).rejects.toMatchObject({
          code: 'AccessDeniedException',
          message: `User: role is not authorized to perform: events:PutEvents on resource: ${busArn} with an explicit deny in a resource-based policy`,
        });
        await host.service(
          request({ EventBusName: 'desk-bus', RemoveAllPermissions: true }, 'RemovePermission', 'operator'),
        );
        expect((await put(host, [resolved])).FailedEntryCount).toBe(0);
      },
    );

    it.each([
      ['somebody else', { AWS: 'other-role' }, 'events:PutEvents'],
      ['something else', '*', 'events:PutRule'],
    ])('that denies it to %s, then events are taken', async (_, who, action) => {
      const host = start([bus]);
      await pause(host, policy(who, action));
      expect((await put(host, [resolved])).FailedEntryCount).toBe(0);
    });

    it('that is not understood, then it is refused', async () => {
      const host = start([bus]);
      await expect(pause(host, '{"Statement":[{"Effekt":"Deny"}]}')).rejects.toMatchObject({
        code: 'ValidationException',
      });
      expect((await put(host, [resolved])).FailedEntryCount).toBe(0);
    });

    it('who may not, then nothing changes', async () => {
      const host = start([bus], {
        authorize: (_, action, arn) => {
          if (action !== 'events:PutEvents') throw new AwsError('AccessDeniedException', `no ${action} on ${arn}`);
        },
      });
      await expect(pause(host, policy('*'))).rejects.toThrow(`no events:PutPermission on ${busArn}`);
      expect((await put(host, [resolved])).FailedEntryCount).toBe(0);
    });
  });

  it('refuses a bus that is not there', async () => {
    await expect(put(start([bus]), [{ ...resolved, EventBusName: 'other' }])).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });
});

describe('a schedule', () => {
  it('invokes its target when due, and what passed while the machine was off is made up for once', async () => {
    const resources = [
      {
        type: 'AWS::Lambda::Permission',
        logicalId: 'p',
        properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: functionArn('sweep'),
          Principal: 'events.amazonaws.com',
          SourceArn: ruleArn('nightly'),
        },
      },
      rule('nightly', {
        EventBusName: 'default',
        ScheduleExpression: 'rate(1 day)',
        Targets: [{ Id: 'a', Arn: functionArn('sweep') }],
      }),
    ];
    const state = openState(temporaryFolder());
    states.push(state);
    const before = start(resources, { state });
    await before.stop();
    expect(before.invoked).toEqual([]);
    state.run('UPDATE events_timetable SET due_at = 1000');
    const host = start(resources, { state });
    await until(() => host.invoked.length > 0);
    expect(host.invoked).toEqual([
      {
        arn: functionArn('sweep'),
        payload: expect.objectContaining({
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          resources: [ruleArn('nightly')],
        }),
      },
    ]);
    await until(() => state.get<{ due_at: number }>('SELECT due_at FROM events_timetable')!.due_at > Date.now());
  });
});

describe('a schedule of the scheduler', () => {
  const scheduleArn = `arn:aws:scheduler:${region}:${account}:schedule/default/nightly`;
  const roleArn = `arn:aws:iam::${account}:role/nightly`;
  const failing = async (mayWrite: boolean) => {
    const logged: string[] = [];
    const letters: unknown[] = [];
    const state = openState(temporaryFolder());
    states.push(state);
    const resources = [
      aQueue('dead'),
      {
        type: 'AWS::Scheduler::Schedule',
        logicalId: 'nightly',
        attributes: { Arn: scheduleArn },
        properties: {
          ScheduleExpression: 'rate(1 day)',
          Target: {
            Arn: functionArn('sweep'),
            RoleArn: roleArn,
            RetryPolicy: { MaximumRetryAttempts: 0 },
            DeadLetterConfig: { Arn: queueArn('dead') },
          },
        },
      },
    ];
    await start(resources, { state }).stop();
    state.run('UPDATE events_timetable SET due_at = 1000');
    const asked: unknown[] = [];
    start(resources, {
      state,
      functions: { invokeAsync: () => Promise.reject(new Error('gone')) },
      queues: {
        send: async (arn, _body, options) => {
          letters.push([arn, options?.attributes]);
          return 'id';
        },
      },
      authorize: (principal, action, arn) => {
        asked.push([principal, action, arn]);
        if (action === 'sqs:SendMessage' && !mayWrite) throw new AwsError('AccessDeniedException', 'no');
      },
      log: (_source, message) => {
        logged.push(message);
      },
    });
    await until(() => asked.length === 2);
    return { letters, asked, logged };
  };

  it('that can not call makes a dead letter, with its role', async () => {
    const { letters, asked } = await failing(true);
    expect(letters).toEqual([
      [
        queueArn('dead'),
        {
          SCHEDULE_ARN: scheduleArn,
          TARGET_ARN: functionArn('sweep'),
          ERROR_MESSAGE: 'Error: gone',
          RETRY_ATTEMPTS: '0',
        },
      ],
    ]);
    expect(asked.at(-1)).toEqual([
      { kind: 'role', roleArn, functionName: 'events' },
      'sqs:SendMessage',
      queueArn('dead'),
    ]);
  });

  it('loses what it can not call where its role may not write dead letters, and logs it', async () => {
    const { letters, logged } = await failing(false);
    expect(letters).toEqual([]);
    expect(logged.at(-1)).toMatch(/its role may not write to .*dead: the event is lost/);
  });
});

describe('the start stops', () => {
  it('at a dead-letter queue that does not let EventBridge in', () => {
    expect(() =>
      start([
        bus,
        aQueue('hints'),
        letIn('hints'),
        aQueue('dead'),
        rule('all', {
          EventPattern: { source: ['desk'] },
          Targets: [{ Id: 'a', Arn: queueArn('hints'), DeadLetterConfig: { Arn: queueArn('dead') } }],
        }),
      ]),
    ).toThrow(`Desk/all: ${queueArn('dead')} doesn't allow sqs:SendMessage to events.amazonaws.com`);
  });
  it('at a target that does not let EventBridge in', () => {
    expect(() =>
      start([
        bus,
        aQueue('hints'),
        rule('all', { EventPattern: { source: ['desk'] }, Targets: [{ Id: 'a', Arn: queueArn('hints') }] }),
      ]),
    ).toThrow(`Desk/all: ${queueArn('hints')} doesn't allow sqs:SendMessage to events.amazonaws.com`);
  });
  it('at a kind of target that is not hosted', () => {
    expect(() =>
      start([
        bus,
        rule('all', {
          EventPattern: { source: ['desk'] },
          Targets: [{ Id: 'a', Arn: 'arn:aws:states:x:y:stateMachine:z' }],
        }),
      ]),
    ).toThrow('EventBridge targets of states are not hosted on one machine');
  });
  it('at a setting of a target that would be ignored', () => {
    expect(() =>
      start([
        bus,
        aQueue('hints'),
        letIn('hints'),
        rule('all', {
          EventPattern: { source: ['desk'] },
          Targets: [{ Id: 'a', Arn: queueArn('hints'), KinesisParameters: {} }],
        }),
      ]),
    ).toThrow('the property Targets.KinesisParameters is not hosted');
  });
});
