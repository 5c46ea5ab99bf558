import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { simpleParser } from 'mailparser';
import { INVITATION_DAYS } from '../../shared/domain/desk/invitation.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { startDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { operate, startRunningDesk, throwawayFolder, type RunningDesk, writeJson } from '../support/running-desk.ts';
import { enableSending } from '../support/ses-account.ts';
import { beginSignIn, cookieBrowser, followToClient, identityUrl, tokenFor } from '../support/sign-in.ts';

jest.setTimeout(180_000);

const CARE = { serviceId: 'care' };
const OWN = 'My-Own-Password-1';
const folder = throwawayFolder();
const data = join(folder.path, 'data');
let desk: RunningDesk;
let admin: DeskClient;
const signedIn = async (email: string, password: string): Promise<DeskClient> =>
  deskClient(desk.url, (await tokenFor(desk.url, email, password)).accessToken);

beforeAll(async () => {
  desk = await startDesk({ data });
  admin = await signedIn('admin@example.com', 'Handover-Test-1');
});
afterAll(async () => {
  await desk.stop();
  folder.remove();
});

type Mail = { readonly subject: string; readonly text: string; readonly password: string };

/** The invitations that an address has got, oldest first. */
const invitationsTo = async (email: string): Promise<readonly Mail[]> =>
  Promise.all(
    (await sentTo(desk.outboxUrl, email)).map(async ({ id, subject }) => {
      const { text = '' } = await simpleParser(await (await fetch(`${desk.outboxUrl}/mails/${id}.eml`)).text());
      const [, password = ''] = /^(?:임시 비밀번호|Temporary password): (\S+)$/m.exec(text) ?? [];
      return { subject, text, password };
    }),
  );
const invite = async (email: string, name: string): Promise<string> => {
  const added = await admin.call('addAgent', { params: CARE, body: { email, name, groupIds: ['delivery'] } });
  expect(added).toMatchObject({ status: 201, body: { invitation: { state: 'sent' } } });
  return added.body.agentId;
};
const open = async () => (await admin.call('listInvitations', { params: CARE })).body.invitations;

/** Signs in on the sign-in page with a temporary password; gives the page that comes then. */
const answerTo = async (email: string, password: string) => {
  const browser = cookieBrowser();
  const attempt = await beginSignIn(identityUrl(desk.url), browser);
  const page = await (await browser.go(attempt.pageUrl, { email, password })).text();
  const challenge = /name="challenge" value="([^"]+)"/.exec(page)?.[1];
  const said = /role="alert"[^>]*>([^<]*)/.exec(page)?.[1];
  return { browser, attempt, page, challenge, said };
};
const choosesAPassword = async (email: string, temporary: string): Promise<DeskClient> => {
  const { browser, attempt, page, challenge } = await answerTo(email, temporary);
  expect(page).toContain('Choose a new password');
  await followToClient(
    browser,
    attempt,
    await browser.go(attempt.pageUrl, { challenge: challenge!, new_password: OWN }),
  );
  return signedIn(email, OWN);
};

it('Somebody who is invited reads where and with what to sign in, chooses a password, and works', async () => {
  const agentId = await invite('sora@example.com', 'Sora');
  const [mail] = await invitationsTo('sora@example.com');
  expect(mail?.subject).toBe('[Customer Care] 상담원 초대');
  expect(mail?.text).toContain(`\n${desk.url}\n`);
  expect(mail?.text).toContain('(Asia/Seoul)까지');
  expect(await open()).toMatchObject([{ agentId, email: 'sora@example.com', invitation: { state: 'sent' } }]);

  const sora = await choosesAPassword('sora@example.com', mail!.password);
  expect((await sora.call('getMe')).body).toMatchObject({ agentId, services: [{ serviceId: 'care' }] });
  expect((await sora.call('listInvitations', { params: CARE })).status).toBe(403);
  expect(await open()).toEqual([]);
  expect(await admin.call('inviteAgent', { params: { ...CARE, agentId }, body: {} })).toMatchObject({
    status: 409,
    body: { code: 'not_invitable', because: 'accepted' },
  });
  await expect(operate(desk, 'invite', 'sora@example.com')).rejects.toThrow('has signed in already');
  expect((await answerTo('sora@example.com', mail!.password)).said).toContain('not right');
});

