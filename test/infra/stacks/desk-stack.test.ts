import { isDeepStrictEqual } from 'node:util';
import { Match } from 'aws-cdk-lib/assertions';
import { RULE_SET_OUTPUT } from '../../../infra/operate/stack-outputs.ts';
import { operations } from '../../../shared/contracts/http/operations.ts';
import { aStage, type Resources, synthesize, type TemplateResource } from '../../support/synthesize.ts';

const stage = synthesize();
const desk = stage.template('desk');
const inDesk = (type: string) => stage.ofType(type, 'desk');
const functionsByName = new Map(
  inDesk('AWS::Lambda::Function').map(([id, { Properties }]) => [
    Properties?.['Environment']?.Variables?.POWERTOOLS_SERVICE_NAME as string | undefined,
    { id, properties: Properties! },
  ]),
);
const ours = [...functionsByName].filter(([name]) => name !== undefined);
const alarms = inDesk('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties!);
const alarmOn = (metric: string, dimension: unknown) =>
  alarms.filter(
    ({ MetricName, Dimensions }) =>
      MetricName === metric && JSON.stringify(Dimensions[0].Value) === JSON.stringify(dimension),
  );

describe('given the functions', () => {
  const COMMON = ['LOG_LEVEL', 'POWERTOOLS_SERVICE_NAME'];
  const MAIL = ['DESK_TABLE', 'ATTACHMENTS_BUCKET', 'DATA_KEY_ID'];
  const PATIENCE = ['LATE_SECONDS', 'GIVE_UP_SECONDS', 'HELD_SECONDS', 'SETTLE_SECONDS'];

  const FUNCTIONS: readonly (readonly [string, readonly string[]])[] = [
    ['ticket-commands', ['DESK_TABLE', 'SESSIONS_TABLE', 'ATTACHMENTS_BUCKET', 'DATA_KEY_ID']],
    ['ticket-queries', ['DESK_TABLE', 'VIEWS_TABLE', 'SESSIONS_TABLE', 'ATTACHMENTS_BUCKET', 'LATE_SECONDS']],
    ['administration', ['DESK_TABLE', 'SESSIONS_TABLE', 'MAIL_DOMAIN', 'DATA_KEY_ID', 'USER_POOL_ID', 'CONSOLE_URL']],
    ['mail-preview', [...MAIL, 'SESSIONS_TABLE', 'MAIL_DOMAIN']],
    ['customer-information', ['DESK_TABLE', 'DATA_KEY_ID']],
    ['confidential', ['DESK_TABLE', 'ATTACHMENTS_BUCKET', 'DATA_KEY_ID']],
    ['live-access', ['DESK_TABLE', 'SESSIONS_TABLE', 'LIVE_URL']],
    ['live-connect', ['DESK_TABLE', 'SESSIONS_TABLE']],
    ['live-messages', ['SESSIONS_TABLE', 'LIVE_ENDPOINT']],
    ['end-connections', ['DESK_TABLE', 'SESSIONS_TABLE', 'LIVE_ENDPOINT']],
    ['receive-mail', [...MAIL, 'RAW_MAIL_BUCKET']],
    ['activate-rule-set', []],
    ['publish-events', ['EVENT_BUS', 'FAILED_RECORDS']],
    ['project-tickets', ['DESK_TABLE', 'VIEWS_TABLE', 'SESSIONS_TABLE', 'LIVE_ENDPOINT', 'FAILED_RECORDS']],
    [
      'send-mail',
      [
        ...MAIL,
        ...PATIENCE,
        'CONFIGURATION_SET',
        'SEND_MAIL_QUEUE_URL',
        'THROTTLED_SECONDS',
        'QUOTA_SECONDS',
        'TRIES',
        'CONSOLE_URL',
      ],
    ],
    ['transfer-to-issue', ['DESK_TABLE', 'ATTACHMENTS_BUCKET']],
    ['watch-mails', ['DESK_TABLE', ...PATIENCE, 'WATCH_MAILS_QUEUE_URL', 'TRIES']],
    ['settle-mail', ['DESK_TABLE']],
    ['call-urls', ['DESK_TABLE', 'SESSIONS_TABLE', 'DATA_KEY_ID', 'CALL_URLS_QUEUE_URL', 'TRIES']],
    ['complete-tickets', ['DESK_TABLE']],
    ['erase-tickets', ['DESK_TABLE', 'SESSIONS_TABLE', 'ATTACHMENTS_BUCKET']],
    ['evaluate-triggers', ['DESK_TABLE', 'SESSIONS_TABLE', 'LIVE_ENDPOINT']],
    ['give-back-tickets', ['DESK_TABLE', 'SESSIONS_TABLE', 'LIVE_ENDPOINT', 'LEAVERS_QUEUE_URL', 'LOOK_AGAIN_SECONDS']],
    ['distribute-tickets', ['DESK_TABLE']],
    ['schedule-calls', ['DESK_TABLE', 'SCHEDULE_GROUP', 'RING_CALLS_ARN', 'DEAD_LETTERS_ARN', 'SCHEDULER_ROLE_ARN']],
    ['ring-calls', ['DESK_TABLE']],
    ['push-hints', ['DESK_TABLE', 'SESSIONS_TABLE', 'LIVE_ENDPOINT']],
    ['check-triggers', ['DESK_TABLE', 'SESSIONS_TABLE', 'LIVE_ENDPOINT']],
    ['find-due-times', ['DESK_TABLE', 'SESSIONS_TABLE', 'TRIGGERS_QUEUE_URL']],
  ];
  test.each(FUNCTIONS)('%s runs on Node 24 and knows what it needs and nothing else', (name, variables) => {
    const { properties } = functionsByName.get(name)!;
    expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'], Handler: 'index.handler' });
    expect(properties['TracingConfig']).toBeUndefined();
    expect(Object.keys(properties['Environment'].Variables as object).sort()).toEqual([...COMMON, ...variables].sort());
  });

  test('there is no other, and each has a log that ends', () => {
    expect(ours.map(([name]) => name).sort()).toEqual(FUNCTIONS.map(([name]) => name).sort());
    const logs = new Map(inDesk('AWS::Logs::LogGroup'));
    for (const [name, { properties }] of ours) {
      expect({
        name,
        days: logs.get(properties['LoggingConfig'].LogGroup.Ref as string)?.Properties?.['RetentionInDays'],
      }).toEqual({ name, days: 30 });
    }
  });

  test('what fails raises an alarm where it is lost: at the first error where nobody tries again, else late or as a dead letter', () => {
    const routed = new Set(Object.values(operations).map(({ group }) => group as string));
    for (const [name, { id }] of ours) {
      const ref = JSON.stringify({ Ref: id });
      const isOf = ({ FunctionName }: Record<string, unknown>) => JSON.stringify(FunctionName) === ref;
      const sources = inDesk('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) => isOf(Properties!));
      const invoked = inDesk('AWS::Lambda::EventInvokeConfig').filter(([, { Properties }]) => isOf(Properties!));
      const ways = {
        // Its 5xx raise the alarm of the API.
        api: routed.has(name!),
        // CloudFormation waits for it, and the deployment fails.
        deployment: name === 'activate-rule-set',
        errors: alarmOn('Errors', { Ref: id }).length === 1,
        source: sources.length === 1,
        invoked: invoked.length === 1,
      };
      expect({ name, ways: Object.values(ways).filter(Boolean).length }).toEqual({ name, ways: 1 });
    }
  });

  test('each alarm says what a user loses, and a stage has few of them: each costs as long as the stage is there', () => {
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/^[A-Z].{20,}\.$/);
    expect(alarms.map(({ MetricName }) => MetricName as string).sort()).toEqual([
      '5xx',
      ...Array.from({ length: 9 }, () => 'ApproximateAgeOfOldestMessage'),
      ...['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesVisible'],
      ...['Errors', 'Errors', 'IteratorAge', 'IteratorAge'],
    ]);
  });

  test('an answer of 5xx raises one too: a fault that a function answered itself is no error of Lambda’s', () => {
    const [alarm] = alarms.filter(({ MetricName }) => MetricName === '5xx');
    expect(alarm).toMatchObject({
      Namespace: 'AWS/ApiGateway',
      Threshold: 1,
      AlarmDescription: expect.stringMatching(/^[A-Z].{20,}\.$/),
      AlarmActions: expect.anything(),
    });
  });

  test('every alarm reaches the topic, which CloudWatch may publish to and the operator is subscribed to', () => {
    const actions = new Set(alarms.map(({ AlarmActions }) => JSON.stringify(AlarmActions)));
    expect(actions.size).toBe(1);
    desk.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'alarms@example.com' });
    desk.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' } }),
        ]),
      },
    });
  });
});

