import {
  arn,
  because,
  oneOf,
  tags,
  type CatalogueRow,
  type Naming,
  physicalName,
  stableId,
  stableUuid,
} from '../catalogue-row.ts';

const functionName = (naming: Naming) =>
  naming.text('FunctionName') ?? physicalName(naming.stack, naming.logicalId, 64);
const roleName = (naming: Naming) => naming.text('RoleName') ?? physicalName(naming.stack, naming.logicalId, 64);
const policyName = (naming: Naming) =>
  naming.text('ManagedPolicyName') ?? physicalName(naming.stack, naming.logicalId, 128);
const policyArn = (naming: Naming) => `arn:aws:iam::${naming.account}:policy/${policyName(naming)}`;
const apiId = ({ stack, logicalId }: Naming) => `a${stableId(stack, logicalId, 9)}`;
const shortId = ({ stack, logicalId }: Naming) => stableId(stack, logicalId, 7);
const uniqueId = ({ stack, logicalId }: Naming) => stableUuid(stack, logicalId);
const domainTarget = (naming: Naming) =>
  `d-${stableId(naming.stack, naming.logicalId, 10)}.execute-api.${naming.region}.amazonaws.com`;
const layerArn = arn('lambda', (naming) => `layer:${naming.text('LayerName') ?? naming.logicalId}:1`);

