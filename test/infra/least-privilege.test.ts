import { aStage, synthesize } from '../support/synthesize.ts';

type Statement = {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};
const many = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const stage = synthesize();
const roleOf = new Map(
  stage.ofType('AWS::Lambda::Function', 'desk').flatMap(([, { Properties }]) => {
    const name = Properties?.['Environment']?.Variables?.POWERTOOLS_SERVICE_NAME as string | undefined;
    return name ? [[Properties!['Role']['Fn::GetAtt'][0] as string, name] as const] : [];
  }),
);
/** What each function may do: one line per action and resource, the resource by the name of what it is. */
const grants = stage.ofType('AWS::IAM::Policy', 'desk').flatMap(([, { Properties }]) => {
  const name = roleOf.get(Properties!['Roles'][0].Ref as string);
  return (Properties!['PolicyDocument'].Statement as Statement[]).flatMap(({ Effect, Action, Resource, Condition }) =>
    many(Action).flatMap((action) =>
      many(Resource).map((resource) => ({
        name,
        effect: Effect,
        action,
        resource: JSON.stringify(resource),
        Condition,
      })),
    ),
  );
});
const RESOURCES = {
  desk: 'DeskTable',
  views: 'ViewsTable',
  sessions: 'SessionsTable',
  attachments: 'AttachmentsBucket',
  raw: 'RawMailBucket',
  failedEvents: 'FailedEventsBucket',
  failedTickets: 'FailedTicketsBucket',
  data: 'KeysData',
  bus: 'Bus',
  live: 'LiveApi',
  pool: 'IdentityPool',
};
const mayDo = (name: string, resource: string) =>
  grants
    .filter(
      (grant) => grant.name === name && grant.resource.includes(resource) && !/Stream|Log[0-9A-F]/.test(grant.resource),
    )
    .map(({ action }) => action);

test('given every policy of ours, then no action and no resource is left open, but for the calls that name no resource', () => {
  const own = grants.filter(({ name }) => name !== undefined);
  expect(own.length).toBeGreaterThan(60);
  expect(own.filter(({ action }) => action.includes('*'))).toEqual([]);
  expect(new Set(own.filter(({ resource }) => resource === '"*"').map(({ action }) => action))).toEqual(
    new Set([
      'dynamodb:ListStreams',
      'ses:DescribeActiveReceiptRuleSet',
      'ses:GetIdentityDkimAttributes',
      'ses:GetIdentityVerificationAttributes',
      'ses:SetActiveReceiptRuleSet',
      'ses:VerifyDomainDkim',
      'ses:VerifyDomainIdentity',
      'ses:VerifyEmailIdentity',
    ]),
  );
  const open = own
    .filter(({ resource }) => resource.includes('*') && resource !== '"*"')
    .map(({ name, action }) => `${String(name)} ${action}`);
  expect(open.sort()).toEqual([
    'administration ses:PutEmailIdentityFeedbackAttributes',
    'administration ses:SendRawEmail',
    'check-triggers execute-api:ManageConnections',
    'confidential s3:DeleteObject',
    'confidential s3:GetObject',
    'confidential s3:PutObject',
    'end-connections execute-api:ManageConnections',
    'end-connections execute-api:ManageConnections',
    'erase-tickets s3:DeleteObject',
    'evaluate-triggers execute-api:ManageConnections',
    'give-back-tickets execute-api:ManageConnections',
    'live-messages execute-api:ManageConnections',
    'live-messages execute-api:ManageConnections',
    'mail-preview s3:GetObject',
    'mail-preview ses:SendRawEmail',
    'project-tickets execute-api:ManageConnections',
    'project-tickets s3:PutObject',
    'publish-events s3:PutObject',
    'push-hints execute-api:ManageConnections',
    'receive-mail s3:GetObject',
    'receive-mail s3:PutObject',
    'schedule-calls scheduler:CreateSchedule',
    'schedule-calls scheduler:DeleteSchedule',
    'schedule-calls scheduler:UpdateSchedule',
    'send-mail s3:GetObject',
    'send-mail ses:SendRawEmail',
    'ticket-commands s3:GetObject',
    'ticket-commands s3:PutObject',
    'ticket-queries dynamodb:Query',
    'ticket-queries s3:GetObject',
    'transfer-to-issue s3:GetObject',
    'transfer-to-issue s3:PutObject',
  ]);
});