describe('given the HTTP operations', () => {
  const routes = inDesk('AWS::ApiGatewayV2::Route')
    .map(([, { Properties }]) => Properties!)
    .filter(({ OperationName }) => OperationName !== undefined);
  const integrations = new Map(inDesk('AWS::ApiGatewayV2::Integration'));

  test('each has exactly one route, to the function of its group, behind the tokens', () => {
    const all = Object.values(operations);
    expect(routes).toHaveLength(all.length);
    for (const { operationId, method, path, group } of all) {
      const [route, ...others] = routes.filter(({ RouteKey }) => RouteKey === `${method} ${path}`);
      expect(others).toEqual([]);
      expect(route).toMatchObject({
        OperationName: operationId,
        AuthorizationType: 'JWT',
        AuthorizerId: { Ref: expect.stringContaining('Authorizer') },
      });
      const integration = integrations.get(route!['Target']['Fn::Join'][1][1].Ref as string)!;
      expect(integration.Properties).toMatchObject({
        IntegrationUri: { 'Fn::GetAtt': [functionsByName.get(group)!.id, 'Arn'] },
        PayloadFormatVersion: '2.0',
      });
    }
  });

  test('the authorizer trusts the pool and the console that signs in there', () => {
    desk.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ 'Fn::ImportValue': Match.stringLikeRegexp('Client') }],
        Issuer: {
          'Fn::Join': [
            '',
            [
              'https://cognito-idp.',
              { Ref: 'AWS::Region' },
              '.amazonaws.com/',
              { 'Fn::ImportValue': Match.stringLikeRegexp('IdentityPool') },
            ],
          ],
        },
      },
    });
  });

  test('a flood of messages takes nothing from those who connect: their route has a function and a bound of its own', () => {
    const target = (routeKey: string) =>
      inDesk('AWS::ApiGatewayV2::Route').find(([, { Properties }]) => Properties!['RouteKey'] === routeKey)![1]
        .Properties!['Target']['Fn::Join'][1][1].Ref as string;
    const functionOf = (routeKey: string) =>
      JSON.stringify(
        inDesk('AWS::ApiGatewayV2::Integration').find(([id]) => id === target(routeKey))![1].Properties![
          'IntegrationUri'
        ],
      );
    expect(functionOf('$connect')).toContain(functionsByName.get('live-connect')!.id);
    for (const routeKey of ['$default', '$disconnect'])
      expect(functionOf(routeKey)).toContain(functionsByName.get('live-messages')!.id);
    desk.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      StageName: 'live',
      DefaultRouteSettings: { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 },
      RouteSettings: { $connect: { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 } },
    });
  });

  test('the API may call its functions and no other may be called by it', () => {
    const callers = inDesk('AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties!)
      .filter(({ Principal }) => Principal === 'apigateway.amazonaws.com');
    const callable = callers.map(({ FunctionName }) => FunctionName['Fn::GetAtt'][0] as string).sort();
    expect(callable).toEqual(
      [
        'ticket-commands',
        'ticket-queries',
        'administration',
        'live-access',
        'customer-information',
        'confidential',
        'mail-preview',
        'live-connect',
        'live-messages',
      ]
        .map((name) => functionsByName.get(name)!.id)
        .sort(),
    );
    expect(callers.filter(({ SourceArn }) => SourceArn === undefined)).toEqual([]);
  });
});

