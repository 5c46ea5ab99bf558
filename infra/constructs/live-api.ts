import { Aws, Stack } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute, CfnStage, WebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge, allowAny } from './allow.ts';
import type { DeskFunction } from './desk-function.ts';

const STAGE = 'live';
/**
 * What all consoles of a stage together may do in a second, and twice as much in a burst: five thousand with a ticket
 * open send 700 messages. One console alone is bounded by the function that hears it: a throttled route is throttled
 * for everybody.
 */
const MESSAGES_A_SECOND = 1000;
const CONNECTS_A_SECOND = 200;

/** The WebSocket API that tells consoles about changes. */
export class LiveApi extends Construct {
  private readonly api: WebSocketApi;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.api = new WebSocketApi(this, 'Api', { description: 'Handover: figures and hints for the console' });
  }

  /** Where browsers connect. */
  get url(): string {
    return `wss://${this.host}/${STAGE}`;
  }

  /** The endpoint through which functions push messages. */
  get endpoint(): string {
    return `https://${this.host}/${STAGE}`;
  }

  /**
   * Lets one function admit connections, and another one handle their messages and their end. What floods one route
   * takes nothing from the other.
   */
  listen(
    scope: Construct,
    { connects, messages }: { readonly connects: DeskFunction; readonly messages: DeskFunction },
  ): void {
    const apiId = this.api.apiId;
    const integrations = {
      $connect: this.integrate(scope, 'Connects', connects),
      $default: this.integrate(scope, 'Messages', messages),
    };
    const stage = new CfnStage(scope, 'Stage', {
      apiId,
      stageName: STAGE,
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: MESSAGES_A_SECOND, throttlingBurstLimit: 2 * MESSAGES_A_SECOND },
      // Free JSON to CloudFormation: it is spelled as the API spells it.
      routeSettings: {
        $connect: { ThrottlingRateLimit: CONNECTS_A_SECOND, ThrottlingBurstLimit: 2 * CONNECTS_A_SECOND },
      },
    });
    for (const [routeKey, integration] of [
      ['$connect', integrations.$connect],
      ['$disconnect', integrations.$default],
      ['$default', integrations.$default],
    ] as const) {
      const route = new CfnRoute(scope, `Route-${routeKey.slice(1)}`, {
        apiId,
        routeKey,
        authorizationType: 'NONE',
        target: `integrations/${integration.ref}`,
      });
      // A WebSocket stage can't be deployed before there is a route.
      stage.addResourceDependency(route);
      acknowledge(route, {
        'AwsSolutions-APIG4':
          '$connect takes a one-time ticket that the HTTP API gave to a signed-in agent; no token is in an address.',
      });
    }
    acknowledge(stage, {
      'AwsSolutions-APIG1':
        'Access logs of WebSocket APIs need a role that is set for a whole account and region; the function logs connects.',
    });
  }

  private integrate(scope: Construct, id: string, fn: DeskFunction): CfnIntegration {
    const stack = Stack.of(scope);
    fn.lambda.addPermission('Live', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: stack.formatArn({ service: 'execute-api', resource: this.api.apiId, resourceName: '*' }),
    });
    return new CfnIntegration(scope, `${id}Integration`, {
      apiId: this.api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: stack.formatArn({
        service: 'apigateway',
        account: 'lambda',
        resource: 'path/2015-03-31/functions',
        resourceName: `${fn.lambda.functionArn}/invocations`,
      }),
    });
  }

  /** Lets a function send to connections, and nothing else. */
  grantPush(fn: DeskFunction): void {
    const connections = Stack.of(fn).formatArn({
      service: 'execute-api',
      resource: this.api.apiId,
      resourceName: `${STAGE}/POST/@connections/*`,
    });
    allowAny(
      fn,
      ['execute-api:ManageConnections'],
      connections,
      'Connections are named by API Gateway when they begin; only sending to them is allowed.',
    );
  }

  /** Lets a function close connections. */
  grantEnding(fn: DeskFunction): void {
    const connections = Stack.of(fn).formatArn({
      service: 'execute-api',
      resource: this.api.apiId,
      resourceName: `${STAGE}/DELETE/@connections/*`,
    });
    allowAny(
      fn,
      ['execute-api:ManageConnections'],
      connections,
      'Connections are named by API Gateway when they begin; only closing them is allowed.',
    );
  }

  private get host(): string {
    return `${this.api.apiId}.execute-api.${Aws.REGION}.amazonaws.com`;
  }
}
