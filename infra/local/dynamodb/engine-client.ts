import { AwsError, type AwsResponse } from '../kernel.ts';
import { engineConnections } from './engine-connections.ts';

export type EngineClient = {
  /** Sends the body as it is. */
  forward(target: string, body: Buffer | string): Promise<AwsResponse>;
  /** One operation of DynamoDB; an answer that isn't 200 throws as AwsError. */
  call<Output>(operation: string, input: object): Promise<Output>;
  callStreams<Output>(operation: string, input: object): Promise<Output>;
  close(): void;
};

/** Has the shape of a signature. */
const unsigned = '0'.repeat(64);
/** Connections that are open at once to the engine. */
const mostConnections = 64;

/**
 * Talks to an engine on this machine. Its rights are checked before: the engine only wants to see the shape of a
 * signature.
 */
export const engineClient = (endpoint: string, region: string, ready: () => Promise<void>): EngineClient => {
  const connections = engineConnections(new URL(endpoint), mostConnections);

  const once = async (target: string, body: Buffer | string): Promise<AwsResponse> => {
    const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const answer = await connections.post(
      {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': date,
        authorization: `AWS4-HMAC-SHA256 Credential=local/${date.slice(0, 8)}/${region}/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=${unsigned}`,
      },
      typeof body === 'string' ? Buffer.from(body) : body,
    );
    return {
      status: answer.status,
      headers: { 'content-type': answer.contentType ?? 'application/x-amz-json-1.0' },
      body: answer.body,
    };
  };

  const forward: EngineClient['forward'] = async (target, body) => {
    await ready();
    try {
      return await once(target, body);
    } catch (fault) {
      // Refused means that the engine never saw it; anything else may have been done, and only the caller knows whether
      // it may be done twice.
      if ((fault as NodeJS.ErrnoException).code !== 'ECONNREFUSED')
        throw new AwsError('InternalServerError', 'The engine broke off.', 500);
    }
    await ready();
    return once(target, body);
  };
  const call = async <Output>(target: string, input: object): Promise<Output> => {
    const { status, body } = await forward(target, JSON.stringify(input));
    const output = JSON.parse(String(body)) as {
      readonly __type?: string;
      readonly message?: string;
      readonly Message?: string;
    };
    if (status !== 200)
      throw new AwsError(
        output.__type?.split('#').at(-1) ?? 'UnknownError',
        output.message ?? output.Message ?? '',
        status,
      );
    return output as Output;
  };

  return {
    forward,
    call: (operation, input) => call(`DynamoDB_20120810.${operation}`, input),
    callStreams: (operation, input) => call(`DynamoDBStreams_20120810.${operation}`, input),
    close: () => {
      connections.close();
    },
  };
};
