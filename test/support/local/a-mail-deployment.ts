import { type Authorize, AwsError, type Resource } from '../../../infra/local/kernel.ts';
import { account, aDeployment, functionArn, region } from './a-deployment.ts';

export const mailDomain = 'desk.example.com';
export const rawMailBucket = 'raw-mail';
export const topicArn = `arn:aws:sns:${region}:${account}:told`;
export const poolId = `${region}_TESTPOOL1`;
export const clientId = 'console0client';

type Properties = Readonly<Record<string, unknown>>;
type Draft = Partial<Resource> & { readonly type: string; readonly logicalId: string };

const allowSes = (action: string, resource: string, conditions: Properties = {}) => ({
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'ses.amazonaws.com' },
        Action: action,
        Resource: resource,
        ...conditions,
      },
    ],
  },
});

/** Mail out and in of a desk, as its template describes them. */
export const aMailDeployment = (
  changes: {
    readonly actions?: readonly Properties[];
    readonly recipients?: readonly string[];
    readonly scan?: boolean;
    readonly more?: readonly Draft[];
    readonly without?: readonly string[];
  } = {},
) => {
  const drafts: readonly Draft[] = [
    {
      type: 'AWS::SES::EmailIdentity',
      logicalId: 'Identity',
      ref: mailDomain,
      properties: { EmailIdentity: mailDomain, FeedbackAttributes: { EmailForwardingEnabled: false } },
    },
    { type: 'AWS::SES::ConfigurationSet', logicalId: 'Mails', ref: 'mails', properties: { Name: 'mails' } },
    {
      type: 'AWS::SES::ConfigurationSetEventDestination',
      logicalId: 'Told',
      properties: {
        ConfigurationSetName: 'mails',
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint', 'reject', 'deliveryDelay'],
          SnsDestination: { TopicARN: topicArn },
        },
      },
    },
    {
      type: 'AWS::SES::ConfigurationSetEventDestination',
      logicalId: 'Bus',
      properties: {
        ConfigurationSetName: 'mails',
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['bounce'],
          EventBridgeDestination: { EventBusArn: `arn:aws:events:${region}:${account}:event-bus/default` },
        },
      },
    },
    {
      type: 'AWS::SNS::TopicPolicy',
      logicalId: 'ToldPolicy',
      properties: { Topics: [topicArn], ...allowSes('sns:Publish', topicArn) },
    },
    { type: 'AWS::SES::ReceiptRuleSet', logicalId: 'RuleSet', ref: 'rules', properties: {} },
    {
      type: 'AWS::SES::ReceiptRule',
      logicalId: 'Rule',
      ref: 'rule',
      properties: {
        RuleSetName: 'rules',
        Rule: {
          Enabled: true,
          ScanEnabled: changes.scan ?? true,
          Recipients: changes.recipients ?? [mailDomain],
          Actions: changes.actions ?? [
            { S3Action: { BucketName: rawMailBucket, ObjectKeyPrefix: 'in/' } },
            { LambdaAction: { FunctionArn: functionArn('receive-mail'), InvocationType: 'Event' } },
          ],
        },
      },
    },
    {
      type: 'AWS::S3::BucketPolicy',
      logicalId: 'RawMailPolicy',
      properties: {
        Bucket: rawMailBucket,
        ...allowSes('s3:PutObject', `arn:aws:s3:::${rawMailBucket}/*`, {
          Condition: { StringEquals: { 'aws:SourceAccount': account } },
        }),
      },
    },
    {
      type: 'AWS::Lambda::Permission',
      logicalId: 'MayReceive',
      properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: functionArn('receive-mail'),
        Principal: 'ses.amazonaws.com',
        SourceAccount: account,
      },
    },
    {
      type: 'AWS::Cognito::UserPool',
      logicalId: 'Pool',
      ref: poolId,
      attributes: { Arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${poolId}` },
      properties: {
        UsernameAttributes: ['email'],
        Policies: {
          PasswordPolicy: {
            MinimumLength: 12,
            RequireLowercase: true,
            RequireUppercase: true,
            RequireNumbers: true,
            RequireSymbols: true,
          },
        },
        Schema: [{ Name: 'email', Required: true }],
      },
    },
    {
      type: 'AWS::Cognito::UserPoolResourceServer',
      logicalId: 'Api',
      ref: 'desk',
      properties: {
        UserPoolId: poolId,
        Identifier: 'desk',
        Scopes: [{ ScopeName: 'console', ScopeDescription: 'The console' }],
      },
    },
    { type: 'AWS::Cognito::UserPoolGroup', logicalId: 'Operators', ref: 'operators' },
    {
      type: 'AWS::Cognito::UserPoolClient',
      logicalId: 'Client',
      ref: clientId,
      properties: {
        UserPoolId: poolId,
        GenerateSecret: false,
        CallbackURLs: ['http://localhost:4400/signed-in'],
        LogoutURLs: ['http://localhost:4400/'],
        AllowedOAuthScopes: ['openid', 'email', 'profile', 'desk/console'],
        AccessTokenValidity: 60,
        IdTokenValidity: 60,
        RefreshTokenValidity: 720,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      },
    },
  ];
  return aDeployment(...drafts.filter((draft) => !changes.without?.includes(draft.logicalId)), ...(changes.more ?? []));
};

/** Lets the operator do everything, and a function's role the listed actions on the listed resources. */
export const authorizeOnly =
  (...granted: readonly (readonly [action: string, resource: string])[]): Authorize =>
  (principal, action, resource) => {
    if (principal.kind === 'operator' || granted.some(([a, r]) => a === action && r === resource)) return;
    throw new AwsError(
      'AccessDeniedException',
      `User is not authorized to perform: ${action} on resource: ${resource}`,
      400,
    );
  };
