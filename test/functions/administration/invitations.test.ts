import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { SESClient, UpdateAccountSendingEnabledCommand } from '@aws-sdk/client-ses';
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { type ParsedMail, simpleParser } from 'mailparser';
import { invitationKey } from '../../../shared/adapters/dynamodb/keys.ts';
import type { MailPost } from '../../../shared/application/ports/mails.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';

let desk: HttpDesk;
let stage: Awaited<ReturnType<typeof hostedStage>>;
let pool: CognitoIdentityProviderClient;
let ses: SESClient;
let UserPoolId: string;
beforeAll(async () => {
  stage = await hostedStage();
  pool = new CognitoIdentityProviderClient(stage.operator);
  ses = new SESClient(stage.operator);
  UserPoolId = stage.functions.get('administration')!.environment['USER_POOL_ID']!;
});
beforeEach(async () => {
  desk = await httpDesk();
});
afterAll(() => {
  pool.destroy();
  ses.destroy();
});

const jun = { email: 'jun@example.com', name: 'Jun' };
const add = (body: object = jun, on = desk) => on.call('addAgent', { as: 'boss', body });
const added = async (on = desk): Promise<string> => (await add(jun, on)).body['agentId'] as string;
const repeat = (agentId: string, body: object = {}, as = 'boss') =>
  desk.call('inviteAgent', { as, params: { agentId }, body });
const listed = async () => (await desk.call('listInvitations', { as: 'boss' })).body['invitations'] as object[];
const mails = async (): Promise<readonly ParsedMail[]> =>
  Promise.all(stage.mails.list({}).map(({ id }) => simpleParser(stage.mails.raw(id)!)));
const passwordIn = (mail: ParsedMail | undefined) =>
  /^(?:임시 비밀번호|Temporary password): (\S+)$/m.exec(mail?.text ?? '')?.[1];
const sending = (Enabled: boolean) => ses.send(new UpdateAccountSendingEnabledCommand({ Enabled }));
const DAY = 86_400_000;

it('when somebody is added, then the mail says where, with what and until when they sign in', async () => {
  const { status, body } = await add();
  expect(status).toBe(201);
  const invitation = body['invitation'] as { invitedAt: string; validUntil: string };
  expect(invitation).toMatchObject({ state: 'sent', reason: null, language: 'en' });
  expect(Date.parse(invitation.validUntil) - Date.parse(invitation.invitedAt)).toBe(3 * DAY);

  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  const { CONSOLE_URL, MAIL_DOMAIN } = stage.functions.get('administration')!.environment;
  expect(mail?.from?.value).toEqual([{ name: 'Example Support', address: `no-reply@${MAIL_DOMAIN}` }]);
  expect(mail?.replyTo?.value[0]?.address).toBe((await desk.directory.findAgent('support', 'boss'))?.email);
  expect(mail?.text).toContain(`\n${CONSOLE_URL}\n`);
  expect(mail?.text).toContain('E-mail address: jun@example.com');
  expect(mail?.html).toContain(`<a href="${CONSOLE_URL}">`);
  expect(mail?.headers.get('x-handover-ticket')).toBe('invitation');
  expect(await pool.send(new AdminGetUserCommand({ UserPoolId, Username: 'jun@example.com' }))).toMatchObject({
    UserStatus: 'FORCE_CHANGE_PASSWORD',
  });
});

it('when an invitation was mailed, then its password is in no row, fact or line of the log', async () => {
  const agentId = await added();
  await repeat(agentId);
  const passwords = (await mails()).map(passwordIn);
  expect(new Set(passwords).size).toBe(2);
  const { deskTable, viewsTable, sessionsTable } = stage.names;
  const tables = await Promise.all(
    [deskTable, viewsTable, sessionsTable].map((TableName) => stage.client.send(new ScanCommand({ TableName }))),
  );
  const kept = JSON.stringify([tables.map(({ Items }) => Items), desk.log.lines]);
  expect(kept).toContain(agentId);
  for (const password of passwords) expect(kept).not.toContain(password!);
});

it('when it is repeated, then another password is mailed, in the language that was asked for once', async () => {
  const agentId = await added();
  const { status, body } = await repeat(agentId, { language: 'ko' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: 'sent', language: 'ko' });
  expect((await repeat(agentId)).body).toMatchObject({ language: 'ko' });
  const [first, second, third] = await mails();
  expect([first, second, third].map((mail) => mail?.subject)).toEqual([
    '[Support] You are invited as an agent',
    '[Support] 상담원 초대',
    '[Support] 상담원 초대',
  ]);
  expect(new Set([first, second, third].map(passwordIn)).size).toBe(3);
  expect(desk.facts.at(-1)).toMatchObject({
    type: 'agent_changed',
    action: 'changed',
    actor: { kind: 'agent', id: 'boss' },
    subject: { kind: 'agent', id: agentId },
    changed: ['invitation'],
  });
});

it('when they are added with a language, then the invitation has it', async () => {
  expect((await add({ ...jun, language: 'ko' })).body).toMatchObject({ invitation: { language: 'ko' } });
});

