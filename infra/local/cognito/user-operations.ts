import { randomUUID } from 'node:crypto';
import type { JsonOperation } from '../aws-endpoint/protocols.ts';
import { AwsError, type AwsRequest, type Authorize } from '../kernel.ts';
import { hashPassword, passwordFault, temporaryPassword } from './check-credentials.ts';
import type { SignInStore } from './sign-in-store.ts';
import { standardAttributes, type UserPool } from './user-pool.ts';
import type { User, UserStore } from './user-store.ts';

export type Invitation = { readonly email: string; readonly username: string; readonly password: string };

export type UserOperationsOptions = {
  readonly pool: UserPool;
  readonly users: UserStore;
  readonly signIns: SignInStore;
  readonly authorize: Authorize;
  /** Mails a new user the temporary password. */
  readonly invite: (invitation: Invitation) => void;
};

type Input = Readonly<Record<string, unknown>>;
type Attribute = { readonly Name: string; readonly Value?: string };

const text = (input: Input, name: string) => (typeof input[name] === 'string' ? input[name] : '');
const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message, 400);

/** The user pool calls that are hosted, by name. */
export const userOperations = ({
  pool,
  users,
  signIns,
  authorize,
  invite,
}: UserOperationsOptions): Readonly<Record<string, JsonOperation>> => {
  const allowed =
    (operation: string, work: (input: Input) => unknown): JsonOperation =>
    async (input, request: AwsRequest) => {
      authorize(request.principal, `cognito-idp:${operation}`, pool.arn);
      if (text(input, 'UserPoolId') !== pool.id)
        throw new AwsError('ResourceNotFoundException', `User pool ${text(input, 'UserPoolId')} does not exist.`, 400);
      return (await work(input)) ?? {};
    };
  const existing = (input: Input): User => {
    const user = users.find(text(input, 'Username'));
    if (!user) throw new AwsError('UserNotFoundException', 'User does not exist.', 400);
    return user;
  };
  const change = (user: User, changes: Partial<User>) => {
    users.put({ ...user, ...changes, modifiedAt: Date.now() });
  };
  const checkedAttributes = (given: readonly Attribute[]): Readonly<Record<string, string>> => {
    for (const { Name } of given) {
      if (Name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub');
      if (!standardAttributes.includes(Name) && !pool.customAttributes.includes(Name))
        throw invalidParameter(
          `Attributes did not conform to the schema: ${Name}: Attribute does not exist in the schema.`,
        );
    }
    return Object.fromEntries(given.map(({ Name, Value }) => [Name, Value ?? '']));
  };
  const checkedPassword = (password: string) => {
    const fault = passwordFault(password, pool.passwordPolicy);
    if (fault !== undefined)
      throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${fault}`, 400);
    return hashPassword(password);
  };

  const create = async (input: Input) => {
    const asked = text(input, 'Username').trim();
    if (pool.emailIsUsername && !/^[^\s@]+@[^\s@]+$/.test(asked))
      throw invalidParameter('Username should be an email.');
    const attributes = checkedAttributes((input.UserAttributes ?? []) as readonly Attribute[]);
    const action = text(input, 'MessageAction');
    const password = text(input, 'TemporaryPassword') || temporaryPassword();
    // Before looking for the name: nothing may come between that and writing it.
    const passwordHash = await checkedPassword(password);
    const known = users.find(asked) ?? (attributes.email === undefined ? undefined : users.find(attributes.email));
    if (known && action !== 'RESEND')
      throw new AwsError(
        'UsernameExistsException',
        pool.emailIsUsername ? 'An account with the given email already exists.' : 'User account already exists',
        400,
      );
    if (!known && action === 'RESEND') throw new AwsError('UserNotFoundException', 'User does not exist.', 400);
    const now = Date.now();
    const sub = known?.sub ?? randomUUID();
    const user: User = {
      ...(known ?? {
        sub,
        username: pool.emailIsUsername ? sub : asked,
        enabled: true,
        attributes: { ...(pool.emailIsUsername ? { email: asked } : {}), ...attributes },
        createdAt: now,
        signedOutAt: 0,
        groups: [],
      }),
      status: 'FORCE_CHANGE_PASSWORD',
      passwordHash,
      passwordSetAt: now,
      modifiedAt: now,
    };
    users.put(user);
    if (action !== 'SUPPRESS' && user.attributes.email !== undefined)
      invite({
        email: user.attributes.email,
        username: pool.emailIsUsername ? user.attributes.email : user.username,
        password,
      });
    return { User: shown(user) };
  };

  return {
    AdminCreateUser: allowed('AdminCreateUser', create),
    AdminSetUserPassword: allowed('AdminSetUserPassword', async (input) => {
      const user = existing(input);
      change(user, {
        passwordHash: await checkedPassword(text(input, 'Password')),
        passwordSetAt: Date.now(),
        status: input.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      });
    }),
    AdminGetUser: allowed('AdminGetUser', (input) => {
      const { Attributes, ...user } = shown(existing(input));
      return { ...user, UserAttributes: Attributes };
    }),
    AdminUpdateUserAttributes: allowed('AdminUpdateUserAttributes', (input) => {
      const user = existing(input);
      change(user, {
        attributes: { ...user.attributes, ...checkedAttributes((input.UserAttributes ?? []) as readonly Attribute[]) },
      });
    }),
    AdminDisableUser: allowed('AdminDisableUser', (input) => {
      const user = existing(input);
      change(user, { enabled: false, signedOutAt: Date.now() });
      signIns.forget(user.sub);
    }),
    AdminEnableUser: allowed('AdminEnableUser', (input) => {
      change(existing(input), { enabled: true });
    }),
    AdminDeleteUser: allowed('AdminDeleteUser', (input) => {
      const user = existing(input);
      users.delete(user.sub);
      signIns.forget(user.sub);
    }),
    AdminUserGlobalSignOut: allowed('AdminUserGlobalSignOut', (input) => {
      const user = existing(input);
      change(user, { signedOutAt: Date.now() });
      signIns.forget(user.sub);
    }),
    AdminAddUserToGroup: allowed('AdminAddUserToGroup', (input) => {
      const user = existing(input);
      change(user, { groups: [...new Set([...user.groups, knownGroup(pool, input)])] });
    }),
    AdminRemoveUserFromGroup: allowed('AdminRemoveUserFromGroup', (input) => {
      const user = existing(input);
      const group = knownGroup(pool, input);
      change(user, { groups: user.groups.filter((each) => each !== group) });
    }),
    ListUsers: allowed('ListUsers', (input) => listUsers(users, input)),
  };
};

const knownGroup = (pool: UserPool, input: Input) => {
  const group = text(input, 'GroupName');
  if (!pool.groups.includes(group)) throw new AwsError('ResourceNotFoundException', 'Group not found.', 400);
  return group;
};

const shown = (user: User) => ({
  Username: user.username,
  Attributes: [
    { Name: 'sub', Value: user.sub },
    ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
  ],
  UserCreateDate: user.createdAt / 1000,
  UserLastModifiedDate: user.modifiedAt / 1000,
  Enabled: user.enabled,
  UserStatus: user.status,
});

/** At most 60 a page, as Cognito. */
const listUsers = (users: UserStore, input: Input) => {
  const matches = filterOf(text(input, 'Filter'));
  const wanted = input.AttributesToGet as readonly string[] | undefined;
  const limit = Math.min(Number(input.Limit ?? 60), 60);
  const start = Number(Buffer.from(text(input, 'PaginationToken'), 'base64url').toString() || '0');
  const found = users.all().filter(matches);
  const page = found.slice(start, start + limit).map(shown);
  return {
    Users:
      wanted === undefined
        ? page
        : page.map((user) => ({ ...user, Attributes: user.Attributes.filter(({ Name }) => wanted.includes(Name)) })),
    ...(start + limit < found.length
      ? { PaginationToken: Buffer.from(String(start + limit)).toString('base64url') }
      : {}),
  };
};

const filterable = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
];

/** `attribute = "value"` or `attribute ^= "start"`. */
const filterOf = (filter: string): ((user: User) => boolean) => {
  if (filter === '') return () => true;
  const [, name = '', operator, quoted = ''] = /^\s*([\w:]+)\s*(\^?=)\s*"((?:\\.|[^"\\])*)"\s*$/.exec(filter) ?? [];
  if (!filterable.includes(name))
    throw invalidParameter('Error while parsing filter: only one attribute of the standard ones can be searched.');
  const value = quoted.replaceAll(/\\(.)/g, '$1');
  const lower = ['email', 'username'].includes(name);
  const same = (actual: string) => {
    const [a, b] = lower ? [actual.toLowerCase(), value.toLowerCase()] : [actual, value];
    return operator === '=' ? a === b : a.startsWith(b);
  };
  return (user) => {
    const own: Readonly<Record<string, string>> = {
      sub: user.sub,
      username: user.username,
      'cognito:user_status': user.status,
      status: user.enabled ? 'Enabled' : 'Disabled',
    };
    const actual = own[name] ?? user.attributes[name];
    return actual !== undefined && same(actual);
  };
};
