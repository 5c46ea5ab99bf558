import { AwsError, type Authorize, type AwsService, type Functions } from '../kernel.ts';

export type LambdaServiceOptions = { readonly functions: Functions; readonly authorize: Authorize };

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** Lambda's Invoke over HTTP, by the function's ARN, synchronous or asynchronous. Nothing else is hosted. */
export const lambdaService =
  ({ functions, authorize }: LambdaServiceOptions): AwsService =>
  async ({ principal, method, path, headers, body }) => {
    const functionArn = decodeURIComponent(invocationPath.exec(path)?.[1] ?? '');
    if (method !== 'POST' || !functionArn.startsWith('arn:'))
      throw new AwsError('UnknownOperationException', `lambda ${method} ${path} is not hosted on this machine.`, 404);
    authorize(principal, 'lambda:InvokeFunction', functionArn);
    const payload = payloadOf(body);
    if (headers['x-amz-invocation-type'] === 'Event') {
      await functions.invokeAsync(functionArn, payload);
      return { status: 202 };
    }
    const { payload: answer, functionError } = await functions.invoke(functionArn, payload);
    return {
      status: 200,
      headers: {
        'content-type': 'application/json',
        ...(functionError ? { 'x-amz-function-error': 'Unhandled' } : {}),
      },
      body: JSON.stringify(answer ?? null),
    };
  };

const payloadOf = (body: Buffer): unknown => {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json.');
  }
};
