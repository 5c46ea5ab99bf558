import { createServer, request, type IncomingMessage, type RequestOptions, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bodyWithin } from '../../../infra/local/request-body.ts';

describe('the body of a request', () => {
  let server: Server;
  let read: PromiseSettledResult<string | undefined>[];
  let wasRead: () => void;
  let reading: Promise<void>;
  beforeEach(async () => {
    read = [];
    reading = new Promise((resolve) => {
      wasRead = resolve;
    });
    server = createServer((message, response) => {
      void Promise.allSettled([bodyWithin(message, 10)]).then(([outcome]) => {
        read.push(
          outcome.status === 'rejected' ? outcome : { status: 'fulfilled', value: outcome.value?.toString('utf8') },
        );
        wasRead();
        response.end();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const begin = (options: RequestOptions) =>
    request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', method: 'POST', ...options });
  const send = async (chunks: readonly string[], options: RequestOptions = {}) => {
    const outgoing = begin(options);
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
    });
    for (const chunk of chunks) {
      outgoing.write(chunk);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    outgoing.end();
    (await answered).resume();
  };

  it.each<[string, readonly string[], RequestOptions, string | undefined]>([
    ['of a request without one is empty', [], { method: 'GET' }, ''],
    ['comes whole, in however many pieces', ['한', '글', '12'], {}, '한글12'],
    ['may have as many bytes as are allowed', ['0123456789'], { headers: { 'content-length': 10 } }, '0123456789'],
    ['with a byte more is none', ['01234567890'], { headers: { 'content-length': 11 } }, undefined],
    ['of untold length with a byte more is none', ['0123456789', '0'], {}, undefined],
  ])('%s', async (_, chunks, options, expected) => {
    await send(chunks, options);

    expect(read).toEqual([{ status: 'fulfilled', value: expected }]);
  });

  it('of a sender who breaks off is a fault', async () => {
    const outgoing = begin({ headers: { 'content-length': 10 } });
    outgoing.on('error', () => undefined);
    outgoing.write('01234');
    setTimeout(() => outgoing.destroy(), 20);
    await reading;

    expect(read).toEqual([{ status: 'rejected', reason: expect.objectContaining({ message: expect.any(String) }) }]);
  });
});
