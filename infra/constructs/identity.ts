import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  UserPoolClient,
  type UserPoolDomain,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { INVITATION_DAYS } from '../../shared/domain/desk/invitation.ts';
import type { StageConfig } from '../config.ts';
import { acknowledge, allow } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';

export type IdentityProps = {
  readonly config: StageConfig;
  /** The resource server of the API, and the scope that its routes require. */
  readonly api: { readonly identifier: string; readonly scope: string };
};

/**
 * Agents' accounts and the pages where they sign in. Accounts are made by administrators; who may do what is in the
 * desk table, not here.
 */
export class Identity extends Construct {
  private readonly pool: UserPool;
  private readonly domain: UserPoolDomain;
  private readonly api: UserPoolResourceServer;
  private readonly apiScope: ResourceServerScope;

  constructor(scope: Construct, id: string, { config, api }: IdentityProps) {
    super(scope, id);
    const retained = config.removal === 'retain';
    this.pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: false, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(INVITATION_DAYS),
      },
      mfa: config.secondFactor === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: retained,
      removalPolicy: retained ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Names of sign-in domains are shared by a whole region: the account tells ours apart, the stage tells stages
    // apart.
    this.domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `handover-${config.stage}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    this.apiScope = new ResourceServerScope({
      scopeName: api.scope,
      scopeDescription: 'What agents do in the console',
    });
    this.api = this.pool.addResourceServer('Api', { identifier: api.identifier, scopes: [this.apiScope] });
    acknowledge(this.pool, {
      'AwsSolutions-COG8':
        'Threat protection needs the Plus plan at several times the price of an agent; accounts are made by administrators and have a second factor.',
      ...(config.secondFactor === 'optional' && {
        'AwsSolutions-COG2': 'This stage lets agents choose: its settings say secondFactor optional.',
      }),
    });
  }

  /** `iss` of the tokens, and where their keys are found. */
  get issuer(): string {
    return `https://cognito-idp.${Aws.REGION}.amazonaws.com/${this.pool.userPoolId}`;
  }

  /** Where the sign-in pages are. */
  get signInUrl(): string {
    return this.domain.baseUrl();
  }

  get userPoolId(): string {
    return this.pool.userPoolId;
  }

  /**
   * Making and finding accounts, listing those that nobody has used, and giving one a temporary password. Cognito has
   * no right for temporary passwords alone, and none for users of one status alone.
   */
  grantInvitations(fn: DeskFunction): void {
    allow(
      fn,
      [
        'cognito-idp:AdminCreateUser',
        'cognito-idp:AdminGetUser',
        'cognito-idp:AdminSetUserPassword',
        'cognito-idp:ListUsers',
      ],
      [this.pool.userPoolArn],
    );
  }

  /** Lets the console at an address sign agents in: authorization code with PKCE, no secret. Returns the client. */
  admitConsole(scope: Construct, consoleUrl: string): UserPoolClient {
    const client = new UserPoolClient(scope, 'Client', {
      userPool: this.pool,
      generateSecret: false,
      // Leaves refreshing alone: where no flow is named, Cognito's API takes sign-ins by SRP and custom challenges too.
      authFlows: { userSrp: false },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [
          OAuthScope.OPENID,
          OAuthScope.EMAIL,
          OAuthScope.PROFILE,
          OAuthScope.resourceServer(this.api, this.apiScope),
        ],
        callbackUrls: [`${consoleUrl}/signed-in`],
        logoutUrls: [`${consoleUrl}/`],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
    new CfnManagedLoginBranding(scope, 'Branding', {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    return client;
  }
}
