import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeActiveReceiptRuleSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityNotificationAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { ListSubscriptionsCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { examineStage, exitCodeOf, NotLookedAt, type Place, type Row } from '../../../infra/operate/examine-stage.ts';
import { stageAccount } from '../../../infra/operate/stage-account.ts';
import { STAGE_CHECKS } from '../../../infra/operate/stage-checks.ts';
import { aStage } from '../../support/synthesize.ts';
import { aService } from '../../support/tickets.ts';

const cloudFormation = mockClient(CloudFormationClient);
const cognito = mockClient(CognitoIdentityProviderClient);
const dynamodb = mockClient(DynamoDBClient);
const lambda = mockClient(LambdaClient);
const ses = mockClient(SESClient);
const sns = mockClient(SNSClient);
const sqs = mockClient(SQSClient);

const domain = {
  name: 'console.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:111111111111:certificate/a',
};
type Stacks = Record<string, { readonly status: string; readonly outputs?: Record<string, string> }>;
const STACKS: Stacks = {
  CDKToolkit: { status: 'UPDATE_COMPLETE', outputs: { BootstrapVersion: '29' } },
  'handover-test-data': { status: 'CREATE_COMPLETE', outputs: { UserPoolId: 'pool', DeskTableName: 'desk' } },
  'handover-test-front': { status: 'UPDATE_COMPLETE' },
  'handover-test-desk': {
    status: 'UPDATE_COMPLETE',
    outputs: {
      ReceiptRuleSetName: 'own',
      MailOutDkim1: 'one CNAME a',
      MailOutDkim2: 'two CNAME b',
      DeadLettersCustomers: 'https://sqs/customers',
      DeadLettersAgents: 'https://sqs/agents',
    },
  },
  'handover-test-console': { status: 'CREATE_COMPLETE' },
};
const deployed = (stacks: Stacks) => {
  cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }: { StackName: string }) => {
    const stack = stacks[StackName];
    if (!stack)
      throw Object.assign(new Error(`Stack with id ${StackName} does not exist`), { name: 'ValidationError' });
    return {
      Stacks: [
        {
          StackStatus: stack.status,
          Outputs: Object.entries(stack.outputs ?? {}).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
        },
      ],
    };
  });
};
const without = (name: string): Stacks => Object.fromEntries(Object.entries(STACKS).filter(([key]) => key !== name));
const activeRuleSet = (Name: string, recipient = 'desk.example.com') => {
  ses.on(DescribeActiveReceiptRuleSetCommand).resolves({
    Metadata: { Name },
    Rules: [{ Name: 'r', Enabled: true, Recipients: [recipient] }],
  });
};
const subscribed = (SubscriptionArn: string, TopicArn = 'arn:aws:sns:eu-west-1:1:handover-test-desk-Topic') => {
  // On the second page.
  sns.on(ListSubscriptionsCommand).resolves({ Subscriptions: [], NextToken: 'more' });
  sns.on(ListSubscriptionsCommand, { NextToken: 'more' }).resolves({
    Subscriptions: [{ Endpoint: 'alarms@example.com', TopicArn, SubscriptionArn }],
  });
};
const sendingFrom = (...ofServices: readonly (readonly string[])[]) => {
  const Items = ofServices.map((addresses, index) => ({
    ...aService({ serviceId: `s${index}` }),
    entity: 'service',
    addresses,
  }));
  dynamodb.on(QueryCommand, { TableName: 'desk' }).resolves({ Items: Items as never });
};
/** The identities that SES has verified, and whether it mails bounces of each. */
const identities = (known: Readonly<Record<string, boolean>>) => {
  const asked = (names: readonly string[]) => names.filter((name) => Object.hasOwn(known, name));
  ses.on(GetIdentityVerificationAttributesCommand).callsFake(({ Identities }: { Identities: string[] }) => ({
    VerificationAttributes: Object.fromEntries(
      asked(Identities).map((name) => [name, { VerificationStatus: 'Success' }]),
    ),
  }));
  ses.on(GetIdentityNotificationAttributesCommand).callsFake(({ Identities }: { Identities: string[] }) => ({
    NotificationAttributes: Object.fromEntries(
      asked(Identities).map((name) => [name, { ForwardingEnabled: known[name] }]),
    ),
  }));
};
const letters = (waiting: Record<string, string>) => {
  sqs.on(GetQueueAttributesCommand).callsFake(({ QueueUrl }: { QueueUrl: string }) => ({
    Attributes: { ApproximateNumberOfMessages: waiting[QueueUrl] ?? '0' },
  }));
};

