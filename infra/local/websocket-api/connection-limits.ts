import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Resource } from '../kernel.ts';
import { onlyKnown } from '../properties.ts';

/**
 * Bytes that one frame from a client may carry.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
const largestFrame = 32_768;

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

type Settings = { readonly ThrottlingRateLimit?: number; readonly ThrottlingBurstLimit?: number };

/** Whether a request to a route may pass now. */
type Throttle = { admits(routeKey: string): boolean };

/** A token bucket: filled at the rate, holds at most the burst. */
const bucket = ({ ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }: Settings, now: () => number) => {
  if (rate === undefined || burst === undefined) return () => true;
  let tokens = burst;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(burst, tokens + ((at - filledAt) / 1000) * rate);
    filledAt = at;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
};

/**
 * The stage's token buckets, one a route.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html
 * On AWS they are targets that are met about; here they are exact.
 */
export const throttleOf = (stage: Resource, now: () => number = () => performance.now()): Throttle => {
  const { DefaultRouteSettings: usual = {}, RouteSettings: own = {} } = stage.properties as {
    readonly DefaultRouteSettings?: Settings;
    readonly RouteSettings?: Readonly<Record<string, Settings>>;
  };
  for (const settings of [usual, ...Object.values(own)])
    onlyKnown(stage, ['ThrottlingRateLimit', 'ThrottlingBurstLimit'], settings, 'RouteSettings.');
  const buckets = new Map<string, () => boolean>();
  return {
    admits: (routeKey) => {
      const take = buckets.get(routeKey) ?? bucket({ ...usual, ...own[routeKey] }, now);
      buckets.set(routeKey, take);
      return take();
    },
  };
};

/** Reading from the connection stops at so many waiting messages, and goes on when so few are left. */
const FULL = 32;
const LOW = 8;

/**
 * The messages of one connection, one after the other: however many it sends, one of them is with a function at a time,
 * and what can't wait here stays in the sender's own buffers. API Gateway has no such queue and keeps no order; there a
 * stage has hundreds of functions at once, here four.
 */
export const connectionQueue = (
  socket: Pick<WebSocket, 'pause' | 'resume' | 'isPaused'>,
  work: (message: string) => Promise<void>,
) => {
  const waiting: string[] = [];
  let busy = false;

  const run = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      if (waiting.length <= LOW && socket.isPaused) socket.resume();
      await work(message);
    }
    busy = false;
  };

  return {
    add: (message: string): void => {
      waiting.push(message);
      if (waiting.length >= FULL) socket.pause();
      void run();
    },
    /** Drops the waiting messages and reads on, so that the other side's close is noticed. */
    drop: (): void => {
      waiting.length = 0;
      if (socket.isPaused) socket.resume();
    },
  };
};
