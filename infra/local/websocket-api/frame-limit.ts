import type { Duplex } from 'node:stream';

/**
 * Bytes that one frame from a client may carry.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
export const largestFrame = 32_768;

/**
 * Reads along with a WebSocket's bytes, frame headers only, and tells of the first data frame that is too large. `ws`
 * itself limits whole messages but not frames.
 */
export const watchFrames = (socket: Duplex, head: Buffer, tooLarge: () => void): void => {
  let header: number[] = [];
  let skip = 0;

  const read = (chunk: Buffer) => {
    let position = 0;
    while (position < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - position);
        skip -= step;
        position += step;
        continue;
      }
      header.push(chunk[position]!);
      position += 1;
      const length = payloadLength(header);
      if (length === undefined) continue;
      header = [];
      skip = length;
      if (length > largestFrame) {
        socket.off('data', read);
        tooLarge();
        return;
      }
    }
  };
  read(head);
  socket.on('data', read);
};

/** The payload's length when the header is complete, mask included; RFC 6455, section 5.2. */
const payloadLength = (header: readonly number[]): number | undefined => {
  if (header.length < 2) return undefined;
  const short = header[1]! & 0x7f;
  const mask = header[1]! & 0x80 ? 4 : 0;
  const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (header.length < 2 + extended + mask) return undefined;
  if (extended === 0) return short;
  return header.slice(2, 2 + extended).reduce((sum, byte) => sum * 256 + byte, 0);
};
