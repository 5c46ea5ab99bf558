import { apiHealth } from '../../../../infra/local/distribution/api-health.ts';
import type { HttpResponse } from '../../../../infra/local/http-api/http-event.ts';
import { AwsError, type InvokeResult } from '../../../../infra/local/kernel.ts';
import { aDeployment, aFunction, functionArn } from '../../../support/local/a-deployment.ts';

const deployment = aDeployment(
  aFunction('queries'),
  aFunction('commands'),
  { type: 'AWS::ApiGatewayV2::Api', logicalId: 'api1', properties: { ProtocolType: 'HTTP' } },
  ...['queries', 'commands'].map((name) => ({
    type: 'AWS::ApiGatewayV2::Integration',
    logicalId: `to-${name}`,
    properties: { ApiId: 'api1', IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn(name) },
  })),
  {
    type: 'AWS::ApiGatewayV2::Route',
    logicalId: 'write',
    properties: {
      ApiId: 'api1',
      RouteKey: 'POST /things',
      Target: 'integrations/to-commands',
      AuthorizationType: 'JWT',
    },
  },
  {
    type: 'AWS::ApiGatewayV2::Route',
    logicalId: 'read',
    properties: { ApiId: 'api1', RouteKey: 'GET /me', Target: 'integrations/to-queries', AuthorizationType: 'JWT' },
  },
);
const REFUSED: HttpResponse = { status: 401, headers: [['apigw-requestid', 'r']], body: Buffer.alloc(0) };
const NOBODY: InvokeResult = { payload: { statusCode: 401 } };
const never = () => new Promise<never>(() => undefined);

const ask = (
  distribution: () => Promise<HttpResponse> = async () => REFUSED,
  invoke: (arn: string) => Promise<InvokeResult> = async () => NOBODY,
) => {
  const asked: string[] = [];
  const health = apiHealth({
    deployment,
    patience: 50,
    distribution: (request) => {
      asked.push(`${request.method} ${request.path}`);
      return distribution();
    },
    functions: {
      invoke: (arn) => {
        asked.push(arn.split(':').at(-1)!);
        return invoke(arn);
      },
    },
  });
  return { health, asked };
};

it('given an API that refuses a stranger and a function that answers, then nothing is missing', async () => {
  const { health, asked } = ask();
  expect(await health()).toEqual([]);
  expect(asked).toEqual(['GET /me', 'queries']);
});

it('given a function that is throttled, then nothing is missing', async () => {
  const { health } = ask(undefined, async () => {
    throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
  });
  expect(await health()).toEqual([]);
});

it.each<[string, () => Promise<HttpResponse>]>([
  ['is not there', async () => ({ status: 404, headers: [['apigw-requestid', 'r']], body: Buffer.alloc(0) })],
  ['fails', async () => ({ ...REFUSED, status: 500 })],
  ['lets everybody in', async () => ({ ...REFUSED, status: 200 })],
  ['is not the API', async () => ({ status: 401, headers: [], body: Buffer.alloc(0) })],
  ['never answers', never],
  [
    'breaks',
    async () => {
      throw new Error('gone');
    },
  ],
])('given an API that %s, then it is missing', async (_what, distribution) => {
  expect(await ask(distribution).health()).toEqual(['the API (GET /me)']);
});

it.each<[string, () => Promise<InvokeResult>]>([
  ['does not load', async () => ({ functionError: 'Unhandled', payload: { errorMessage: 'SyntaxError' } })],
  ['lacks a setting', async () => ({ payload: { statusCode: 500 } })],
  ['answers with nothing', async () => ({ payload: null })],
  ['never answers', never],
  [
    'breaks',
    async () => {
      throw new Error('stopped');
    },
  ],
])('given a function that %s, then it is missing', async (_what, invoke) => {
  expect(await ask(undefined, invoke).health()).toEqual(['the function queries']);
});
