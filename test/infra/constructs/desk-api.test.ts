import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DeskApi } from '../../../infra/constructs/desk-api.ts';
import { DeskFunction } from '../../../infra/constructs/desk-function.ts';
import { anApp, aStage, placeholderAssets } from '../../support/synthesize.ts';

const given = () => {
  const stack = new Stack(anApp(), 'stack');
  const fn = new DeskFunction(stack, 'Fn', {
    config: aStage(),
    assets: placeholderAssets(),
    name: 'things',
    description: 'Things',
    timeout: Duration.seconds(5),
    memory: 512,
    environment: {},
  });
  const api = new DeskApi(stack, 'Api');
  const serve = (operations: Parameters<DeskApi['serve']>[1]['operations']) => {
    api.serve(stack, {
      operations,
      functions: { things: fn },
      issuer: 'https://issuer.example.com',
      clientId: 'console',
      scope: 'things/console',
      logDays: 7,
    });
    return Template.fromStack(stack);
  };
  return { serve };
};
const list = { operationId: 'listThings', method: 'GET', path: '/things', group: 'things' };

test('given two operations of a group, then both routes lead to one integration of its function', () => {
  const template = given().serve([list, { ...list, operationId: 'makeThing', method: 'POST' }]);
  template.resourceCountIs('AWS::ApiGatewayV2::Route', 2);
  template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
  template.resourceCountIs('AWS::Lambda::Permission', 1);
});

test('given any operation, then its route demands the scope, which an ID token never carries', () => {
  const routes = Object.values(
    given()
      .serve([list, { ...list, operationId: 'makeThing', method: 'POST' }])
      .findResources('AWS::ApiGatewayV2::Route'),
  ) as { Properties: object }[];
  for (const { Properties } of routes)
    expect(Properties).toMatchObject({ AuthorizationType: 'JWT', AuthorizationScopes: ['things/console'] });
});

test('given an operation of a group without a function, then it says so', () => {
  expect(() => given().serve([{ ...list, group: 'others' }])).toThrow(
    'Operation listThings is of the group others, which has no function.',
  );
});

test('given an access log, then no line can hold a token, an address or a query', () => {
  const [stage] = Object.values(given().serve([list]).findResources('AWS::ApiGatewayV2::Stage')) as {
    Properties: { AccessLogSettings: { Format: string } };
  }[];
  expect(Object.keys(JSON.parse(stage!.Properties.AccessLogSettings.Format) as object)).toEqual([
    'requestId',
    'at',
    'route',
    'status',
    'milliseconds',
    'agentId',
    'error',
    'integrationError',
  ]);
  expect(stage!.Properties.AccessLogSettings.Format).not.toMatch(
    /authorization|\$context\.path|query|identity\.sourceIp/i,
  );
});