it('An invitation is repeated, by an administrator and by the operator: the last one alone lets somebody in', async () => {
  const agentId = await invite('hana@example.com', 'Hana');
  expect((await admin.call('inviteAgent', { params: { ...CARE, agentId }, body: { language: 'en' } })).status).toBe(
    200,
  );
  expect(await operate(desk, 'invite', 'Hana@example.com', '--language', 'ko')).toContain(
    'Hana@example.com is invited; the temporary password is valid until',
  );
  const mails = await invitationsTo('hana@example.com');
  expect(mails.map(({ subject }) => subject)).toEqual([
    '[Customer Care] 상담원 초대',
    '[Customer Care] You are invited as an agent',
    '[Customer Care] 상담원 초대',
  ]);
  for (const { password } of mails.slice(0, 2))
    expect((await answerTo('hana@example.com', password)).said).toContain('not right');
  const hana = await choosesAPassword('hana@example.com', mails[2]!.password);
  expect((await hana.call('getMe')).body.agentId).toBe(agentId);

  const { events } = (await admin.call('listServiceEvents', { params: CARE })).body;
  const told = events.filter(({ subject, changed }) => subject.id === agentId && changed.includes('invitation'));
  expect(told.map(({ actor }) => actor.kind)).toEqual(['system', 'agent', 'agent']);
});

it('While no mail may leave, the operator is told so, and sets the desk up again later: who was not told is', async () => {
  const document = join(folder.path, 'more.json');
  const services = [{ serviceId: 'night', name: 'Night', language: 'en', addresses: ['night@desk.example.com'] }];
  const agents = ['yuna', 'dohyun'].map((name) => ({
    email: `${name}@example.com`,
    name,
    memberships: [{ serviceId: 'night' }],
  }));
  await enableSending(data, false);
  writeJson(document, { services, agents: agents.slice(0, 1) });
  await expect(operate(desk, 'set-up-desk', document)).rejects.toThrow(
    'The invitation of yuna@example.com was not mailed: sending is paused',
  );
  await enableSending(data, true);
  writeJson(document, { services, agents });
  expect(await operate(desk, 'set-up-desk', document)).toContain('dohyun@example.com is invited');
  await operate(desk, 'set-up-desk', document);
  for (const { email } of agents)
    expect((await invitationsTo(email)).map(({ subject }) => subject)).toEqual(['[Night] You are invited as an agent']);
});

it('A password that has expired lets nobody in until the invitation is repeated', async () => {
  await invite('minho@example.com', 'Minho');
  const [{ password } = { password: '' }] = await invitationsTo('minho@example.com');
  await desk.stop();
  const days = INVITATION_DAYS * 86_400_000;
  const database = new DatabaseSync(join(data, 'state.db'));
  const aged = database
    .prepare(
      "UPDATE cognito_users SET user = json_set(user, '$.passwordSetAt', json_extract(user, '$.passwordSetAt') - ?) WHERE email = ?",
    )
    .run(days, 'minho@example.com');
  database.close();
  expect(aged.changes).toBe(1);
  desk = await startRunningDesk({ data, port: desk.port });

  const expired = await answerTo('minho@example.com', password);
  expect(expired.challenge).toBeUndefined();
  expect(expired.said).toContain('The temporary password has expired. Ask an administrator');
  await operate(desk, 'invite', 'minho@example.com', '--service', 'care');
  const second = (await invitationsTo('minho@example.com')).at(-1)!;
  const minho = await choosesAPassword('minho@example.com', second.password);
  expect((await minho.call('getMe')).status).toBe(200);
});

it('The operator is told what is wrong with a command', async () => {
  const said = (...args: readonly string[]) =>
    operate(desk, 'invite', ...args).then(
      () => 'nothing',
      (cause: unknown) => String(cause),
    );
  expect(await said()).toContain('npm run invite -- EMAIL');
  expect(await said('nobody@example.com')).toContain('nobody@example.com has no account');
  expect(await said('mina@example.com', '--service', 'engineering')).toContain('no active agent of engineering');
  expect(await said('mina@example.com', '--language', 'tlh')).toContain('--language ko | en | ja | zh');
});
