import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AccountRequest, AgentAccounts } from '../../application/ports/desk.ts';

/** Accounts in a Cognito user pool. */
export const cognitoAgentAccounts = ({
  client,
  userPoolId: UserPoolId,
}: {
  readonly client: CognitoIdentityProviderClient;
  readonly userPoolId: string;
}): AgentAccounts => {
  const create = async ({ email, name, password }: AccountRequest): Promise<User | undefined> => {
    const attributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: name },
    ];
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          UserAttributes: attributes,
          ...(password === undefined ? {} : { MessageAction: 'SUPPRESS' }),
        }),
      );
      return { status: User?.UserStatus, attributes: User?.Attributes };
    } catch (cause) {
      if (cause instanceof UsernameExistsException) return undefined;
      throw cause;
    }
  };
  const find = async (email: string): Promise<User> => {
    const { UserStatus, UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
    return { status: UserStatus, attributes: UserAttributes };
  };

  return {
    async ensure(request) {
      const { email, password } = request;
      const made = await create(request);
      const { status, attributes = [] } = made ?? (await find(email));
      const agentId = attributes.find(({ Name }) => Name === 'sub')?.Value;
      if (agentId === undefined) throw new Error(`The user pool gave no sub for ${email}.`);
      // Also for an existing account: an earlier run may have stopped between the two calls.
      if (password !== undefined && status === 'FORCE_CHANGE_PASSWORD')
        await client.send(
          new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
        );
      return { agentId, made: made !== undefined };
    },
  };
};

type User = { readonly status: string | undefined; readonly attributes: readonly AttributeType[] | undefined };