/** Functions, what calls them, and their rights. */
export const compute: Readonly<Record<string, CatalogueRow>> = {
  'AWS::Lambda::Function': {
    hostedBy: 'lambda',
    understood: [
      'FunctionName',
      'Handler',
      'Code',
      'Role',
      'Environment',
      'Timeout',
      'MemorySize',
      'Runtime',
      'ReservedConcurrentExecutions',
      'PackageType',
      'DeadLetterConfig',
    ],
    ignored: {
      ...tags,
      Description: because.onlyForPeople,
      Architectures: 'a bundle of JavaScript runs on any',
      LoggingConfig: 'logs are files of the data folder',
      TracingConfig: because.onlyOnAws,
      EphemeralStorage: because.onlyOnAws,
      KmsKeyArn: because.encryption,
      RuntimeManagementConfig: because.onlyOnAws,
      Layers: 'none of ours; a layer of CDK’s own providers',
    },
    only: { PackageType: oneOf('Zip') },
    ref: functionName,
    attributes: { Arn: arn('lambda', (naming) => `function:${functionName(naming)}`) },
  },
  'AWS::Lambda::EventSourceMapping': {
    hostedBy: 'event-sources',
    understood: [
      'EventSourceArn',
      'FunctionName',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FilterCriteria',
      'FunctionResponseTypes',
      'StartingPosition',
      'BisectBatchOnFunctionError',
      'MaximumRetryAttempts',
      'MaximumRecordAgeInSeconds',
      'DestinationConfig',
      'ParallelizationFactor',
      'ScalingConfig',
      'Enabled',
    ],
    ignored: { ...tags, KmsKeyArn: because.encryption, MetricsConfig: because.onlyOnAws },
    ref: uniqueId,
    attributes: {
      Id: uniqueId,
      EventSourceMappingArn: arn('lambda', (naming) => `event-source-mapping:${uniqueId(naming)}`),
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    hostedBy: 'lambda',
    understood: ['FunctionName', 'Qualifier', 'DestinationConfig', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts'],
    only: { Qualifier: oneOf('$LATEST') },
    ref: uniqueId,
  },
  'AWS::Lambda::Permission': {
    hostedBy: 'iam',
    understood: ['Action', 'FunctionName', 'Principal', 'SourceArn', 'SourceAccount'],
    ref: uniqueId,
    attributes: { Id: uniqueId },
  },
  'AWS::Lambda::LayerVersion': {
    notHostedBecause: 'only CDK’s own providers use one; our functions are bundles',
    understood: [],
    ignored: {
      Content: because.onlyOnAws,
      Description: because.onlyForPeople,
      LayerName: because.onlyForPeople,
      CompatibleRuntimes: because.onlyOnAws,
      CompatibleArchitectures: because.onlyOnAws,
      LicenseInfo: because.onlyForPeople,
    },
    ref: layerArn,
    attributes: { LayerVersionArn: layerArn },
  },
  'AWS::IAM::Role': {
    hostedBy: 'iam',
    understood: ['RoleName', 'ManagedPolicyArns', 'Policies', 'Path', 'AssumeRolePolicyDocument'],
    ignored: {
      ...tags,
      Description: because.onlyForPeople,
      MaxSessionDuration: 'credentials of one machine don’t expire',
    },
    ref: roleName,
    attributes: {
      Arn: (naming) => `arn:aws:iam::${naming.account}:role/${roleName(naming)}`,
      RoleId: (naming) => `AROA${stableId(naming.stack, naming.logicalId, 17).toUpperCase()}`,
    },
  },
  'AWS::IAM::Policy': { hostedBy: 'iam', understood: ['PolicyName', 'PolicyDocument', 'Roles'], ref: uniqueId },
  'AWS::IAM::ManagedPolicy': {
    hostedBy: 'iam',
    understood: ['ManagedPolicyName', 'PolicyDocument', 'Roles', 'Path'],
    ignored: { ...tags, Description: because.onlyForPeople },
    ref: policyArn,
    attributes: { PolicyArn: policyArn },
  },
  'AWS::ApiGatewayV2::Api': {
    hostedBy: 'http-api, websocket-api',
    understood: ['Name', 'ProtocolType', 'RouteSelectionExpression', 'CorsConfiguration'],
    ignored: {
      ...tags,
      Description: because.onlyForPeople,
      DisableExecuteApiEndpoint: because.fixedHere,
      IpAddressType: because.fixedHere,
      Version: because.onlyForPeople,
    },
    ref: apiId,
    attributes: {
      ApiId: apiId,
      ApiEndpoint: (naming) =>
        `${naming.text('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https'}://${apiId(naming)}.execute-api.${naming.region}.amazonaws.com`,
    },
  },
  'AWS::ApiGatewayV2::Route': {
    hostedBy: 'http-api, websocket-api',
    understood: [
      'ApiId',
      'RouteKey',
      'Target',
      'AuthorizationType',
      'AuthorizerId',
      'AuthorizationScopes',
      'RouteResponseSelectionExpression',
    ],
    ignored: { OperationName: because.onlyForPeople },
    ref: shortId,
    attributes: { RouteId: shortId },
  },
  'AWS::ApiGatewayV2::Integration': {
    hostedBy: 'http-api, websocket-api',
    understood: [
      'ApiId',
      'IntegrationType',
      'IntegrationUri',
      'IntegrationMethod',
      'PayloadFormatVersion',
      'TimeoutInMillis',
    ],
    only: { IntegrationType: oneOf('AWS_PROXY'), IntegrationMethod: oneOf('POST'), PayloadFormatVersion: oneOf('2.0') },
    ignored: { Description: because.onlyForPeople, ConnectionType: because.fixedHere },
    ref: shortId,
    attributes: { IntegrationId: shortId },
  },
  'AWS::ApiGatewayV2::Stage': {
    hostedBy: 'http-api, websocket-api',
    understood: ['ApiId', 'StageName', 'DefaultRouteSettings', 'RouteSettings'],
    ignored: {
      ...tags,
      AutoDeploy: 'what was synthesized is what runs',
      DeploymentId: 'what was synthesized is what runs',
      Description: because.onlyForPeople,
      AccessLogSettings: because.onlyOnAws,
    },
    ref: (naming) => naming.text('StageName') ?? '',
  },
  'AWS::ApiGatewayV2::Authorizer': {
    hostedBy: 'http-api',
    understood: ['ApiId', 'Name', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration'],
    ref: shortId,
    attributes: { AuthorizerId: shortId },
  },
  'AWS::ApiGatewayV2::Deployment': {
    notHostedBecause: 'what was synthesized is what runs',
    understood: [],
    ignored: { ApiId: because.fixedHere, StageName: because.fixedHere, Description: because.onlyForPeople },
    ref: shortId,
    attributes: { DeploymentId: shortId },
  },
  'AWS::ApiGatewayV2::DomainName': {
    notHostedBecause: 'one machine is reached as localhost',
    understood: [],
    ignored: {
      ...tags,
      DomainName: because.onlyOnAws,
      DomainNameConfigurations: because.onlyOnAws,
      MutualTlsAuthentication: because.onlyOnAws,
      RoutingMode: because.onlyOnAws,
    },
    ref: (naming) => naming.text('DomainName') ?? '',
    attributes: { RegionalDomainName: domainTarget, RegionalHostedZoneId: () => 'Z0000000000000' },
  },
  'AWS::ApiGatewayV2::ApiMapping': {
    notHostedBecause: 'one machine is reached as localhost',
    understood: [],
    ignored: {
      ApiId: because.onlyOnAws,
      DomainName: because.onlyOnAws,
      Stage: because.onlyOnAws,
      ApiMappingKey: because.onlyOnAws,
    },
    ref: shortId,
  },
};
