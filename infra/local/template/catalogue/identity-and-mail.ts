import {
  arn,
  because,
  oneOf,
  tags,
  type CatalogueRow,
  type Naming,
  lowerCaseName,
  physicalName,
  stableId,
} from '../catalogue-row.ts';

const poolId = (naming: Naming) => `${naming.region}_${stableId(naming.stack, naming.logicalId, 9).toUpperCase()}`;
const providerName = (naming: Naming) => `cognito-idp.${naming.region}.amazonaws.com/${poolId(naming)}`;
const clientId = ({ stack, logicalId }: Naming) => stableId(stack, logicalId, 26);
const named = (property: string, longest: number) => (naming: Naming) =>
  naming.text(property) ?? physicalName(naming.stack, naming.logicalId, longest);
const resourceId = named('Id', 128);
const dkim = (kind: string, number: number) => (naming: Naming) =>
  `${stableId(naming.stack, naming.logicalId, 16)}${String(number)}.${kind}`;

/** The user pool, and mail out and in. */
export const identityAndMail: Readonly<Record<string, CatalogueRow>> = {
  'AWS::Cognito::UserPool': {
    hostedBy: 'cognito',
    understood: ['AdminCreateUserConfig', 'UsernameAttributes', 'UsernameConfiguration', 'Policies', 'Schema'],
    only: { UsernameConfiguration: oneOf({ CaseSensitive: false }) },
    ignored: {
      UserPoolName: because.onlyForPeople,
      UserPoolTags: because.onlyForPeople,
      AutoVerifiedAttributes: 'who made a user here knows the address',
      AccountRecoverySetting: 'passwords of one machine are set by its owner',
      EmailVerificationMessage: because.onlyOnAws,
      EmailVerificationSubject: because.onlyOnAws,
      SmsVerificationMessage: because.onlyOnAws,
      VerificationMessageTemplate: because.onlyOnAws,
      MfaConfiguration: 'sign-in of one machine is by password alone',
      EnabledMfas: 'sign-in of one machine is by password alone',
      UserPoolAddOns: because.onlyOnAws,
      UserPoolTier: because.onlyOnAws,
      DeletionProtection: because.onlyOnAws,
      EmailConfiguration: because.onlyOnAws,
      UserAttributeUpdateSettings: because.onlyOnAws,
      DeviceConfiguration: because.onlyOnAws,
      WebAuthnUserVerification: because.onlyOnAws,
      WebAuthnRelyingPartyID: because.onlyOnAws,
    },
    ref: poolId,
    attributes: {
      Arn: arn('cognito-idp', (naming) => `userpool/${poolId(naming)}`),
      UserPoolId: poolId,
      ProviderName: providerName,
      ProviderURL: (naming) => `https://${providerName(naming)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    hostedBy: 'cognito',
    understood: [
      'UserPoolId',
      'ClientName',
      'GenerateSecret',
      'CallbackURLs',
      'LogoutURLs',
      'AllowedOAuthFlows',
      'AllowedOAuthFlowsUserPoolClient',
      'AllowedOAuthScopes',
      'AccessTokenValidity',
      'IdTokenValidity',
      'RefreshTokenValidity',
      'TokenValidityUnits',
      'SupportedIdentityProviders',
      'ExplicitAuthFlows',
    ],
    only: {
      AllowedOAuthFlows: oneOf(['code']),
      AllowedOAuthFlowsUserPoolClient: oneOf(true),
      SupportedIdentityProviders: oneOf(['COGNITO']),
      ExplicitAuthFlows: oneOf(['ALLOW_REFRESH_TOKEN_AUTH']),
    },
    ignored: {
      DefaultRedirectURI: 'a sign-in names its own',
      PreventUserExistenceErrors: 'as it always is here',
      EnableTokenRevocation: 'as it always is here',
      AuthSessionValidity: because.fixedHere,
      ReadAttributes: because.onlyOnAws,
      WriteAttributes: because.onlyOnAws,
      RefreshTokenRotation: because.onlyOnAws,
    },
    ref: clientId,
    attributes: { ClientId: clientId },
  },
  'AWS::Cognito::UserPoolResourceServer': {
    hostedBy: 'cognito',
    understood: ['UserPoolId', 'Identifier', 'Scopes'],
    ignored: { Name: because.onlyForPeople },
    ref: (naming) => naming.text('Identifier') ?? '',
  },
  'AWS::Cognito::UserPoolDomain': {
    notHostedBecause: 'sign-in has an address of its own on one machine',
    understood: [],
    ignored: {
      UserPoolId: because.fixedHere,
      Domain: because.onlyOnAws,
      ManagedLoginVersion: because.fixedHere,
      CustomDomainConfig: because.onlyOnAws,
    },
    ref: (naming) => naming.text('Domain') ?? lowerCaseName(naming.stack, naming.logicalId),
  },
  'AWS::Cognito::ManagedLoginBranding': {
    notHostedBecause: 'the sign-in page of one machine is plain',
    understood: [],
    ignored: {
      UserPoolId: because.fixedHere,
      ClientId: because.fixedHere,
      Settings: because.onlyForPeople,
      Assets: because.onlyForPeople,
      UseCognitoProvidedValues: because.onlyForPeople,
      ReturnMergedResources: because.onlyForPeople,
    },
    ref: resourceId,
    attributes: { ManagedLoginBrandingId: resourceId },
  },
  'AWS::Cognito::UserPoolGroup': {
    hostedBy: 'cognito',
    understood: ['UserPoolId', 'GroupName', 'Precedence'],
    ignored: { Description: because.onlyForPeople, RoleArn: because.onlyOnAws },
    ref: named('GroupName', 128),
  },
  'AWS::SES::EmailIdentity': {
    hostedBy: 'ses',
    understood: ['EmailIdentity', 'ConfigurationSetAttributes', 'FeedbackAttributes'],
    ignored: {
      ...tags,
      DkimAttributes: because.onlyOnAws,
      DkimSigningAttributes: because.onlyOnAws,
      MailFromAttributes: because.onlyOnAws,
    },
    ref: named('EmailIdentity', 320),
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((number) => [
        [`DkimDNSTokenName${String(number)}`, dkim('name', number)],
        [`DkimDNSTokenValue${String(number)}`, dkim('value', number)],
      ]),
    ),
  },
  'AWS::SES::ConfigurationSet': {
    hostedBy: 'ses',
    understood: ['Name', 'SendingOptions'],
    ignored: {
      ...tags,
      DeliveryOptions: because.onlyOnAws,
      ReputationOptions: because.onlyOnAws,
      SuppressionOptions: because.onlyOnAws,
      TrackingOptions: because.onlyOnAws,
      VdmOptions: because.onlyOnAws,
      ArchivingOptions: because.onlyOnAws,
    },
    ref: named('Name', 64),
  },
  'AWS::SES::ConfigurationSetEventDestination': {
    hostedBy: 'ses',
    understood: ['ConfigurationSetName', 'EventDestination'],
    ref: resourceId,
    attributes: { Id: resourceId },
  },
  'AWS::SES::ReceiptRuleSet': {
    hostedBy: 'smtp',
    understood: ['RuleSetName'],
    ignored: tags,
    ref: named('RuleSetName', 64),
  },
  'AWS::SES::ReceiptRule': { hostedBy: 'smtp', understood: ['RuleSetName', 'Rule', 'After'], ref: resourceId },
};
