import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { simpleParser } from 'mailparser';
import { cognito } from '../../../../infra/local/cognito/cognito.ts';
import type { Principal } from '../../../../infra/local/kernel.ts';
import { mailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { aMailDeployment, authorizeOnly, poolId } from '../../../support/local/a-mail-deployment.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';

const UserPoolId = poolId;
const open = async (as?: () => Principal) => {
  const state = openState(temporaryFolder());
  const mails = mailStore(state);
  const people = cognito({
    deployment: aMailDeployment(),
    state,
    authorize: authorizeOnly(),
    mails,
    oneClickAttribute: 'custom:demo',
  });
  const http = await serviceOverHttp('cognito-idp', people.service, as);
  const client = new CognitoIdentityProviderClient(http.client);
  return {
    client,
    mails,
    state,
    stop: async () => {
      client.destroy();
      await http.stop();
      state.close();
    },
  };
};

let pool: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  pool = await open();
});
afterEach(() => pool.stop());
afterAll(removeTemporaryFolders);

const aUser = (email: string) =>
  pool.client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: email,
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'name', Value: 'Someone' }],
    }),
  );
const named = (name: string) => expect.objectContaining({ name }) as Error;

it('makes a user whose name is the sub, and finds it by name, sub and e-mail', async () => {
  const { User } = await aUser('Mina@example.com');
  const sub = User!.Attributes!.find(({ Name }) => Name === 'sub')!.Value!;
  expect(User).toMatchObject({
    Username: sub,
    Enabled: true,
    UserStatus: 'FORCE_CHANGE_PASSWORD',
    UserCreateDate: expect.any(Date),
  });
  expect(sub).toMatch(/^[0-9a-f-]{36}$/);
  for (const Username of [sub, 'mina@example.com']) {
    const found = await pool.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
    expect(found).toMatchObject({ Username: sub, UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(found.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'sub', Value: sub },
        { Name: 'email', Value: 'Mina@example.com' },
        { Name: 'name', Value: 'Someone' },
      ]),
    );
  }
});

it('mails a new user the temporary password, unless told not to', async () => {
  await aUser('quiet@example.com');
  await pool.client.send(
    new AdminCreateUserCommand({ UserPoolId, Username: 'invited@example.com', TemporaryPassword: 'Temporary-Pass-1' }),
  );
  const mails = pool.mails.list({});
  expect(mails.map((mail) => mail.to)).toEqual([['invited@example.com']]);
  const read = await simpleParser(pool.mails.raw(mails[0]!.id)!);
  expect(read.html).toContain('Your username is invited@example.com and temporary password is Temporary-Pass-1.');
});

it('confirms with a permanent password', async () => {
  await aUser('confirmed@example.com');
  await pool.client.send(
    new AdminSetUserPasswordCommand({
      UserPoolId,
      Username: 'confirmed@example.com',
      Password: 'Handover-Test-1',
      Permanent: true,
    }),
  );
  await expect(
    pool.client.send(new AdminGetUserCommand({ UserPoolId, Username: 'confirmed@example.com' })),
  ).resolves.toMatchObject({ UserStatus: 'CONFIRMED' });
  const stored = pool.state.get<{ readonly user: string }>('SELECT user FROM cognito_users')!.user;
  expect(stored).not.toContain('Handover-Test-1');
});

it('refuses as Cognito does', async () => {
  await aUser('known@example.com');
  const { client } = pool;
  await expect(aUser('KNOWN@example.com')).rejects.toEqual(named('UsernameExistsException'));
  await expect(aUser('not an address')).rejects.toEqual(named('InvalidParameterException'));
  await expect(client.send(new AdminGetUserCommand({ UserPoolId, Username: 'unknown@example.com' }))).rejects.toEqual(
    named('UserNotFoundException'),
  );
  await expect(
    client.send(new AdminGetUserCommand({ UserPoolId: 'ap-northeast-2_OTHER', Username: 'known@example.com' })),
  ).rejects.toEqual(named('ResourceNotFoundException'));
  await expect(
    client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId,
        Username: 'known@example.com',
        UserAttributes: [{ Name: 'custom:unheard', Value: '1' }],
      }),
    ),
  ).rejects.toEqual(named('InvalidParameterException'));
  for (const [Password, reason] of [
    ['Short-1', 'not long enough'],
    ['all-lower-case-1', 'uppercase'],
    ['Without-Any-Digit', 'numeric'],
    ['WithoutAnySymbol1', 'symbol'],
  ]) {
    await expect(
      client.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username: 'known@example.com', Password, Permanent: true }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidPasswordException', message: expect.stringContaining(reason!) });
  }
  await expect(
    client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'known@example.com', GroupName: 'nobody' })),
  ).rejects.toEqual(named('ResourceNotFoundException'));
});

it('makes one user of two calls at the same time', async () => {
  const outcomes = await Promise.allSettled([aUser('twice@example.com'), aUser('twice@example.com')]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await pool.client.send(new ListUsersCommand({ UserPoolId }))).Users).toHaveLength(1);
});

it('lists by filter and page by page', async () => {
  for (let i = 0; i < 5; i += 1) await aUser(`agent${String(i)}@example.com`);
  await pool.client.send(new AdminDisableUserCommand({ UserPoolId, Username: 'agent3@example.com' }));
  await pool.client.send(new AdminDeleteUserCommand({ UserPoolId, Username: 'agent4@example.com' }));
  const emails = async (Filter: string) =>
    (await pool.client.send(new ListUsersCommand({ UserPoolId, Filter }))).Users!.map(
      ({ Attributes }) => Attributes!.find(({ Name }) => Name === 'email')!.Value,
    );
  await expect(emails('email = "AGENT1@example.com"')).resolves.toEqual(['agent1@example.com']);
  await expect(emails('email ^= "agent"')).resolves.toHaveLength(4);
  await expect(emails('status = "Disabled"')).resolves.toEqual(['agent3@example.com']);
  await expect(emails('custom:demo = "1"')).rejects.toEqual(named('InvalidParameterException'));
  const { Users: [agent2] = [] } = await pool.client.send(
    new ListUsersCommand({ UserPoolId, Filter: 'email = "agent2@example.com"' }),
  );
  await expect(emails(`sub = "${agent2!.Username!}"`)).resolves.toEqual(['agent2@example.com']);

  const pages: number[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await pool.client.send(new ListUsersCommand({ UserPoolId, Limit: 3, PaginationToken }));
    pages.push(page.Users!.length);
    ({ PaginationToken } = page);
  } while (PaginationToken !== undefined);
  expect(pages).toEqual([3, 1]);
});

it('lets nobody in without a grant', async () => {
  const stranger = await open(() => ({
    kind: 'role',
    roleArn: 'arn:aws:iam::000000000000:role/ticket-queries',
    functionName: 'ticket-queries',
  }));
  await expect(stranger.client.send(new ListUsersCommand({ UserPoolId }))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('cognito-idp:ListUsers'),
  });
  await stranger.stop();
});
