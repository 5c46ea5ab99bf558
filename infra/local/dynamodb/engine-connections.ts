import { connect } from 'node:net';

export type EngineAnswer = { readonly status: number; readonly contentType: string | undefined; readonly body: Buffer };

export type EngineConnections = {
  /** Sends a POST to `/` with these header lines; rejects when there is no whole answer. */
  post(headers: readonly string[], body: Buffer): Promise<EngineAnswer>;
  close(): void;
};

type Asked = {
  readonly head: string;
  readonly body: Buffer;
  readonly resolve: (answer: EngineAnswer) => void;
  readonly reject: (fault: Error) => void;
};
type Connection = { begin(asked: Asked): void };

/**
 * HTTP connections to an engine on this machine, kept open, one question at a time on each. Node's own client takes
 * longer for a question than everything else that the endpoint does with it.
 */
export const engineConnections = (
  { host, hostname, port }: Pick<URL, 'host' | 'hostname' | 'port'>,
  most: number,
): EngineConnections => {
  const idle: Connection[] = [];
  const waiting: Asked[] = [];
  const open = new Set<{ destroy(): void }>();

  const begin = (asked: Asked) => {
    const free = idle.pop();
    if (free) free.begin(asked);
    else if (open.size < most) opened().begin(asked);
    else waiting.push(asked);
  };

  const opened = (): Connection => {
    const socket = connect({ host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port || 80), noDelay: true });
    open.add(socket);
    let current: Asked | undefined;
    let fault: Error | undefined;
    let received: Buffer[] = [];
    let size = 0;
    let head: Head | undefined;

    const finish = (body: Buffer, { status, contentType, isLast }: Head) => {
      const { resolve } = current!;
      [current, received, size, head] = [undefined, [], 0, undefined];
      if (isLast) socket.destroy();
      else {
        const next = waiting.shift();
        if (next) connection.begin(next);
        else {
          socket.unref();
          idle.push(connection);
        }
      }
      resolve({ status, contentType, body });
    };
    const read = () => {
      head ??= headOf(joined());
      if (!head || (head.length !== undefined && size < head.end + head.length)) return;
      const rest = joined().subarray(head.end);
      const body = head.length === undefined ? unchunked(rest) : rest;
      if (!body) return;
      if (!current || (head.length !== undefined && rest.length > head.length))
        throw new Error('The engine said more than it was asked.');
      finish(body, head);
    };
    const joined = (): Buffer => {
      if (received.length > 1) received = [Buffer.concat(received)];
      return received[0]!;
    };
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
      size += chunk.length;
      try {
        read();
      } catch (cause) {
        socket.destroy(cause as Error);
      }
    });
    socket.on('error', (cause) => {
      fault = cause;
    });
    socket.on('end', () => {
      socket.destroy();
    });
    socket.on('close', () => {
      open.delete(socket);
      const place = idle.indexOf(connection);
      if (place >= 0) idle.splice(place, 1);
      current?.reject(fault ?? new Error('The engine closed the connection.'));
      const next = waiting.shift();
      if (next) begin(next);
    });

    const connection: Connection = {
      begin: (asked) => {
        current = asked;
        socket.ref();
        socket.cork();
        socket.write(asked.head, 'latin1');
        socket.write(asked.body);
        socket.uncork();
      },
    };
    return connection;
  };

  return {
    post: (headers, body) =>
      new Promise((resolve, reject) => {
        const lines = ['POST / HTTP/1.1', `host: ${host}`, `content-length: ${String(body.length)}`, ...headers];
        begin({ head: `${lines.join('\r\n')}\r\n\r\n`, body, resolve, reject });
      }),
    close: () => {
      for (const asked of waiting.splice(0)) asked.reject(new Error('The connections to the engine are closed.'));
      for (const socket of open) socket.destroy();
    },
  };
};

type Head = {
  readonly status: number;
  readonly contentType: string | undefined;
  /** Where the body begins. */
  readonly end: number;
  /** Bytes of the body; undefined when it comes in chunks. */
  readonly length: number | undefined;
  /** Whether the connection ends with this answer. */
  readonly isLast: boolean;
};

const largestHead = 65_536;

/** Undefined until all of it is there. */
const headOf = (received: Buffer): Head | undefined => {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0 && received.length <= largestHead) return undefined;
  const text = received.toString('latin1', 0, Math.max(end, 0));
  const status = /^HTTP\/1\.[01] ([2-5]\d\d)/.exec(text)?.[1];
  const length = /\r\ncontent-length:[ \t]*(\d+)/i.exec(text)?.[1];
  const inChunks = /\r\ntransfer-encoding:[ \t]*chunked/i.test(text);
  if (end < 0 || status === undefined || (length === undefined && !inChunks))
    throw new Error('What the engine answered is not understood.');
  return {
    status: Number(status),
    contentType: /\r\ncontent-type:[ \t]*([^\r]*)/i.exec(text)?.[1],
    end: end + 4,
    length: inChunks ? undefined : Number(length),
    isLast: /\r\nconnection:[ \t]*close/i.test(text),
  };
};

/** The body of what came in chunks; undefined until the last one is there. */
const unchunked = (received: Buffer): Buffer | undefined => {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = received.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(received.toString('latin1', at, lineEnd), 16);
    if (!(size >= 0)) throw new Error('A chunk of the engine’s answer has no size.');
    at = lineEnd + 2;
    if (received.length < at + size + 2) return undefined;
    // After the last chunk stand headers, if any, and an empty line.
    if (size === 0) return received.subarray(at - 2).includes('\r\n\r\n') ? Buffer.concat(parts) : undefined;
    parts.push(received.subarray(at, at + size));
    at += size + 2;
  }
};