describe('given the queues', () => {
  const queues = inDesk('AWS::SQS::Queue');
  const letters = (queue: TemplateResource) =>
    queue.Properties?.['RedrivePolicy']?.deadLetterTargetArn?.['Fn::GetAtt'][0] as string | undefined;
  const work = queues.filter(([, queue]) => letters(queue) !== undefined);
  const mapped = inDesk('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties!);
  const deadLetters = queues.filter(([, queue]) => letters(queue) === undefined);
  const failures = [
    ...mapped.filter(({ StartingPosition }) => StartingPosition === undefined),
    ...inDesk('AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => Properties!),
  ].flatMap(({ DestinationConfig }) =>
    DestinationConfig === undefined ? [] : [DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0] as string],
  );

  test('each is worked off, or is where dead letters go: of what customers lose, and of what agents lose', () => {
    expect(work).toHaveLength(9);
    expect(failures).toHaveLength(8);
    expect(deadLetters.map(([id]) => id).sort()).toEqual([
      expect.stringMatching(/^DeadLettersAgents/),
      expect.stringMatching(/^DeadLettersCustomers/),
    ]);
    const customersLose = [
      ...work.filter(([, queue]) => letters(queue)!.startsWith('DeadLettersCustomers')).map(([id]) => id),
      ...failures.filter((id) => id.startsWith('DeadLettersCustomers')),
    ];
    // Mails that go out, what triggers do, and mails that come in.
    expect(customersLose).toEqual([
      expect.stringMatching(/^MailToSend/),
      expect.stringMatching(/^TriggersToEvaluate/),
      expect.stringMatching(/^DeadLetters/),
    ]);
  });

  test('a dead letter raises an alarm from the first on, and so does work that waits', () => {
    for (const [id, queue] of queues) {
      const name = { 'Fn::GetAtt': [id, 'QueueName'] };
      if (letters(queue)) expect(alarmOn('ApproximateAgeOfOldestMessage', name)).toHaveLength(1);
      else
        expect(alarmOn('ApproximateNumberOfMessagesVisible', name)).toEqual([
          expect.objectContaining({ Threshold: 1 }),
        ]);
    }
  });

  /** The queue policies' statements that let a service send to a queue. */
  const letIn = (service: string, queue: string) =>
    inDesk('AWS::SQS::QueuePolicy')
      .flatMap(([, { Properties }]) => Properties!['PolicyDocument'].Statement as Record<string, any>[])
      .filter(
        ({ Effect, Action, Principal, Resource }) =>
          Effect === 'Allow' &&
          Action === 'sqs:SendMessage' &&
          Principal.Service === service &&
          Resource['Fn::GetAtt'][0] === queue,
      )
      .map(({ Condition }) => Condition as unknown);

  test('what a rule can not bring to a queue or a function is a dead letter where their own failures go', () => {
    const rules = inDesk('AWS::Events::Rule');
    expect(rules.length).toBeGreaterThan(0);
    const failuresOf = (id: string) =>
      letters(new Map(queues).get(id) ?? { Type: '' }) ??
      (inDesk('AWS::Lambda::EventInvokeConfig').find(
        ([, { Properties }]) => Properties!['FunctionName'].Ref === id,
      )?.[1].Properties!['DestinationConfig'].OnFailure.Destination['Fn::GetAtt'][0] as string | undefined);
    for (const [id, { Properties }] of rules)
      for (const { Arn, DeadLetterConfig } of Properties!['Targets'] as Record<string, any>[]) {
        const where = failuresOf(Arn['Fn::GetAtt'][0] as string);
        // What is brought to a queue of dead letters tells of records that lie whole in a bucket.
        if (where === undefined) {
          expect(Properties!['EventPattern']).toMatchObject({ source: ['aws.s3'] });
          expect(deadLetters.map(([each]) => each)).toContain(Arn['Fn::GetAtt'][0]);
          continue;
        }
        expect(DeadLetterConfig).toEqual({ Arn: { 'Fn::GetAtt': [where, 'Arn'] } });
        expect(letIn('events.amazonaws.com', where)).toContainEqual({
          ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] } },
        });
      }
  });

  test('what a topic can not bring to a queue is one too, and what a schedule can not begin is one of its function', () => {
    const subscriptions = inDesk('AWS::SNS::Subscription')
      .map(([, { Properties }]) => Properties!)
      .filter(({ Protocol }) => Protocol === 'sqs');
    expect(subscriptions.length).toBeGreaterThan(0);
    for (const { TopicArn, Endpoint, RedrivePolicy } of subscriptions) {
      const deadLetters = letters(new Map(queues).get(Endpoint['Fn::GetAtt'][0] as string)!)!;
      expect(RedrivePolicy).toEqual({ deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] } });
      expect(letIn('sns.amazonaws.com', deadLetters)).toContainEqual({
        ArnEquals: { 'aws:SourceArn': TopicArn as unknown },
      });
    }
    const schedules = inDesk('AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties!['Target']);
    expect(schedules.length).toBeGreaterThan(0);
    for (const { Arn, DeadLetterConfig } of schedules) {
      const [, invocations] = inDesk('AWS::Lambda::EventInvokeConfig').find(
        ([, { Properties }]) => Properties!['FunctionName'].Ref === Arn['Fn::GetAtt'][0],
      )!;
      expect(DeadLetterConfig.Arn).toEqual(invocations.Properties!['DestinationConfig'].OnFailure.Destination);
    }
  });

  test('each hides a message for six times the time limit of its function, and fails it alone', () => {
    for (const [id, queue] of work) {
      const source = mapped.find(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt']?.[0] === id)!;
      const [, consumer] = ours.find(([, fn]) => fn.id === source['FunctionName'].Ref)!;
      expect(queue.Properties!['VisibilityTimeout']).toBe(6 * (consumer.properties['Timeout'] as number));
      expect(source['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
    }
  });

  test('none takes more of the account’s executions than it was given', () => {
    const concurrency = work.map(([id]) => {
      const source = mapped.find(({ EventSourceArn }) => EventSourceArn['Fn::GetAtt']?.[0] === id)!;
      const [name] = ours.find(([, fn]) => fn.id === source['FunctionName'].Ref)!;
      return `${name} ${String(source['ScalingConfig']?.MaximumConcurrency)}`;
    });
    expect(concurrency.sort()).toEqual([
      'call-urls 10',
      'erase-tickets 2',
      'evaluate-triggers 10',
      'give-back-tickets 2',
      'push-hints 5',
      'send-mail 5',
      'settle-mail 5',
      'transfer-to-issue 5',
      'watch-mails 2',
    ]);
  });

  test('dead letters stay longer than work may wait', () => {
    for (const [, queue] of queues)
      expect(queue.Properties!['MessageRetentionPeriod']).toBe(letters(queue) ? 4 * 86_400 : 14 * 86_400);
  });
});

describe('given the stream of the desk table', () => {
  const streams = inDesk('AWS::Lambda::EventSourceMapping')
    .map(([, { Properties }]) => Properties!)
    .filter(({ StartingPosition }) => StartingPosition !== undefined);

  test.each([
    ['publish-events', -1, { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['event'] } } } }],
    ['project-tickets', 10, { dynamodb: { Keys: { SK: { S: ['TICKET'] } } } }],
  ])(
    '%s sees its rows alone, in order, from the beginning, and what fails for its %i retries or 23 hours lies in its bucket',
    (name, retries, pattern) => {
      const [source, ...others] = streams.filter(
        ({ FunctionName }) => FunctionName.Ref === functionsByName.get(name)!.id,
      );
      expect(others).toEqual([]);
      expect(source).toMatchObject({
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 50,
        ParallelizationFactor: 1,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: retries,
        MaximumRecordAgeInSeconds: 23 * 3600,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      });
      const bucket = source!['DestinationConfig'].OnFailure.Destination['Fn::ImportValue'] as string;
      expect(bucket).toMatch(name === 'publish-events' ? /FailedEvents/ : /FailedTickets/);
      expect(JSON.parse(source!['FilterCriteria'].Filters[0].Pattern as string)).toEqual(pattern);
      expect(alarmOn('IteratorAge', { Ref: functionsByName.get(name)!.id })).toEqual([
        expect.objectContaining({ Threshold: 300_000 }),
      ]);
    },
  );
});

