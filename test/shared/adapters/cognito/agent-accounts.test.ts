import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
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
  const http = await serviceOverHttp(
    'cognito-idp',
    cognito({ deployment: aMailDeployment(), state, authorize: authorizeOnly(), mails }).service,
  );
  const client = new CognitoIdentityProviderClient(http.client);
  return {
    client,
    mails,
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
    expect(first).toEqual({ agentId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string, made: true });
    expect(
      await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' }),
    ).toEqual({ ...first, made: false });
  });

  it('lets somebody with a password sign in at once, and mails nothing', async () => {
    await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' });
    expect(await statusOf('mina@example.com')).toBe('CONFIRMED');
    expect(pool.mails.list({})).toEqual([]);
  });

  it('invites somebody without a password by mail', async () => {
    await pool.accounts.ensure({ email: 'jun@example.com', name: 'Jun' });
    expect(await statusOf('jun@example.com')).toBe('FORCE_CHANGE_PASSWORD');
    expect(pool.mails.list({}).map(({ to }) => to)).toEqual([['jun@example.com']]);
  });

  it('ends what a run began that broke off between account and password', async () => {
    await pool.client.send(
      new AdminCreateUserCommand({ UserPoolId: poolId, Username: 'mina@example.com', MessageAction: 'SUPPRESS' }),
    );
    await pool.accounts.ensure({ email: 'mina@example.com', name: 'Mina', password: 'Handover-Test-1' });
    expect(await statusOf('mina@example.com')).toBe('CONFIRMED');
  });
});
