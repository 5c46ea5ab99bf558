import { InvokeCommand, LambdaClient, TooManyRequestsException } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../../infra/local/kernel.ts';
import { lambdaService } from '../../../../infra/local/lambda/lambda-service.ts';
import { functionArn } from '../../../support/local/a-deployment.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';

describe('given a function that is throttled', () => {
  const accepted: unknown[] = [];
  let http: Awaited<ReturnType<typeof serviceOverHttp>>;
  let client: LambdaClient;
  beforeAll(async () => {
    const functions = {
      invoke: () =>
        Promise.reject(
          new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
            Reason: 'ConcurrentInvocationLimitExceeded',
          }),
        ),
      invokeAsync: async (_: string, payload: unknown) => {
        accepted.push(payload);
      },
    };
    http = await serviceOverHttp('lambda', lambdaService({ functions, authorize: () => undefined }));
    client = new LambdaClient(http.client);
  });
  afterAll(async () => {
    client.destroy();
    await http.stop();
  });
  const invoke = (InvocationType: 'Event' | 'RequestResponse') =>
    client.send(new InvokeCommand({ FunctionName: functionArn('echo'), InvocationType, Payload: '{"word":"hi"}' }));

  it('then who waits for it is told so, as by AWS', async () => {
    const refused = await invoke('RequestResponse').catch((cause: unknown) => cause);
    expect(refused).toBeInstanceOf(TooManyRequestsException);
    expect(refused).toMatchObject({
      Reason: 'ConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('then an asynchronous invocation is accepted all the same', async () => {
    expect(await invoke('Event')).toMatchObject({ StatusCode: 202 });
    expect(accepted).toEqual([{ word: 'hi' }]);
  });
});
