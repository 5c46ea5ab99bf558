import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Account, AccountRequest, AgentAccounts } from '../../application/ports/desk.ts';
import { temporaryPassword } from './temporary-password.ts';

/**
 * The status of users who have not chosen a password. It stays when their temporary one expires: then only another one
 * lets them in.
 */
const INVITED = 'FORCE_CHANGE_PASSWORD';

type User = {
  readonly status: string | undefined;
  readonly enabled: boolean | undefined;
  readonly attributes: readonly AttributeType[] | undefined;
};

const subOf = (attributes: User['attributes'] = []) => attributes.find(({ Name }) => Name === 'sub')?.Value;

const accountOf = ({ status, enabled, attributes }: User): Account => {
  const agentId = subOf(attributes);
  if (agentId === undefined) throw new Error('The user pool gave no sub for a user.');
  if (enabled === false) return { agentId, state: 'disabled' };
  return { agentId, state: status === INVITED ? 'invited' : 'in_use' };
};

/** Accounts in a Cognito user pool, which mails nothing: invitations are our own mails. */
export const cognitoAgentAccounts = ({
  client,
  userPoolId: UserPoolId,
}: {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
}): AgentAccounts => {
  /** Undefined when there is a user of this address. Cognito makes up a password that nobody is told. */
  const create = async ({ email, name }: AccountRequest): Promise<Account | undefined> => {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          MessageAction: 'SUPPRESS',
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
            { Name: 'name', Value: name },
          ],
        }),
      );
      return accountOf({ status: User?.UserStatus, enabled: User?.Enabled, attributes: User?.Attributes });
    } catch (cause) {
      if (cause instanceof UsernameExistsException) return undefined;
      throw cause;
    }
  };
  const find = async (Username: string): Promise<Account | undefined> => {
    try {
      const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
      return accountOf({ status: user.UserStatus, enabled: user.Enabled, attributes: user.UserAttributes });
    } catch (cause) {
      if (cause instanceof UserNotFoundException) return undefined;
      throw cause;
    }
  };
  const setPassword = (Username: string, Password: string, Permanent: boolean) =>
    client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent }));

  return {
    async ensure(request) {
      const { email, password } = request;
      const made = await create(request);
      const account = made ?? (await find(email));
      if (!account) throw new Error('The user pool has a user of this address and has none.');
      // Also for an existing account: an earlier run may have stopped between the two calls.
      if (password === undefined || account.state !== 'invited') return { ...account, made: made !== undefined };
      await setPassword(email, password, true);
      return { agentId: account.agentId, state: 'in_use', made: made !== undefined };
    },
    find,
    async listInvited() {
      const found = new Set<string>();
      const asked = { UserPoolId, Filter: `cognito:user_status = "${INVITED}"`, AttributesToGet: ['sub'] };
      for await (const { Users = [] } of paginateListUsers({ client }, asked))
        for (const { Enabled, Attributes } of Users) {
          const agentId = subOf(Attributes);
          if (Enabled !== false && agentId !== undefined) found.add(agentId);
        }
      return found;
    },
    async renewPassword(agentId) {
      const password = temporaryPassword();
      await setPassword(agentId, password, false);
      return password;
    },
  };
};