describe('given mail', () => {
  test('mail in is scanned, stored raw, and only then read', () => {
    desk.hasResourceProperties('AWS::SES::ReceiptRule', {
      Rule: {
        Enabled: true,
        ScanEnabled: true,
        Recipients: ['desk.example.com'],
        Actions: [
          { S3Action: { BucketName: Match.anyValue() } },
          {
            LambdaAction: {
              FunctionArn: { 'Fn::GetAtt': [functionsByName.get('receive-mail')!.id, 'Arn'] },
              InvocationType: 'Event',
            },
          },
        ],
      },
    });
    desk.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      FunctionName: { Ref: functionsByName.get('receive-mail')!.id },
    });
  });

  test('the rule set is activated by a function that has its rights by then, but where stages share one it is left alone', () => {
    const [[id, { Properties, DependsOn }]] = inDesk('Custom::ActiveReceiptRuleSet') as [Resources[number]];
    const activate = functionsByName.get('activate-rule-set')!;
    const [[ruleSet]] = inDesk('AWS::SES::ReceiptRuleSet') as [Resources[number]];
    expect(inDesk('Custom::ActiveReceiptRuleSet').map(([each]) => each)).toEqual([id]);
    expect(Properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': [activate.id, 'Arn'] },
      ServiceTimeout: '300',
      RuleSetName: { Ref: ruleSet },
    });
    const policy = inDesk('AWS::IAM::Policy').find(([, { Properties: { Roles } = {} }]) =>
      isDeepStrictEqual(Roles, [{ Ref: activate.properties['Role']['Fn::GetAtt'][0] as string }]),
    );
    expect(DependsOn).toEqual(expect.arrayContaining([activate.id, policy![0]]));
    desk.hasOutput(RULE_SET_OUTPUT, { Value: { Ref: ruleSet } });

    const shared = synthesize(aStage({ sharedReceiptRuleSet: 'all-stages' }));
    expect(shared.ofType('Custom::ActiveReceiptRuleSet')).toEqual([]);
    expect(shared.ofType('AWS::SES::ReceiptRuleSet')).toEqual([]);
    shared.template('desk').hasResourceProperties('AWS::SES::ReceiptRule', { RuleSetName: 'all-stages' });
    shared.template('desk').hasOutput(RULE_SET_OUTPUT, { Value: 'all-stages' });
    expect(JSON.stringify(shared.template('desk').toJSON())).not.toContain('SetActiveReceiptRuleSet');
  });

  test('mails leave under an envelope domain of the stage, and the stack says the records that nobody makes for it', () => {
    desk.hasResourceProperties('AWS::SES::EmailIdentity', {
      MailFromAttributes: { MailFromDomain: 'bounces.desk.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
    });
    desk.hasOutput('*', { Value: 'bounces.desk.example.com TXT "v=spf1 include:amazonses.com ~all"' });
    desk.hasOutput('*', {
      Value: '_dmarc.desk.example.com TXT "v=DMARC1; p=none; rua=mailto:alarms@example.com"',
    });
  });

  test('decisions that mail reach the sender, what leaves a ticket’s row as it is, and who got a ticket, reaches the consoles', () => {
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['handover.desk'],
        'detail-type': ['TicketResolved.v1', 'TicketPended.v1', 'MailOrdered.v1', 'MailRequeued.v1'],
        detail: { data: { mailId: [{ exists: true }] } },
      },
    });
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['handover.desk'],
        'detail-type': [
          ...['TicketForwarded.v1', 'TicketAssigned.v1'],
          ...['MailSent.v1', 'MailDelivered.v1', 'MailBounced.v1', 'MailComplained.v1', 'MailFailed.v1'],
          ...['MailDelayed.v1', 'MailOrdered.v1', 'MailRequeued.v1'],
          ...['CallReserved.v1', 'CallChanged.v1', 'CallDone.v1', 'CallCancelled.v1', 'CallDue.v1'],
          ...['FieldViewed.v1', 'MaskedViewed.v1'],
          ...['OutwardOrdered.v1', 'OutwardFailed.v1'],
        ],
      },
    });
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['handover.desk'],
        'detail-type': ['AgentChanged.v1'],
        detail: { data: { changed: ['active', 'role'] } },
      },
    });
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['handover.desk'],
        'detail-type': ['SettingsChanged.v1'],
        detail: { data: { subject: { kind: ['notice'] } } },
      },
    });
    // Two of them tell of failed records.
    desk.resourceCountIs('AWS::Events::Rule', 20);
  });

  test('what SES tells of a mail comes in the envelope of SNS, by whose id duplicates are known', () => {
    desk.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject', 'renderingFailure', 'deliveryDelay'],
      },
    });
    desk.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs', RawMessageDelivery: Match.absent() });
    // Told once: a bounce that is also mailed to the sender would come back in as a customer's mail.
    desk.hasResourceProperties('AWS::SES::EmailIdentity', { FeedbackAttributes: { EmailForwardingEnabled: false } });
  });

  test('the mail domain gets its records where its zone is ours, and says them where it is not', () => {
    const zoned = synthesize(aStage({ mailZone: { id: 'Z0123456789', name: 'desk.example.com' } })).template('desk');
    zoned.hasResourceProperties('AWS::Route53::RecordSet', { Type: 'MX', Name: 'desk.example.com.' });
    // MX of what comes in, three of DKIM, and MX and TXT of the envelope domain.
    zoned.resourceCountIs('AWS::Route53::RecordSet', 6);
    expect(Object.keys(desk.findOutputs('*', { Description: Match.stringLikeRegexp('DNS record') }))).toHaveLength(7);
  });
});

