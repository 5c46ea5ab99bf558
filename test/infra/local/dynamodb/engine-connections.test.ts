import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { type EngineConnections, engineConnections } from '../../../../infra/local/dynamodb/engine-connections.ts';

/** An engine that answers each question by the pieces that `answer` gives for its body. */
describe('connections to an engine', () => {
  let server: Server;
  let sockets: Socket[];
  let asked: string[];
  let answer: (body: string, socket: Socket) => readonly string[];
  let connections: EngineConnections;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  const whole = (body: string, more = '') =>
    `HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n${more}Content-Length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`;

  beforeEach(async () => {
    sockets = [];
    asked = [];
    answer = (body) => [whole(body)];
    server = createServer((socket) => {
      sockets.push(socket);
      let received = '';
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        received += chunk.toString('utf8');
        const [head = '', body] = received.split('\r\n\r\n');
        const length = Number(/content-length: (\d+)/.exec(head)![1]);
        if (body === undefined || Buffer.byteLength(body) < length) return;
        asked.push(received);
        received = '';
        const say = async () => {
          for (const piece of answer(body, socket)) {
            socket.write(piece);
            await pause();
          }
        };
        void say();
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    connections = engineConnections(new URL(`http://127.0.0.1:${String(port)}`), 2);
  });
  afterEach(() => {
    connections.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const post = async (body: string) => {
    const answered = await connections.post({ 'x-test': '1' }, Buffer.from(body));
    return { ...answered, body: answered.body.toString('utf8') };
  };

  it('sends what is asked, with its headers, and gives the answer', async () => {
    expect(await post('한글')).toEqual({ status: 200, contentType: 'a/b', body: '한글' });
    expect(asked).toEqual([expect.stringMatching(/^POST \/ HTTP\/1.1\r\n[^]*x-test: 1\r\n[^]*\r\n\r\n한글$/)]);
  });

  it.each<[string, readonly string[], object]>([
    ['in pieces', ['HTTP/1.1 40', '0 Bad\r\ncontent-le', 'ngth: 4\r\n', '\r\nab', 'cd'], { status: 400, body: 'abcd' }],
    ['without a body', ['HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'], { status: 200, body: '' }],
    [
      'in chunks',
      ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n', 'A;x=y\r\n0123456789\r\n0\r\n\r\n'],
      { body: 'abc0123456789' },
    ],
    [
      'in chunks that are cut anywhere',
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3', '\r\na', 'bc\r', '\n0\r\nx: y\r\n', '\r\n'],
      { body: 'abc' },
    ],
  ])('understand an answer %s', async (_, pieces, expected) => {
    answer = () => pieces;

    expect(await post('x')).toMatchObject(expected);
    answer = (body) => [whole(body)];
    expect(await post('next')).toMatchObject({ body: 'next' });
  });

  it('are used again, and there are no more of them than may be', async () => {
    const bodies = ['1', '2', '3', '4', '5'];
    answer = (body) => [whole(body).slice(0, 20), whole(body).slice(20)];

    expect((await Promise.all(bodies.map(post))).map(({ body }) => body)).toEqual(bodies);
    await post('6');
    expect(sockets.length).toBe(2);
  });

  it('are opened anew after one that was to be the last', async () => {
    answer = (body) => [whole(body, 'Connection: close\r\n')];

    expect([(await post('1')).body, (await post('2')).body]).toEqual(['1', '2']);
    expect(sockets.length).toBe(2);
  });

  it.each<[string, (socket: Socket) => readonly string[]]>([
    [
      'that breaks off',
      (socket) => {
        setTimeout(() => socket.destroy(), 10);
        return ['HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'];
      },
    ],
    ['that is no HTTP', () => ['rubbish\r\n\r\n']],
    ['with a chunk without a size', () => ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\nabc\r\n']],
  ])('fail with an answer %s, and the next question has a connection of its own', async (_, broken) => {
    answer = (_body, socket) => broken(socket);
    await expect(post('1')).rejects.toMatchObject({ message: expect.any(String) });
    answer = (body) => [whole(body)];

    expect((await post('2')).body).toBe('2');
    expect(sockets.length).toBe(2);
  });

  it('that the engine closed while nothing was asked are not used again', async () => {
    await post('1');
    sockets[0]!.end();
    await pause();

    expect((await post('2')).body).toBe('2');
  });

  it('tell when nobody listens', async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));

    await expect(post('1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('that are closed answer nothing more', async () => {
    answer = () => [];
    const unanswered = Promise.allSettled(['1', '2', '3'].map(post));
    await pause();
    connections.close();

    expect((await unanswered).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
