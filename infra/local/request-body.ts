import type { IncomingMessage } from 'node:http';

const nothing = Buffer.alloc(0);

/**
 * The whole body of a request; undefined as soon as it has more than so many bytes, and the rest is left unread.
 * Rejects when the sender breaks off.
 */
export const bodyWithin = async (message: IncomingMessage, bytes: number): Promise<Buffer | undefined> => {
  const { 'content-length': length, 'transfer-encoding': encoding } = message.headers;
  if (length === undefined && encoding === undefined) return nothing;
  if (Number(length ?? 0) > bytes) return undefined;
  // Listeners, as an iterator of a stream costs half as much as everything else that is done with a small request.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > bytes) finish(undefined);
      else chunks.push(chunk);
    };
    const finish = (body: Buffer | undefined) => {
      message.off('data', take).off('end', end).off('close', closed);
      resolve(body);
    };
    const end = () => {
      finish(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    };
    const closed = () => {
      reject(new Error('The sender broke off.'));
    };
    message.on('data', take).once('end', end).once('close', closed).once('error', reject);
  });
};