describe('given the end of tickets', () => {
  const completing = functionsByName.get('complete-tickets')!.id;

  test('a schedule completes them as often as the stage says, and a run that fails three times is a dead letter', () => {
    desk.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(60 minutes)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: { 'Fn::GetAtt': [completing, 'Arn'] },
        RoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^EndingCompletionRole'), 'Arn'] },
      },
    });
    desk.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: 'lambda:InvokeFunction', Effect: 'Allow', Resource: { 'Fn::GetAtt': [completing, 'Arn'] } },
          {
            Action: 'sqs:SendMessage',
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DeadLettersAgents'), 'Arn'] },
          },
        ],
      },
      Roles: [{ Ref: Match.stringLikeRegexp('^EndingCompletionRole') }],
    });
    desk.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      FunctionName: { Ref: completing },
    });
    const minutely = synthesize(aStage({ timings: { autoCompleteMinutes: 1 } })).template('desk');
    minutely.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 minute)' });
  });

  test('deletions reach who erases them, once nothing can be under way to the ticket any more', () => {
    desk.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['handover.desk'], 'detail-type': ['TicketDeleted.v1'] },
    });
    desk.hasResourceProperties('AWS::SQS::Queue', { DelaySeconds: 60, VisibilityTimeout: 360 });
  });
});

