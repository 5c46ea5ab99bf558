import { AwsJson1_0Protocol } from '@aws-sdk/core/protocols';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentCodec } from './document-codec.ts';

class DocumentProtocol extends AwsJson1_0Protocol {
  constructor(settings: ConstructorParameters<typeof AwsJson1_0Protocol>[0]) {
    super({ ...settings, jsonCodec: documentCodec as never });
  }
}

const silence = (): void => undefined;
/** Without `info` and `error`, the SDK doesn't filter every input and output for a log that nobody keeps. */
export const SILENT = { trace: silence, debug: silence, warn: silence };

/**
 * A client whose document commands give and take plain values, by way of `documentCodec`: it sends the plain command
 * that each of them holds, without the SDK's marshalling. Undefined members are left out of rows; rows in errors are
 * plain values too. Middleware is added before the first command: the SDK puts it together once for each kind.
 */
export const documentClient = (config: DynamoDBClientConfig): DynamoDBDocumentClient => {
  const client = new DynamoDBClient({
    ...config,
    protocol: DocumentProtocol as never,
    cacheMiddleware: true,
    logger: SILENT as never,
  });
  const send = client.send.bind(client) as (...given: readonly unknown[]) => unknown;
  // Not made by the class, which refuses clients that put middleware together once; paginators want one of it.
  return Object.assign(Object.create(DynamoDBDocumentClient.prototype) as DynamoDBDocumentClient, {
    config: client.config,
    middlewareStack: client.middlewareStack,
    send: ({ clientCommand }: { readonly clientCommand: unknown }, ...rest: readonly unknown[]) =>
      send(clientCommand, ...rest),
    destroy: () => {
      client.destroy();
    },
  });
};
