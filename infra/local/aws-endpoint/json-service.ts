import { AwsError, type AwsRequest, type AwsService } from '../kernel.ts';

export type JsonOperation = (input: Readonly<Record<string, unknown>>, request: AwsRequest) => unknown;

/**
 * A service of the AWS JSON protocol: the operation is named by `X-Amz-Target`, input and output are JSON. An operation
 * that isn't here answers UnknownOperationException with its name.
 */
export const jsonService =
  (version: '1.0' | '1.1', operations: Readonly<Record<string, JsonOperation>>): AwsService =>
  async (request) => {
    const name = operationOf(request);
    const operation = operations[name];
    if (!operation)
      throw new AwsError('UnknownOperationException', `${request.service}:${name} is not hosted on this machine.`, 400);
    const output = await operation(inputOf(request), request);
    return {
      status: 200,
      headers: { 'content-type': `application/x-amz-json-${version}` },
      body: output === undefined ? '{}' : JSON.stringify(output),
    };
  };

/** The operation's name in `X-Amz-Target: Prefix.Operation`. */
export const operationOf = (request: AwsRequest): string => request.headers['x-amz-target']?.split('.').at(-1) ?? '';

const inputOf = (request: AwsRequest): Readonly<Record<string, unknown>> => {
  if (request.body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof input === 'object' && input !== null && !Array.isArray(input)) return input as Record<string, unknown>;
  } catch {
    // Answered below, as for any other body that isn't an object.
  }
  throw new AwsError('SerializationException', 'The request body is not a JSON object.', 400);
};