test('given escalations, then their function learns of each that was ordered or withdrawn, and of each that was solved', () => {
  for (const pattern of [
    { 'detail-type': ['TransferOrdered.v1', 'TransferWithdrawn.v1'] },
    {
      'detail-type': ['TicketResolved.v1', 'TicketResolvedInternally.v1', 'TicketCompleted.v1'],
      detail: { data: { origin: { serviceId: [{ exists: true }] } } },
    },
  ])
    desk.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['handover.desk'], ...pattern } });
});

describe('given tickets that wait for an agent', () => {
  const distributing = functionsByName.get('distribute-tickets')!.id;

  test('whoever hands them out learns of each that a trigger placed, of agents who lose one, and of agents and groups that change', () => {
    for (const pattern of [
      { 'detail-type': ['TicketAutomated.v1'], detail: { data: { status: ['unassigned'] } } },
      {
        detail: {
          data: {
            $or: [
              { changes: { assignee: { before: [{ exists: true }] } } },
              {
                changes: {
                  status: {
                    before: ['processing', 'pending'],
                    after: [{ 'anything-but': ['processing', 'pending'] }],
                  },
                },
              },
            ],
          },
        },
      },
      {
        'detail-type': ['AgentChanged.v1', 'GroupChanged.v1'],
        detail: { data: { changed: ['active', 'takesAssignment', 'groupIds', 'agentIds'] } },
      },
    ])
      desk.hasResourceProperties('AWS::Events::Rule', {
        EventPattern: { source: ['handover.desk'], ...pattern },
        Targets: [{ Arn: { 'Fn::GetAtt': [distributing, 'Arn'] } }],
      });
  });

  test('a schedule looks at all of them each minute', () => {
    desk.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      Target: { Arn: { 'Fn::GetAtt': [distributing, 'Arn'] }, Input: '{"look":"all"}' },
    });
  });
});

