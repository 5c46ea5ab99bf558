import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { apiGatewayConnectionCloser, apiGatewayPush } from '../../../../shared/adapters/live/api-gateway-push.ts';

// API Gateway's side of @connections as its documentation has it: 200, 410 GoneException, 403 otherwise.
const posted: { method: string | undefined; path: string | undefined; body: string }[] = [];
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        posted.push({ method: request.method, path: request.url, body: Buffer.concat(chunks).toString() });
        const status = request.url?.endsWith('gone') ? 410 : request.url?.endsWith('forbidden') ? 403 : 200;
        response
          .writeHead(status, {
            'content-type': 'application/json',
            'x-amzn-errortype': status === 410 ? 'GoneException' : status === 403 ? 'ForbiddenException' : '',
          })
          .end();
      });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
    }),
);

const client = () =>
  new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
const push = () => apiGatewayPush({ client: client() });
const closer = () => apiGatewayConnectionCloser({ client: client() });

it('posts the message to the connection of its stage', async () => {
  expect(await push().send('open=', '{"type":"pong"}')).toBe('sent');
  expect(posted.at(-1)).toEqual({ method: 'POST', path: '/live/@connections/open%3D', body: '{"type":"pong"}' });
});

it('knows a console that is gone', async () => {
  expect(await push().send('gone', 'x')).toBe('gone');
});

it('throws when it may not', async () => {
  await expect(push().send('forbidden', 'x')).rejects.toMatchObject({ name: 'ForbiddenException' });
});

it('closes the connection of its stage, once', async () => {
  expect(await closer().close('open=')).toBe('closed');
  expect(posted.at(-1)).toEqual({ method: 'DELETE', path: '/live/@connections/open%3D', body: '' });
  expect(await closer().close('gone')).toBe('gone');
  await expect(closer().close('forbidden')).rejects.toMatchObject({ name: 'ForbiddenException' });
});