let texts: Record<string, string[]>;
let exchangers: Record<string, string[]>;
let addresses: Record<string, string[]>;
const aPlace = (settings: Record<string, unknown> = {}): Place => ({
  config: aStage({ domain, ...settings }),
  region: 'eu-west-1',
  dns: {
    texts: async (name) => texts[name] ?? [],
    exchangers: async (name) => exchangers[name] ?? [],
    addresses: async (name) => addresses[name] ?? [],
  },
  account: () => stageAccount('test', 'eu-west-1'),
});
const examined = async (place: Place): Promise<ReadonlyMap<string, Row>> =>
  new Map((await examineStage(place, STAGE_CHECKS)).map((row) => [row.what, row]));

/** An account and DNS in which nothing is missing. */
beforeEach(() => {
  for (const mock of [cloudFormation, cognito, dynamodb, lambda, ses, sns, sqs]) mock.reset();
  texts = { '_dmarc.example.com': ['something else', 'v=DMARC1; p=reject'] };
  exchangers = { 'desk.example.com': ['Inbound-SMTP.eu-west-1.amazonaws.com.'] };
  addresses = { 'console.example.com': ['192.0.2.1'] };
  deployed(STACKS);
  cognito.on(ListUsersCommand).resolves({ Users: [{ Username: 'a' }] });
  lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 1000 } });
  sendingFrom(['support@desk.example.com', 'sales@elsewhere.example'], ['issues@desk.example.com']);
  identities({ 'desk.example.com': false, 'sales@elsewhere.example': false });
  ses.on(GetIdentityDkimAttributesCommand, { Identities: ['desk.example.com'] }).resolves({
    DkimAttributes: { 'desk.example.com': { DkimEnabled: true, DkimVerificationStatus: 'Success' } },
  });
  ses.on(GetIdentityMailFromDomainAttributesCommand, { Identities: ['desk.example.com'] }).resolves({
    MailFromDomainAttributes: {
      'desk.example.com': {
        MailFromDomain: 'bounces.desk.example.com',
        MailFromDomainStatus: 'Success',
        BehaviorOnMXFailure: 'UseDefaultValue',
      },
    },
  });
  ses.on(GetSendQuotaCommand).resolves({ Max24HourSend: 50_000 });
  ses.on(GetAccountSendingEnabledCommand).resolves({ Enabled: true });
  activeRuleSet('own');
  subscribed('arn:aws:sns:eu-west-1:1:handover-test-desk-Topic:1');
  letters({});
});

/** The one that no client here can look at. */
const CERTIFICATE = "console's certificate";

test('given a stage that lacks nothing, then every row is ready, but the certificate, of which it is said how to look', async () => {
  const rows = await examined(aPlace());
  expect([...rows.keys()]).toEqual(STAGE_CHECKS.map(({ what }) => what));
  expect([...rows.values()].filter(({ state }) => state !== 'ready')).toEqual([
    {
      what: CERTIFICATE,
      state: 'not looked at',
      found: 'no client of ACM here',
      toDo: expect.stringContaining(domain.certificateArn) as string,
    },
  ]);
  expect(exitCodeOf([...rows.values()])).toBe(0);
});

const EARLIER_KEY: Stacks = {
  ...STACKS,
  'handover-test-data': {
    status: 'CREATE_COMPLETE',
    outputs: { UserPoolId: 'pool', DeskTableName: 'desk', ExportsOutputRefKeysReply7250B9EEEA37AD46: 'key' },
  },
};

test('given a stage that keeps the key of earlier reply addresses, then nothing of it is missing', async () => {
  deployed(EARLIER_KEY);
  const rows = await examined(aPlace({ keepEarlierReplyKey: true }));
  expect(rows.get('earlier reply addresses')).toMatchObject({ state: 'ready', found: 'their key is kept' });
});

