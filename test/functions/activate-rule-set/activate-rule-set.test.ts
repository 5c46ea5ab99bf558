import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { answerDeployment } from '../../../functions/activate-rule-set/deployment-request.ts';
import { createHandler } from '../../../functions/activate-rule-set/index.ts';
import { sesActiveRuleSet } from '../../../shared/adapters/ses/active-rule-set.ts';

// The hosts of one machine have no active rule set: SES is a mock that keeps one, as an account does.
const ses = mockClient(SESClient);
let active: string | undefined;
let answers: { readonly type: string | undefined; readonly body: Record<string, string> }[];
let status: number;
let server: Server;
let ResponseURL: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answers.push({
        type: request.headers['content-type'],
        body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>,
      });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ResponseURL = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/answer`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  answers = [];
  status = 200;
  ses.reset();
  ses
    .on(DescribeActiveReceiptRuleSetCommand)
    .callsFake(() => (active === undefined ? {} : { Metadata: { Name: active } }));
  ses.on(SetActiveReceiptRuleSetCommand).callsFake(({ RuleSetName }: { RuleSetName?: string }) => {
    active = RuleSetName;
    return {};
  });
});

const handle = (event: unknown) =>
  createHandler({
    active: sesActiveRuleSet({ client: new SESClient({ region: 'eu-west-1' }) }),
    answer: answerDeployment(fetch),
  })(event);
const aRequest = (RequestType: string, RuleSetName: string, PhysicalResourceId?: string) => ({
  RequestType,
  ResponseURL,
  ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:activate',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'Active',
  ResourceType: 'Custom::ActiveReceiptRuleSet',
  ResourceProperties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111111111111:function:activate', RuleSetName },
  ...(PhysicalResourceId !== undefined && { PhysicalResourceId }),
});

type Case = {
  readonly request: readonly [type: string, ruleSet: string, physicalId?: string];
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly answer: readonly [status: string, physicalId: string];
};
test.each<[string, Case]>([
  [
    'created while none is active, then its rule set is activated',
    { request: ['Create', 'own'], before: undefined, after: 'own', answer: ['SUCCESS', 'own'] },
  ],
  [
    'created while its own is active already, then all stays as it is',
    { request: ['Create', 'own'], before: 'own', after: 'own', answer: ['SUCCESS', 'own'] },
  ],
  [
    "created while another stage's is active, then that one stays and the deployment fails",
    { request: ['Create', 'own'], before: 'theirs', after: 'theirs', answer: ['FAILED', 'own'] },
  ],
  [
    'rolled back after that, then the other one still stays',
    { request: ['Delete', 'own', 'own'], before: 'theirs', after: 'theirs', answer: ['SUCCESS', 'own'] },
  ],
  [
    'given a new rule set while its former one is active, then the new one is',
    { request: ['Update', 'new', 'own'], before: 'own', after: 'new', answer: ['SUCCESS', 'new'] },
  ],
  [
    'relieved of the former one after that, then the new one stays',
    { request: ['Delete', 'own', 'own'], before: 'new', after: 'new', answer: ['SUCCESS', 'own'] },
  ],
  [
    'given a new rule set while none is active, then the new one is',
    { request: ['Update', 'new', 'own'], before: undefined, after: 'new', answer: ['SUCCESS', 'new'] },
  ],
  [
    "given a new rule set while another stage's is active, then that one stays and the update fails as what it was",
    { request: ['Update', 'new', 'own'], before: 'theirs', after: 'theirs', answer: ['FAILED', 'own'] },
  ],
  [
    'put back to its former rule set after that, then it does not fail again',
    { request: ['Update', 'own', 'own'], before: 'theirs', after: 'theirs', answer: ['SUCCESS', 'own'] },
  ],
  [
    'put back to its former rule set after the new one was activated, then the former one is active again',
    { request: ['Update', 'own', 'new'], before: 'new', after: 'own', answer: ['SUCCESS', 'own'] },
  ],
  [
    'deleted while its own is active, then none is',
    { request: ['Delete', 'own', 'own'], before: 'own', after: undefined, answer: ['SUCCESS', 'own'] },
  ],
  [
    "deleted while another stage's is active, then that one stays",
    { request: ['Delete', 'own', 'own'], before: 'theirs', after: 'theirs', answer: ['SUCCESS', 'own'] },
  ],
  [
    'deleted while none is active, then none is',
    { request: ['Delete', 'own', 'own'], before: undefined, after: undefined, answer: ['SUCCESS', 'own'] },
  ],
])('given a stage when it is %s', async (_name, { request, before, after, answer: [Status, PhysicalResourceId] }) => {
  active = before;
  await handle(aRequest(...request));
  expect(active).toBe(after);
  expect(answers).toHaveLength(1);
  expect(answers[0]!.body).toMatchObject({
    Status,
    PhysicalResourceId,
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Active',
  });
  // The signature of CloudFormation's address is of a request without a content type.
  expect(answers[0]!.type ?? '').toBe('');
  if (before === after) expect(ses.commandCalls(SetActiveReceiptRuleSetCommand)).toEqual([]);
});

test('given a foreign rule set, then the failure names it and both ways out', async () => {
  active = 'theirs';
  await handle(aRequest('Create', 'own'));
  expect(answers[0]!.body['Reason']).toMatch(/theirs is active.*sharedReceiptRuleSet to "theirs".*deactivate it/);
});

test('given SES that refuses, then CloudFormation is told, and does not wait', async () => {
  ses.on(DescribeActiveReceiptRuleSetCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await handle(aRequest('Update', 'new', 'own'));
  expect(answers[0]!.body).toMatchObject({
    Status: 'FAILED',
    PhysicalResourceId: 'own',
    Reason: 'SES could not be asked: AccessDenied: no',
  });
});

test('given an answer that is refused, then the invocation fails, so that Lambda tries again', async () => {
  active = undefined;
  status = 403;
  await expect(handle(aRequest('Create', 'own'))).rejects.toThrow('403');
});

test('given an event that is not of CloudFormation, then it is not acted on', async () => {
  active = 'own';
  await expect(handle({ RequestType: 'Delete' })).rejects.toThrow();
  expect(active).toBe('own');
});
