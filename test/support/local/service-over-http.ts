import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeError } from '../../../infra/local/aws-endpoint/encode-error.ts';
import { AwsError, type AwsService, type Principal } from '../../../infra/local/kernel.ts';

const operator: Principal = { kind: 'operator' };

/** One AWS service at an address of its own, for the SDK's real client; whoever asks is `as`. */
export const serviceOverHttp = async (service: string, host: AwsService, as: () => Principal = () => operator) => {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
      );
      const response = await host({
        service,
        principal: as(),
        method: incoming.method!,
        path: incoming.url!,
        query: new URLSearchParams(),
        headers,
        body: Buffer.concat(chunks),
      }).catch((fault: unknown) =>
        encodeError(
          service,
          fault instanceof AwsError ? fault : new AwsError('InternalFailure', String(fault), 500),
          'request-1',
        ),
      );
      outgoing.writeHead(response.status, response.headers ?? {}).end(response.body);
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    client: {
      region: 'ap-northeast-2',
      endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
      credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
      maxAttempts: 1,
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
};