const FAULTS: readonly (readonly [
  what: string,
  fault: string,
  arrange: () => void,
  found: RegExp,
  toDo: RegExp,
  place?: Partial<Place>,
])[] = [
  [
    'region receives mail',
    'a region where SES only sends',
    () => {
      exchangers = { 'desk.example.com': ['inbound-smtp.eu-central-2.amazonaws.com'] };
    },
    /^eu-central-2$/,
    /one of af-south-1.*by AWS_REGION/,
    { region: 'eu-central-2' },
  ],
  [
    'CDK bootstrap',
    'no bootstrap',
    () => {
      deployed(without('CDKToolkit'));
    },
    /no stack CDKToolkit/,
    /cdk bootstrap aws:\/\/ACCOUNT\/eu-west-1/,
  ],
  [
    'CDK bootstrap',
    'a bootstrap of CDK 1',
    () => {
      deployed({ ...STACKS, CDKToolkit: { status: 'CREATE_COMPLETE', outputs: { BootstrapVersion: '5' } } });
    },
    /version 5, needed 6/,
    /cdk bootstrap/,
  ],
  [
    'earlier reply addresses',
    'a key of an earlier release that its next deployment would take away',
    () => {
      deployed(EARLIER_KEY);
    },
    /do not keep their key/,
    /^set keepEarlierReplyKey to true/,
  ],
  [
    'earlier reply addresses',
    'the setting where there is no such key',
    () => {},
    /no key of theirs/,
    /^take keepEarlierReplyKey out/,
    { config: aStage({ domain, keepEarlierReplyKey: true }) },
  ],
  [
    'Lambda concurrency',
    'the limit of a new account',
    () => {
      lambda.on(GetAccountSettingsCommand).resolves({ AccountLimit: { ConcurrentExecutions: 10 } });
    },
    /^10 at once/,
    /service-quotas .*L-B99A9384/,
  ],
  [
    'stacks',
    'a stack that is not there',
    () => {
      deployed(without('handover-test-console'));
    },
    /data CREATE_COMPLETE, .*console is not there/,
    /npm run deploy/,
  ],
  [
    'stacks',
    'a deployment that was taken back',
    () => {
      deployed({ ...STACKS, 'handover-test-front': { status: 'UPDATE_ROLLBACK_COMPLETE' } });
    },
    /front UPDATE_ROLLBACK_COMPLETE/,
    /events of what failed/,
  ],
  [
    'mail domain is verified',
    'a domain that SES does not know',
    () => {
      ses.on(GetIdentityVerificationAttributesCommand).resolves({ VerificationAttributes: {} });
    },
    /does not know it/,
    /set one CNAME a; two CNAME b$/,
  ],
  [
    'DKIM',
    'records that are not set yet',
    () => {
      ses.on(GetIdentityDkimAttributesCommand).resolves({
        DkimAttributes: { 'desk.example.com': { DkimEnabled: true, DkimVerificationStatus: 'Pending' } },
      });
    },
    /^Pending$/,
    /set one CNAME a; two CNAME b$/,
  ],
  [
    'MAIL FROM domain',
    'records that are not set yet',
    () => {
      ses.on(GetIdentityMailFromDomainAttributesCommand).resolves({
        MailFromDomainAttributes: {
          'desk.example.com': {
            MailFromDomain: 'bounces.desk.example.com',
            MailFromDomainStatus: 'Pending',
            BehaviorOnMXFailure: 'UseDefaultValue',
          },
        },
      });
    },
    /bounces\.desk\.example\.com: Pending/,
    /MX 10 feedback-smtp\.eu-west-1\.amazonses\.com; .*TXT "v=spf1/,
  ],
  [
    'MAIL FROM domain',
    'a stage that was deployed without one',
    () => {
      ses.on(GetIdentityMailFromDomainAttributesCommand).resolves({ MailFromDomainAttributes: {} });
    },
    /^none$/,
    /deploy the stage/,
  ],
  [
    'DMARC record',
    'none of the domain nor of a parent',
    () => {
      texts = { '_dmarc.com': ['v=DMARC1; p=none'] };
    },
    /^none$/,
    /_dmarc\.desk\.example\.com TXT "v=DMARC1; p=none; rua=mailto:alarms@example\.com"/,
  ],
  [
    'MX record',
    'another mail server',
    () => {
      exchangers = { 'desk.example.com': ['mx.elsewhere.example'] };
    },
    /mx\.elsewhere\.example/,
    /desk\.example\.com MX 10 inbound-smtp\.eu-west-1\.amazonaws\.com/,
  ],
  [
    'active receipt rule set',
    'none that is active',
    () => {
      ses.on(DescribeActiveReceiptRuleSetCommand).resolves({});
    },
    /none is active/,
    /set-active-receipt-rule-set --rule-set-name own$/,
  ],
  [
    'active receipt rule set',
    "another stage's",
    () => {
      activeRuleSet('theirs');
    },
    /theirs is active/,
    /--rule-set-name own, if nobody needs the other one; else share it/,
  ],
  [
    'active receipt rule set',
    "another stage's, before this one is deployed",
    () => {
      deployed(without('handover-test-desk'));
      activeRuleSet('theirs');
    },
    /theirs is active/,
    /sharedReceiptRuleSet to "theirs"/,
  ],
  [
    'active receipt rule set',
    'a shared one without a rule of the stage',
    () => {
      activeRuleSet('all-stages', 'other.example.com');
    },
    /without a rule for desk\.example\.com/,
    /deploy the stage/,
    { config: aStage({ domain, sharedReceiptRuleSet: 'all-stages' }) },
  ],
  [
    'SES sandbox',
    'the quota of the sandbox',
    () => {
      ses.on(GetSendQuotaCommand).resolves({ Max24HourSend: 200 });
    },
    /^200 mails a day: as in the sandbox/,
    /production access/,
  ],
  [
    'SES sandbox',
    'sending that AWS paused',
    () => {
      ses.on(GetAccountSendingEnabledCommand).resolves({ Enabled: false });
    },
    /paused/,
    /resume sending/,
  ],
  [
    'alarms reach somebody',
    'a subscription that nobody confirmed',
    () => {
      subscribed('PendingConfirmation');
    },
    /not confirmed/,
    /confirm it/,
  ],
  [
    'alarms reach somebody',
    "only another stage's subscription",
    () => {
      subscribed('arn:aws:sns:1', 'arn:aws:sns:eu-west-1:1:handover-other-desk-Topic');
    },
    /no subscription/,
    /deploy the stage/,
  ],
  [
    "console's address",
    'a name without an address',
    () => {
      addresses = {};
    },
    /console\.example\.com has no address/,
    /console\.example\.com CNAME/,
  ],
  [
    'somebody can sign in',
    'an empty user pool',
    () => {
      cognito.on(ListUsersCommand, { UserPoolId: 'pool' }).resolves({ Users: [] });
    },
    /no account/,
    /npm run set-up-desk/,
  ],
  [
    'bounces are no mails',
    'an address and a domain that somebody verified by hand',
    () => {
      sendingFrom(['help@desk.example.com', 'sales@elsewhere.example', 'shop@eu.brand.example']);
      // The address's own setting, and not its domain's.
      identities({
        'desk.example.com': false,
        'elsewhere.example': false,
        'sales@elsewhere.example': true,
        'brand.example': true,
      });
    },
    /^SES mails those of sales@elsewhere\.example, brand\.example to/,
    /^aws sesv2 put-email-identity-feedback-attributes --no-\S+ --email-identity sales@elsewhere\.example, then brand/,
  ],
  [
    'bounces are no mails',
    'no desk yet',
    () => {
      deployed(without('handover-test-data'));
    },
    /^no table$/,
    /^deploy the stage/,
  ],
  [
    'dead letters',
    'letters in one queue',
    () => {
      letters({ 'https://sqs/customers': '3' });
    },
    /^lost by customers: 3$/,
    /npm run redrive/,
  ],
];

