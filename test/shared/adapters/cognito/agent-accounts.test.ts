import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { credentials } from '../../../../infra/local/cognito/check-credentials.ts';
import { cognito } from '../../../../infra/local/cognito/cognito.ts';
import { mailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { cognitoAgentAccounts } from '../../../../shared/adapters/cognito/agent-accounts.ts';
import { aMailDeployment, authorizeOnly, poolId } from '../../../support/local/a-mail-deployment.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';

const open = async () => {
  const state = openState(temporaryFolder());
  const mails = mailStore(state);
  const people = cognito({ deployment: aMailDeployment(), state, authorize: authorizeOnly(), mails });
  const http = await serviceOverHttp('cognito-idp', people.service);
  const client = new CognitoIdentityProviderClient(http.client);
  return {
    client,
    mails,
    users: people.users,
    signIn: credentials(people.pool, people.users).byPassword,
    validMs: Number(people.pool.passwordPolicy.TemporaryPasswordValidityDays ?? 7) * 86_400_000,
    accounts: cognitoAgentAccounts({ client, userPoolId: poolId }),
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
const statusOf = async (Username: string) =>
  (await pool.client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }))).UserStatus;

describe('cognitoAgentAccounts', () => {
  it('makes an account once', async () => {
    const first = await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' });
    expect(first).toEqual({
      agentId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      state: 'in_use',
      made: true,
    });
    expect(
      await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' }),
    ).toEqual({ ...first, made: false });
  });

  it('lets somebody with a password sign in at once', async () => {
    await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' });
    expect(await statusOf('mina@example.com')).toBe('CONFIRMED');
    expect(await pool.signIn('mina@example.com', 'Handover-Test-1')).toMatchObject({ kind: 'in' });
  });

  it('leaves mailing to its caller', async () => {
    expect(await pool.accounts.ensure({ email: 'jun@example.com', name: 'Jun' })).toMatchObject({ state: 'invited' });
    expect(await statusOf('jun@example.com')).toBe('FORCE_CHANGE_PASSWORD');
    expect(pool.mails.list({})).toEqual([]);
  });

  it('gives a new temporary password, with which the one before ends', async () => {
    const { agentId } = await pool.accounts.ensure({ email: 'jun@example.com', name: 'Jun' });
    const first = await pool.accounts.renewPassword(agentId);
    expect(await pool.signIn('jun@example.com', first)).toMatchObject({ kind: 'new_password' });
    const second = await pool.accounts.renewPassword(agentId);
    expect(await pool.signIn('jun@example.com', first)).toEqual({ kind: 'refused', reason: 'wrong' });
    expect(await pool.signIn('jun@example.com', second)).toMatchObject({ kind: 'new_password' });
    expect(await pool.accounts.find('jun@example.com')).toEqual({ agentId, state: 'invited' });
  });

  it('counts somebody whose temporary password has expired as invited, and lets them in with another', async () => {
    const { agentId } = await pool.accounts.ensure({ email: 'jun@example.com', name: 'Jun' });
    const first = await pool.accounts.renewPassword(agentId);
    const user = pool.users.bySub(agentId)!;
    pool.users.put({ ...user, passwordSetAt: user.passwordSetAt! - pool.validMs });
    expect(await pool.signIn('jun@example.com', first)).toEqual({ kind: 'refused', reason: 'temporary_expired' });
    expect(await pool.accounts.find(agentId)).toEqual({ agentId, state: 'invited' });
    expect(await pool.signIn('jun@example.com', await pool.accounts.renewPassword(agentId))).toMatchObject({
      kind: 'new_password',
    });
  });

  it('finds accounts by id and by address, and says how far they are', async () => {
    const { agentId } = await pool.accounts.ensure({ email: 'jun@example.com', name: 'Jun' });
    for (const name of [agentId, 'jun@example.com'])
      expect(await pool.accounts.find(name)).toEqual({ agentId, state: 'invited' });
    await pool.client.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: agentId }));
    expect(await pool.accounts.find(agentId)).toEqual({ agentId, state: 'disabled' });
    expect(await pool.accounts.find('nobody@example.com')).toBeUndefined();
  });

  it('lists everybody who is still invited, page by page', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 61; i += 1)
      ids.add((await pool.accounts.ensure({ email: `agent-${String(i)}@example.com`, name: 'Agent' })).agentId);
    const [inUse, disabled] = [...ids];
    const Password = 'Handover-Test-1';
    await pool.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId: poolId, Username: inUse, Password, Permanent: true }),
    );
    await pool.client.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: disabled }));
    const expected = [...ids].slice(2);
    expect([...(await pool.accounts.listInvited())].toSorted()).toEqual(expected.toSorted());
    await pool.accounts.ensure({ email: 'one@example.com', name: 'One' });
    await pool.accounts.ensure({ email: 'two@example.com', name: 'Two' });
    expect((await pool.accounts.listInvited()).size).toBe(61);
  });

  it('ends what a run began that broke off between account and password', async () => {
    await pool.client.send(
      new AdminCreateUserCommand({ UserPoolId: poolId, Username: 'mina@example.com', MessageAction: 'SUPPRESS' }),
    );
    await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' });
    expect(await statusOf('mina@example.com')).toBe('CONFIRMED');
  });
});

