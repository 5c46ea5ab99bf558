import { createHash } from 'node:crypto';
import type { MessageAttributes } from './message-store.ts';

/**
 * The digest of message attributes as SQS documents it: sorted by name; name, type and value each with its length; 1
 * before a text, 2 before bytes.
 */
export const md5OfAttributes = (attributes: MessageAttributes): string => {
  const hash = createHash('md5');
  const add = (content: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(content.length);
    hash.update(length).update(content);
  };
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes).sort(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    hash.update(Buffer.of(BinaryValue === undefined ? 1 : 2));
    add(BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64'));
  }
  return hash.digest('hex');
};
