import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { MessagePointer } from '../../application/ports/tickets.ts';
import { messageKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('message'),
  messageId: z.string(),
  digest: z.string(),
  number: z.int().positive(),
});

/** Digest of the pointers of our own mails: no customer's mail has it. */
export const OUR_DIGEST = 'ours';

const hashOf = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');

/** Where the first mail under a Message-ID lies. */
export const pointerKey = (serviceId: string, messageId: string) => messageKey(serviceId, hashOf(messageId));
/** Where a further mail under the same id lies: broken clients use one id twice. */
export const furtherPointerKey = (serviceId: string, pointer: MessagePointer) =>
  messageKey(serviceId, hashOf(pointer.messageId, pointer.digest));

export const toItem = (key: { readonly PK: string; readonly SK: string }, pointer: MessagePointer, number: number) => ({
  ...key,
  entity: 'message' as const,
  ...pointer,
  number,
});
export const fromItem = (item: unknown) => itemSchema.parse(item);

/** Where it points, and whether it is the id of a mail that we sent. */
export const toPlace = (item: unknown): { readonly number: number; readonly isOurs: boolean } => {
  const { number, digest } = fromItem(item);
  return { number, isOurs: digest === OUR_DIGEST };
};
