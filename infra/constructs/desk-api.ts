import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ALARM_PERIOD } from './alarms.ts';
import type { DeskFunction } from './desk-function.ts';

/** Path patterns of CloudFront that cover exactly the operations' first path parts: `/me` and `/services/*`. */
export const apiPathsOf = (operations: readonly { readonly path: string }[]): readonly string[] => {
  const patterns = operations.map(({ path }) => {
    const [, first = '', ...rest] = path.split('/');
    return rest.length > 0 ? `/${first}/*` : `/${first}`;
  });
  return [...new Set(patterns)].sort();
};

/** The members of an HTTP operation that its route needs. */
type RoutedOperation = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly group: string;
};

export type ServeProps = {
  readonly operations: readonly RoutedOperation[];
  /** One function per group of operations. */
  readonly functions: Readonly<Record<string, DeskFunction>>;
  readonly issuer: string;
  readonly clientId: string;
  /** The OAuth scope that a token must carry for any route. */
  readonly scope: string;
  readonly logDays: RetentionDays;
};

/** The fields of an access log line: never a token, a query string or an IP address. */
const LOG_LINE = JSON.stringify({
  requestId: '$context.requestId',
  at: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  agentId: '$context.authorizer.claims.sub',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
});

/**
 * The HTTP API. Its address stands before its routes do: the console and the sign-in client need it, and the routes
 * need them.
 */
export class DeskApi extends Construct {
  private readonly api: HttpApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      description: 'Handover: commands and queries of the desk',
    });
  }

  /** The host that CloudFront passes requests on to. */
  get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.amazonaws.com`;
  }

  /**
   * Requests that were answered with a 5xx: faults that functions caught and answered themselves are no errors of
   * Lambda's, but of the API's.
   */
  get serverErrors(): IMetric {
    return this.api.metricServerError({ period: ALARM_PERIOD });
  }

  /**
   * Makes one route per operation to the function of its group, behind access tokens of the issuer that carry the
   * scope. Throws for a group without a function.
   */
  serve(scope: Construct, props: ServeProps): void {
    const apiId = this.api.apiId;
    const authorizer = new CfnAuthorizer(scope, 'Authorizer', {
      apiId,
      name: 'agents',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: props.issuer, audience: [props.clientId] },
    });
    const integrations = new Map(
      Object.entries(props.functions).map(([group, fn]) => [group, this.integrate(scope, group, fn)]),
    );
    for (const { operationId, method, path, group } of props.operations) {
      const integration = integrations.get(group);
      if (!integration) throw new Error(`Operation ${operationId} is of the group ${group}, which has no function.`);
      new CfnRoute(scope, `Route-${operationId}`, {
        apiId,
        operationName: operationId,
        routeKey: `${method} ${path}`,
        target: `integrations/${integration.ref}`,
        // Without a scope API Gateway takes ID tokens as well: it looks at `aud` where there is no `client_id`.
        authorizationType: 'JWT',
        authorizerId: authorizer.ref,
        authorizationScopes: [props.scope],
      });
    }
    const log = new LogGroup(scope, 'AccessLog', { retention: props.logDays, removalPolicy: RemovalPolicy.DESTROY });
    new CfnStage(scope, 'Stage', {
      apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: LOG_LINE },
    });
  }

  private integrate(scope: Construct, group: string, fn: DeskFunction): CfnIntegration {
    const apiId = this.api.apiId;
    fn.lambda.addPermission('Api', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(scope).formatArn({ service: 'execute-api', resource: apiId, resourceName: '*/*' }),
    });
    return new CfnIntegration(scope, `Integration-${group}`, {
      apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: fn.lambda.functionArn,
      payloadFormatVersion: '2.0',
    });
  }
}
