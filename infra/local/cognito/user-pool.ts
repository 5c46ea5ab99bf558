import type { Deployment } from '../kernel.ts';

export type PoolClient = {
  readonly id: string;
  readonly name: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly scopes: readonly string[];
  /** Seconds. */
  readonly accessTokenSeconds: number;
  readonly idTokenSeconds: number;
  readonly refreshTokenSeconds: number;
};

/** As in the template's `Policies.PasswordPolicy`; the defaults are Cognito's. */
export type PasswordPolicy = {
  readonly MinimumLength?: number | string;
  readonly RequireLowercase?: boolean | string;
  readonly RequireUppercase?: boolean | string;
  readonly RequireNumbers?: boolean | string;
  readonly RequireSymbols?: boolean | string;
  readonly TemporaryPasswordValidityDays?: number | string;
};

export type UserPool = {
  readonly id: string;
  readonly arn: string;
  readonly emailIsUsername: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly customAttributes: readonly string[];
  /** Users with this attribute may sign in by one click, without a password. */
  readonly oneClickAttribute?: string;
  readonly groups: readonly string[];
  readonly invitation: { readonly subject: string; readonly message: string };
  readonly clients: readonly PoolClient[];
};

type AdminCreateUserConfig = {
  readonly InviteMessageTemplate?: { readonly EmailSubject?: string; readonly EmailMessage?: string };
};
type Units = Readonly<Partial<Record<'AccessToken' | 'IdToken' | 'RefreshToken', keyof typeof secondsIn>>>;

const secondsIn = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;

/**
 * The template's user pool with its clients. Throws unless there is exactly one, and on clients with a secret, which a
 * browser can't keep. `oneClickAttribute` is known whether or not the template declares it.
 */
export const userPool = (deployment: Deployment, oneClickAttribute?: string): UserPool => {
  const pools = deployment.ofType('AWS::Cognito::UserPool');
  const [pool] = pools;
  if (!pool || pools.length > 1)
    throw new Error(`One user pool is hosted on one machine; the template has ${String(pools.length)}.`);
  const { properties } = pool;
  const invitation = (properties.AdminCreateUserConfig as AdminCreateUserConfig | undefined)?.InviteMessageTemplate;
  const schema = (properties.Schema ?? []) as readonly { readonly Name?: string }[];
  const known = new Set([...oauthScopes, ...resourceScopes(deployment)]);
  return {
    id: pool.ref,
    arn: pool.attributes.Arn ?? `arn:aws:cognito-idp:${deployment.region}:${deployment.account}:userpool/${pool.ref}`,
    emailIsUsername: ((properties.UsernameAttributes ?? []) as readonly string[]).includes('email'),
    passwordPolicy:
      (properties.Policies as { readonly PasswordPolicy?: PasswordPolicy } | undefined)?.PasswordPolicy ?? {},
    customAttributes: [
      ...(oneClickAttribute === undefined ? [] : [oneClickAttribute]),
      ...schema
        .map(({ Name = '' }) => Name)
        .filter((name) => !standardAttributes.includes(name))
        .map((name) => `custom:${name.replace(/^custom:/, '')}`),
    ],
    ...(oneClickAttribute === undefined ? {} : { oneClickAttribute }),
    groups: deployment.ofType('AWS::Cognito::UserPoolGroup').map((group) => group.ref),
    invitation: {
      subject: invitation?.EmailSubject ?? 'Your temporary password',
      message: invitation?.EmailMessage ?? 'Your username is {username} and temporary password is {####}.',
    },
    clients: deployment.ofType('AWS::Cognito::UserPoolClient').map(({ ref, properties: client, stack, logicalId }) => {
      if (String(client.GenerateSecret ?? false) === 'true')
        throw new Error(`${stack}.${logicalId}: GenerateSecret is not hosted on one machine.`);
      const scopes = (client.AllowedOAuthScopes ?? ['openid']) as readonly string[];
      const unknown = scopes.filter((scope) => !known.has(scope));
      if (unknown.length > 0)
        throw new Error(
          `${stack}.${logicalId}: no resource server of the template has the scope ${unknown.join(', ')}.`,
        );
      const units = (client.TokenValidityUnits ?? {}) as Units;
      const seconds = (name: keyof Units, unit: keyof typeof secondsIn, fallback: number) =>
        Number(client[`${name}Validity`] ?? fallback) * secondsIn[units[name] ?? unit];
      return {
        id: ref,
        name: typeof client.ClientName === 'string' ? client.ClientName : logicalId,
        callbackUrls: (client.CallbackURLs ?? []) as readonly string[],
        logoutUrls: (client.LogoutURLs ?? []) as readonly string[],
        scopes,
        accessTokenSeconds: seconds('AccessToken', 'hours', 1),
        idTokenSeconds: seconds('IdToken', 'hours', 1),
        refreshTokenSeconds: seconds('RefreshToken', 'days', 30),
      };
    }),
  };
};

/** What a person's one-click attribute says; undefined when they may not sign in by one click. */
export const oneClickValue = (
  { oneClickAttribute }: UserPool,
  attributes: Readonly<Record<string, string>>,
): string | undefined => {
  const value = oneClickAttribute === undefined ? '' : (attributes[oneClickAttribute] ?? '');
  return value === '' || value === 'false' ? undefined : value;
};

/** Scopes that every pool has. */
const oauthScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

/** `identifier/scope` of each resource server of the template. */
const resourceScopes = (deployment: Deployment): readonly string[] =>
  deployment
    .ofType('AWS::Cognito::UserPoolResourceServer')
    .flatMap(({ properties }) =>
      ((properties.Scopes ?? []) as readonly { readonly ScopeName: string }[]).map(
        ({ ScopeName }) => `${String(properties.Identifier)}/${ScopeName}`,
      ),
    );

/** The standard attributes of OpenID Connect, which every pool has. */
export const standardAttributes: readonly string[] = [
  'sub',
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at',
];