test('given roles of functions, then none has a managed policy', () => {
  expect(
    stage
      .ofType('AWS::IAM::Role', 'desk')
      .filter(([id, { Properties }]) => roleOf.has(id) && Properties?.['ManagedPolicyArns']),
  ).toEqual([]);
});

const WRITES = ['ConditionCheckItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
  (action) => `dynamodb:${action}`,
);
describe.each<[string, Partial<Record<keyof typeof RESOURCES, string[]>>]>([
  [
    'ticket-commands',
    {
      desk: [...WRITES, 'dynamodb:BatchGetItem', 'dynamodb:DeleteItem'],
      sessions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
      attachments: ['s3:GetObject', 's3:ListBucket', 's3:PutObject'],
      // It seals values of encrypted fields and can't open them.
      data: ['kms:GenerateDataKey'],
    },
  ],
  [
    'ticket-queries',
    {
      desk: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Query'],
      views: ['dynamodb:GetItem', 'dynamodb:Query'],
      sessions: ['dynamodb:Query'],
      attachments: ['s3:GetObject'],
    },
  ],
  // Its second query is of the index of agents.
  [
    'administration',
    {
      desk: [
        'dynamodb:BatchGetItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      sessions: ['dynamodb:GetItem'],
      data: ['kms:GenerateDataKey'],
      pool: [
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminGetUser',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:ListUsers',
      ],
    },
  ],
  // The one that shows hidden originals, and the one that deletes single files.
  [
    'confidential',
    {
      desk: [...WRITES, 'dynamodb:DeleteItem'],
      attachments: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
      data: ['kms:Decrypt', 'kms:GenerateDataKey'],
    },
  ],
  [
    'mail-preview',
    {
      // Its second query is of the index of all tickets.
      desk: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Query'],
      sessions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      attachments: ['s3:GetObject', 's3:ListBucket'],
      data: ['kms:Decrypt', 'kms:GenerateDataKey'],
    },
  ],
  ['customer-information', { desk: ['dynamodb:GetItem'], data: ['kms:Decrypt'] }],
  ['live-access', { desk: ['dynamodb:GetItem'], sessions: ['dynamodb:PutItem', 'dynamodb:Query'] }],
  // It pushes to connections, and closes them.
  [
    'end-connections',
    {
      desk: ['dynamodb:GetItem'],
      sessions: ['DeleteItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      live: ['execute-api:ManageConnections', 'execute-api:ManageConnections'],
    },
  ],
  // It admits and sends to nobody; the other hears and closes, and has no part in who is admitted.
  [
    'live-connect',
    {
      desk: ['dynamodb:GetItem'],
      sessions: ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
    },
  ],
  [
    'live-messages',
    {
      sessions: ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      live: ['execute-api:ManageConnections', 'execute-api:ManageConnections'],
    },
  ],
  [
    'receive-mail',
    {
      desk: ['GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      raw: ['s3:GetObject'],
      attachments: ['s3:PutObject'],
      data: ['kms:Decrypt'],
    },
  ],
  // It touches nothing of the desk.
  ['activate-rule-set', {}],
  ['publish-events', { bus: ['events:PutEvents'], failedEvents: ['s3:ListBucket', 's3:PutObject'] }],
  [
    'project-tickets',
    {
      desk: ['BatchGetItem', 'DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'].map(
        (action) => `dynamodb:${action}`,
      ),
      sessions: ['dynamodb:DeleteItem', 'dynamodb:Query'],
      live: ['execute-api:ManageConnections'],
      views: ['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      failedTickets: ['s3:ListBucket', 's3:PutObject'],
    },
  ],
  [
    'send-mail',
    {
      desk: ['BatchGetItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action}`),
      attachments: ['s3:GetObject'],
      data: ['kms:Decrypt', 'kms:GenerateDataKey'],
    },
  ],
  // Of the sessions table it has the pace of messenger hooks alone.
  [
    'call-urls',
    {
      desk: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      sessions: ['dynamodb:UpdateItem'],
      data: ['kms:Decrypt'],
    },
  ],
  ['settle-mail', { desk: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'] }],
  // It has nothing of what sending needs: what keeps a mail from leaving doesn't keep the ticket from saying so.
  ['watch-mails', { desk: ['dynamodb:GetItem', 'dynamodb:PutItem'] }],
  // Its two queries are of two indexes, each by its name.
  [
    'complete-tickets',
    { desk: ['BatchGetItem', 'GetItem', 'PutItem', 'Query', 'Query'].map((action) => `dynamodb:${action}`) },
  ],
  [
    'erase-tickets',
    {
      desk: ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:Query'],
      sessions: ['dynamodb:BatchWriteItem', 'dynamodb:Query'],
      attachments: ['s3:DeleteObject', 's3:ListBucket'],
    },
  ],
  // It deletes nothing, but a connection that it finds closed.
  [
    'evaluate-triggers',
    {
      desk: ['GetItem', 'PutItem', 'Query', 'UpdateItem'].map((action) => `dynamodb:${action}`),
      sessions: ['DeleteItem', 'GetItem', 'PutItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action}`),
      live: ['execute-api:ManageConnections'],
    },
  ],
  // Its further queries are of the indexes of agents and of assignees. It deletes nothing, but a connection that it
  // finds closed.
  [
    'give-back-tickets',
    {
      desk: [...WRITES, 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:Query'],
      sessions: ['dynamodb:DeleteItem', 'dynamodb:Query'],
      live: ['execute-api:ManageConnections'],
    },
  ],
  [
    'find-due-times',
    { desk: ['dynamodb:Query'], sessions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'] },
  ],
  [
    'check-triggers',
    {
      desk: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      sessions: ['dynamodb:DeleteItem', 'dynamodb:Query'],
      live: ['execute-api:ManageConnections'],
    },
  ],
  // Its further queries are of the indexes of agents, where groups are found in which a ticket waits, and of assignees.
  // It deletes places in line.
  [
    'distribute-tickets',
    {
      desk: [
        'dynamodb:BatchGetItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Query',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
    },
  ],
  ['schedule-calls', { desk: ['dynamodb:GetItem'] }],
  ['ring-calls', { desk: ['dynamodb:GetItem', 'dynamodb:PutItem'] }],
  [
    'push-hints',
    {
      desk: ['dynamodb:GetItem'],
      sessions: ['dynamodb:DeleteItem', 'dynamodb:Query'],
      live: ['execute-api:ManageConnections'],
    },
  ],
])('given %s', (name, expected) => {
  test.each(Object.entries(RESOURCES) as [keyof typeof RESOURCES, string][])(
    'then on %s it may do what the design says',
    (key, resource) => {
      expect(mayDo(name, resource).sort()).toEqual((expected[key] ?? []).sort());
    },
  );
});

type Conditional = Statement & { readonly Condition?: Record<string, Record<string, string | string[]>> };
/** What a function may do on a resource, one line per action: the action, and what its condition names. */
const conditions = (name: string, resource: string, of: typeof stage = stage) =>
  of
    .ofType('AWS::IAM::Policy', 'desk')
    .filter(([, { Properties }]) => roleOf.get(Properties!['Roles'][0].Ref as string) === name)
    .flatMap(([, { Properties }]) => Properties!['PolicyDocument'].Statement as Conditional[])
    .filter(({ Resource }) => JSON.stringify(Resource).includes(resource))
    .flatMap(({ Action, Condition }) => many(Action).map((action) => [action, ...namedIn(Condition)].join(' ')))
    .sort();
const namedIn = (condition: Conditional['Condition']) =>
  condition === undefined
    ? ['any']
    : Object.values(condition).flatMap((keys) =>
        Object.entries(keys).flatMap(([key, values]) =>
          key === 'dynamodb:LeadingKeys' ? many(values) : many(values).map((value) => `${key}=${value}`),
        ),
      );

test('given the sessions table, then who hears messages can touch no connect ticket, and who admits consoles nothing but tickets, connections and when their agents were seen', () => {
  expect(conditions('live-connect', 'SessionsTable')).toEqual([
    'dynamodb:DeleteItem CONNECT#* CONNECTION#* LIVE#*',
    'dynamodb:GetItem SEEN#*',
    'dynamodb:PutItem CONNECTION#* LIVE#* SEEN#*',
  ]);
  expect(conditions('live-messages', 'SessionsTable')).toEqual([
    'dynamodb:DeleteItem CONNECTION#* LIVE#* PRESENCE#*',
    'dynamodb:GetItem CONNECTION#* SEEN#*',
    'dynamodb:PutItem PRESENCE#* SEEN#*',
    'dynamodb:Query PRESENCE#*',
    'dynamodb:UpdateItem CONNECTION#* LIVE#*',
  ]);
  expect(conditions('call-urls', 'SessionsTable')).toEqual(['dynamodb:UpdateItem HOOK#*']);
  expect(conditions('administration', 'SessionsTable')).toEqual(['dynamodb:GetItem MAIL_COUNTS#*']);
});

describe('given the one key that wraps originals, fields and the secret of reply addresses', () => {
  const OF_SERVICES = 'kms:EncryptionContext:serviceId=*';
  const OF_REPLIES = 'kms:EncryptionContext:purpose=reply-addresses';

  test.each([
    ['ticket-commands', [`kms:GenerateDataKey ${OF_SERVICES}`]],
    ['administration', [`kms:GenerateDataKey ${OF_SERVICES}`]],
    ['confidential', [`kms:Decrypt ${OF_SERVICES}`, `kms:GenerateDataKey ${OF_SERVICES}`]],
    ['customer-information', [`kms:Decrypt ${OF_SERVICES}`]],
    ['call-urls', [`kms:Decrypt ${OF_SERVICES}`]],
    ['send-mail', [`kms:Decrypt ${OF_REPLIES}`, `kms:GenerateDataKey ${OF_REPLIES}`]],
    ['mail-preview', [`kms:Decrypt ${OF_REPLIES}`, `kms:GenerateDataKey ${OF_REPLIES}`]],
    ['receive-mail', [`kms:Decrypt ${OF_REPLIES}`]],
  ])('then %s may use it in contexts of one kind alone', (name, expected) => {
    expect(conditions(name, 'KeysData')).toEqual(expected);
  });

  test('then no other function may use it', () => {
    const users = new Set(grants.filter(({ resource }) => resource.includes('KeysData')).map(({ name }) => name));
    expect(users.size).toBe(8);
  });

  test('then who shows mails before they are sent writes no row but that of the secret, and counts test mails', () => {
    expect(conditions('mail-preview', 'DeskTable')).toEqual([
      'dynamodb:BatchGetItem any',
      'dynamodb:GetItem any',
      'dynamodb:PutItem REPLY_SECRET',
      'dynamodb:Query any',
      'dynamodb:Query any',
    ]);
    expect(conditions('mail-preview', 'SessionsTable')).toEqual([
      'dynamodb:GetItem any',
      'dynamodb:UpdateItem TEST_MAILS#*',
    ]);
  });
});

test('given a stage that keeps the key of earlier reply addresses, then who receives mail alone may ask it', () => {
  const keeping = synthesize(aStage({ keepEarlierReplyKey: true }));
  const [id] = keeping.ofType('AWS::KMS::Key').find(([, { Properties }]) => Properties?.['KeySpec'])!;
  for (const name of new Set(roleOf.values()))
    expect(conditions(name, id, keeping)).toEqual(name === 'receive-mail' ? ['kms:GenerateMac any'] : []);
});

test('given messages that wait, then the consumers of mail orders and of calls alone may put new ones into their own queues, and due times come into that of triggers', () => {
  const repeating = grants.filter(
    ({ name, action, resource }) =>
      name !== undefined && action === 'sqs:SendMessage' && !resource.includes('DeadLetters'),
  );
  expect(repeating.map(({ name, resource }) => `${String(name)} ${resource}`)).toEqual([
    expect.stringMatching(/^send-mail .*ToSend/),
    expect.stringMatching(/^watch-mails .*ToWatch/),
    expect.stringMatching(/^call-urls .*ToCall/),
    expect.stringMatching(/^find-due-times .*ToEvaluate/),
  ]);
});

test('given mail out, then one function alone may send answers, with the desk’s configuration set, and others invitations and tests', () => {
  const sending = grants.filter(({ action }) => action.startsWith('ses:Send'));
  const senders = sending.filter(({ name }) => name === 'send-mail');
  expect(new Set(sending.map(({ name }) => name))).toEqual(new Set(['administration', 'mail-preview', 'send-mail']));
  expect(sending.filter(({ name }) => name === 'administration')).toMatchObject([
    { Condition: { StringEquals: { 'ses:FromAddress': expect.stringMatching(/^no-reply@/) as string } } },
  ]);
  expect(senders.map(({ name, action }) => `${String(name)} ${action}`)).toEqual([
    'send-mail ses:SendRawEmail',
    'send-mail ses:SendRawEmail',
  ]);
  expect(senders.map(({ resource }) => resource).join()).toMatch(/configuration-set\/.*identity\//);
});

test('given addresses that are verified while the stage runs, then the function that verifies them alone may change their settings', () => {
  const changing = grants.filter(({ action }) => action === 'ses:PutEmailIdentityFeedbackAttributes');
  expect(changing.map(({ name, resource }) => [name, resource])).toEqual([
    ['administration', expect.stringMatching(/:identity\/\*"/)],
  ]);
});
