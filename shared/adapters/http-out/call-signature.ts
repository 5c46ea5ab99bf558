import { createHmac } from 'node:crypto';

/**
 * The headers that sign a call: base64 of HMAC-SHA256 over body and timestamp (milliseconds); the key is used as UTF-8.
 */
export const callSignature = (
  key: string,
  body: string,
  milliseconds: number,
): Readonly<Record<'authorization' | 'x-tc-timestamp', string>> => ({
  'x-tc-timestamp': String(milliseconds),
  authorization: createHmac('sha256', key).update(`${body}${milliseconds}`, 'utf8').digest('base64'),
});