test.each(FAULTS.map(([what, fault, arrange, ...expected]) => [what, fault, { arrange, expected }] as const))(
  'given %s with %s, then its row says what is found and what to do',
  async (what, _, { arrange, expected }) => {
    const [found, toDo, place = {}] = expected;
    arrange();
    const rows = await examined({ ...aPlace(), ...place });
    expect(rows.get(what)).toEqual({
      what,
      state: 'missing',
      found: expect.stringMatching(found) as string,
      toDo: expect.stringMatching(toDo) as string,
    });
    expect(exitCodeOf([...rows.values()])).toBe(1);
  },
);

test('given more addresses than SES tells of in one call, then each is looked at', async () => {
  const many = Array.from({ length: 250 }, (_, index) => `a${index}@desk.example.com`);
  sendingFrom(many);
  identities({ 'desk.example.com': false, ...Object.fromEntries(many.map((name) => [name, name === many.at(-1)])) });
  expect((await examined(aPlace())).get('bounces are no mails')?.found).toContain(' a249@desk.example.com to');
  const sizes = ses
    .commandCalls(GetIdentityNotificationAttributesCommand)
    .map(({ args: [{ input }] }) => input.Identities!.length);
  expect(sizes).toEqual([100, 100, 50]);
});

test('given the checks, then each has a fault that it finds', () => {
  const found = new Set(FAULTS.map(([what]) => what));
  expect(STAGE_CHECKS.map(({ what }) => what).filter((what) => !found.has(what))).toEqual([CERTIFICATE]);
});

