import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from './http-event.ts';

export class TooLarge extends Error {}

/** Reads a request whole. Throws TooLarge, once it is clear, for a body above the limit in bytes. */
export const readRequest = async (message: IncomingMessage, limit: number): Promise<HttpRequest> => {
  const [path = '/', query = ''] = splitOnce(message.url ?? '/', '?');
  const headers = new Map(
    Object.entries(message.headersDistinct).map(([name, values]) => [name, values ?? []] as const),
  );
  if (Number(message.headers['content-length'] ?? 0) > limit) throw new TooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new TooLarge();
    chunks.push(chunk);
  }
  return {
    method: message.method ?? 'GET',
    path,
    query,
    headers,
    body: Buffer.concat(chunks),
    sourceIp: message.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1',
  };
};

const splitOnce = (text: string, separator: string): readonly [string, string] => {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
};