describe('given SES that takes no mail', () => {
  afterEach(() => sending(true));

  it('when somebody is added, then they are an agent, the answer says that no mail left, and it is made good for', async () => {
    await sending(false);
    const { status, body } = await add();
    expect(status).toBe(201);
    expect(body['invitation']).toMatchObject({ state: 'not_sent', reason: 'sending_paused' });
    const agentId = body['agentId'] as string;
    expect(await listed()).toMatchObject([
      { agentId, name: 'Jun', email: 'jun@example.com', invitation: { state: 'not_sent', reason: 'sending_paused' } },
    ]);
    expect((await repeat(agentId)).body).toMatchObject({ state: 'not_sent', reason: 'sending_paused' });
    expect(desk.log.lines.filter(({ message }) => message === 'invitation_not_sent')).toHaveLength(2);
    await sending(true);
    expect((await repeat(agentId)).body).toMatchObject({ state: 'sent', reason: null });
    expect(await mails()).toHaveLength(1);
  });
});

it.each<readonly [string, MailPost['send'], string]>([
  ['refuses it', () => Promise.resolve({ kind: 'refused', reason: 'MessageRejected: not verified' }), 'refused'],
  ['is busy', () => Promise.resolve({ kind: 'busy', reason: 'ServiceUnavailable' }), 'busy'],
  [
    'has sent enough for today',
    () => Promise.resolve({ kind: 'held', by: 'daily_quota', reason: 'Throttling: Daily message quota exceeded.' }),
    'daily_quota',
  ],
  ['does not answer', () => Promise.reject(new Error('time-out')), 'unanswered'],
])('when SES %s, then the answer says so', async (_, send, reason) => {
  desk = await httpDesk({ post: { compose: () => Promise.resolve(Buffer.from('mail')), send } });
  expect((await add()).body).toMatchObject({ invitation: { state: 'not_sent', reason } });
});

describe('given another service that names the same person', () => {
  const others = { params: { serviceId: 'other' }, body: jun };

  it('when their invitation can still be accepted, then there is no second mail; else there is', async () => {
    const agentId = await added();
    const chief = { serviceId: 'other', agentId: 'chief', name: 'Chief', email: 'chief@example.com' };
    await desk.directory.putAgent({
      ...(await desk.directory.findAgent('support', 'boss'))!,
      ...chief,
      groupIds: [],
    });
    const { body } = await desk.call('addAgent', { as: 'chief', ...others });
    expect(body).toMatchObject({ agentId, invitation: { state: 'sent' } });
    expect(await mails()).toHaveLength(1);
    const repeated = { as: 'chief', params: { serviceId: 'other', agentId }, body: {} };
    expect((await desk.call('inviteAgent', repeated)).status).toBe(200);
    expect((await mails()).at(-1)?.subject).toContain('[Other]');
  });

  it('when they have signed in before, then they need no invitation', async () => {
    const agentId = await added();
    await pool.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username: agentId, Password: 'Handover-Test-1', Permanent: true }),
    );
    await desk.directory.putAgent({
      ...(await desk.directory.findAgent('support', 'boss'))!,
      serviceId: 'other',
      agentId: 'chief',
      groupIds: [],
    });
    const { body } = await desk.call('addAgent', { as: 'chief', ...others });
    expect(body).toMatchObject({ agentId, invitation: null });
    expect(await mails()).toHaveLength(1);
  });
});

describe('who can be invited again', () => {
  it.each([
    [
      'has signed in',
      'accepted',
      (Username: string) =>
        pool.send(
          new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: 'Handover-Test-1', Permanent: true }),
        ),
    ],
    [
      'was switched off',
      'switched_off',
      (Username: string) => pool.send(new AdminDisableUserCommand({ UserPoolId, Username })),
    ],
    [
      'is gone from the user pool',
      'no_account',
      (Username: string) => pool.send(new AdminDeleteUserCommand({ UserPoolId, Username })),
    ],
    [
      'left',
      'left',
      (agentId: string) => desk.call('editAgent', { as: 'boss', params: { agentId }, body: { active: false } }),
    ],
  ])('when somebody %s, then not they, and nothing is mailed', async (_, because, happens) => {
    const agentId = await added();
    await happens(agentId);
    expect(await repeat(agentId)).toMatchObject({ status: 409, body: { code: 'not_invitable', agentId, because } });
    expect(await mails()).toHaveLength(1);
    expect(await listed()).toEqual([]);
  });

  it('when two administrators repeat it at once, then one mail leaves', async () => {
    const agentId = await added();
    const answers = await Promise.all([repeat(agentId), repeat(agentId)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ because: 'sending' });
    expect(await mails()).toHaveLength(2);
  });

  it('when it is asked by somebody who may not, for nobody or with an unknown field, then it is refused', async () => {
    const agentId = await added();
    expect((await repeat(agentId, {}, 'first')).status).toBe(403);
    expect((await desk.call('listInvitations', { as: 'first' })).status).toBe(403);
    expect(await repeat('nobody')).toMatchObject({ status: 404, body: { code: 'agent_not_found' } });
    expect(await repeat('stranger')).toMatchObject({ status: 404, body: { code: 'agent_not_found' } });
    expect((await repeat(agentId, { password: 'mine' })).status).toBe(400);
    expect((await repeat(agentId, { language: 'tlh' })).status).toBe(400);
  });
});

it('lists who was never invited, too', async () => {
  const agentId = await added();
  await stage.client.send(new DeleteCommand({ TableName: stage.names.deskTable, Key: invitationKey(agentId) }));
  expect(await listed()).toEqual([{ agentId, name: 'Jun', email: 'jun@example.com', invitation: null }]);
});