test.each<[string, Stacks, RegExp]>([
  [
    'whose zone got the records from its stack',
    { ...STACKS, 'handover-test-desk': { status: 'CREATE_COMPLETE', outputs: { ReceiptRuleSetName: 'own' } } },
    /^wait some minutes: .* zone of mailZone/,
  ],
  ['that is not deployed', {}, /^deploy the stage/],
])('given a stage %s, then no records are asked for that nobody knows', async (_, stacks, toDo) => {
  deployed(stacks);
  ses.on(GetIdentityDkimAttributesCommand).resolves({ DkimAttributes: {} });
  expect((await examined(aPlace())).get('DKIM')).toMatchObject({
    state: 'missing',
    toDo: expect.stringMatching(toDo) as string,
  });
});

test('given no credentials, then settings and DNS are looked at, and the rest is neither ready nor missing', async () => {
  const rows = await examined({
    ...aPlace(),
    account: () => {
      throw new NotLookedAt('no credentials', 'set AWS_PROFILE');
    },
  });
  const ready = [...rows.values()].filter(({ state }) => state === 'ready').map(({ what }) => what);
  expect(ready).toEqual(['region receives mail', 'DMARC record', 'MX record', "console's address"]);
  expect(rows.get('DKIM')).toEqual({
    what: 'DKIM',
    state: 'not looked at',
    found: 'no credentials',
    toDo: 'set AWS_PROFILE',
  });
  expect(exitCodeOf([...rows.values()])).toBe(0);
});

test('given no region, then what depends on it is not looked at', async () => {
  const rows = await examined({ ...aPlace(), region: undefined });
  expect(rows.get('region receives mail')).toMatchObject({ state: 'not looked at', found: 'no region is set' });
  expect(rows.get('MX record')).toMatchObject({ state: 'not looked at' });
});

test('given a stage without a domain of its own, then nothing of one is asked for', async () => {
  const rows = await examined({ ...aPlace(), config: aStage() });
  expect([...rows.keys()].filter((what) => what.startsWith("console's"))).toEqual([]);
});

test('given a name server and a service that do not answer, then nothing is called missing for that', async () => {
  ses.on(GetSendQuotaCommand).rejects(new Error('getaddrinfo ENOTFOUND'));
  const place = aPlace();
  const dns = { ...place.dns, texts: () => Promise.reject(new Error('queryTxt ETIMEOUT')) };
  const rows = await examined({ ...place, dns });
  for (const what of ['DMARC record', 'SES sandbox'])
    expect(rows.get(what)).toMatchObject({ state: 'not looked at', toDo: 'look again when it answers' });
});

test('given a right that is missing, then that row alone is not looked at', async () => {
  lambda.on(GetAccountSettingsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
  const rows = await examined(aPlace());
  expect(rows.get('Lambda concurrency')).toMatchObject({
    state: 'not looked at',
    found: 'AccessDeniedException: no',
    toDo: 'look with rights to read it',
  });
  expect(rows.get('DKIM')?.state).toBe('ready');
});