test('given an agent who left, or another rule for what leavers keep, then whoever gives tickets back learns of it, one event at a time', () => {
  desk.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      source: ['handover.desk'],
      'detail-type': ['AgentChanged.v1', 'ServiceChanged.v1'],
      detail: { data: { action: ['changed'], changed: ['active', 'leaversTickets'] } },
    },
  });
  desk.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    FunctionName: { Ref: functionsByName.get('give-back-tickets')!.id },
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});

test('given something that triggers name, then whoever stops them learns that it changed, and not that agents switch their assignment', () => {
  for (const pattern of [
    {
      'detail-type': ['AgentChanged.v1', 'GroupChanged.v1'],
      detail: { data: { action: ['changed', 'removed'], changed: ['active', 'groupIds'] } },
    },
    {
      'detail-type': ['SettingsChanged.v1'],
      detail: { data: { subject: { kind: ['category', 'field'] }, action: ['changed', 'removed'] } },
    },
  ])
    desk.hasResourceProperties('AWS::Events::Rule', { EventPattern: { source: ['handover.desk'], ...pattern } });
});

test('given what makes a version of a ticket, then it wakes the evaluation of triggers by its queue, and nothing else does', () => {
  const [queue] = inDesk('AWS::SQS::Queue').find(([id]) => id.startsWith('TriggersToEvaluate'))!;
  const waking = inDesk('AWS::Events::Rule')
    .map(([, { Properties }]) => Properties!)
    .filter(({ Targets }) => Targets[0].Arn['Fn::GetAtt'][0] === queue);
  expect(waking).toHaveLength(1);
  const types = waking[0]!['EventPattern']['detail-type'] as string[];
  expect(types).toEqual(expect.arrayContaining(['TicketCreated.v1', 'CustomerReplied.v1', 'TicketAssigned.v1']));
  // What triggers did is evaluated by the run that did it.
  expect(types.filter((type) => /^(Mail|Call|TicketDeleted|TicketAutomated)|Viewed/.test(type))).toEqual([]);
});

test('given the live API, then connects, disconnects and messages reach the socket function, and the stage comes after its routes', () => {
  const keys = inDesk('AWS::ApiGatewayV2::Route').filter(
    ([, { Properties }]) => Properties?.['OperationName'] === undefined,
  );
  expect(keys.map(([, { Properties }]) => Properties?.['RouteKey'] as string).sort()).toEqual([
    '$connect',
    '$default',
    '$disconnect',
  ]);
  const [, live] = inDesk('AWS::ApiGatewayV2::Stage').find(
    ([, { Properties }]) => Properties?.['StageName'] === 'live',
  )!;
  expect(live.DependsOn).toEqual(expect.arrayContaining(keys.map(([id]) => id)));
});

test('given all that the stack has, then there is room below the 500 resources of CloudFormation for what is to come', () => {
  // Past 400 it is split by capability, without moving what holds data.
  expect(Object.keys(desk.toJSON()['Resources'] as object).length).toBeLessThan(400);
});