describe('what it asks of Cognito', () => {
  const client = new CognitoIdentityProviderClient({ region: 'eu-west-1' });
  const cognitoMock = mockClient(client);
  const accounts = () => cognitoAgentAccounts({ client, userPoolId: 'pool' });
  beforeEach(() => {
    cognitoMock.reset();
  });
  const named = (Name: typeof UsernameExistsException | typeof UserNotFoundException) =>
    new Name({ message: 'because', $metadata: {} });

  it('makes a user without a mail and without a password of ours', async () => {
    cognitoMock
      .on(AdminCreateUserCommand)
      .resolves({ User: { UserStatus: 'FORCE_CHANGE_PASSWORD', Attributes: [{ Name: 'sub', Value: 'jun' }] } });
    expect(await accounts().ensure({ email: 'jun@example.com', name: 'Jun' })).toEqual({
      agentId: 'jun',
      state: 'invited',
      made: true,
    });
    const { input } = cognitoMock.commandCalls(AdminCreateUserCommand)[0]!.args[0];
    expect(input).toMatchObject({ UserPoolId: 'pool', Username: 'jun@example.com', MessageAction: 'SUPPRESS' });
    expect(input).not.toHaveProperty('TemporaryPassword');
  });

  it('sets a password that is to be changed, for the id', async () => {
    cognitoMock.on(AdminSetUserPasswordCommand).resolves({});
    const Password = await accounts().renewPassword('jun');
    expect(cognitoMock.commandCalls(AdminSetUserPasswordCommand)[0]!.args[0].input).toEqual({
      UserPoolId: 'pool',
      Username: 'jun',
      Password,
      Permanent: false,
    });
  });

  it('throws what it can not read as an answer', async () => {
    const throttled = Object.assign(new Error('slower'), { name: 'TooManyRequestsException' });
    cognitoMock.on(AdminGetUserCommand).rejects(throttled);
    cognitoMock.on(ListUsersCommand).rejects(throttled);
    cognitoMock.on(AdminCreateUserCommand).rejects(throttled);
    await expect(accounts().find('jun')).rejects.toBe(throttled);
    await expect(accounts().listInvited()).rejects.toBe(throttled);
    await expect(accounts().ensure({ email: 'jun@example.com', name: 'Jun' })).rejects.toBe(throttled);
  });

  it('throws for a user who is there and is not', async () => {
    cognitoMock.on(AdminCreateUserCommand).rejects(named(UsernameExistsException));
    cognitoMock.on(AdminGetUserCommand).rejects(named(UserNotFoundException));
    await expect(accounts().ensure({ email: 'jun@example.com', name: 'Jun' })).rejects.toThrow('has none');
  });
});
