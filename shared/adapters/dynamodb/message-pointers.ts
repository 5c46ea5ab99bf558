import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { MessagePointer, TicketRepository } from '../../application/ports/tickets.ts';
import { messageKey } from './keys.ts';
import { rows, type Key, type Table } from './rows.ts';

/** Digest of the pointers of our own mails: no customer's mail has it. */
export const OUR_DIGEST = 'ours';

const hashOf = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');

/** Where the first mail under a Message-ID lies. */
export const pointerKey = (serviceId: string, messageId: string) => messageKey(serviceId, hashOf(messageId));
/** Where a further mail under the same id lies: broken clients use one id twice. */
export const furtherPointerKey = (serviceId: string, pointer: MessagePointer) =>
  messageKey(serviceId, hashOf(pointer.messageId, pointer.digest));

/** Message-IDs, each pointing at the ticket of its mail. */
export const pointerRows = rows<MessagePointer & { readonly number: number }, Key>({
  entity: 'message',
  key: (key) => key,
  schema: () => z.object({ messageId: z.string(), digest: z.string(), number: z.int().positive() }),
});

/** Reading where a Message-ID points. */
export const messagePointers = (desk: Table): Pick<TicketRepository, 'findByMessageId' | 'findReceived'> => ({
  async findByMessageId(serviceId, messageId) {
    const pointer = await pointerRows.get(desk, pointerKey(serviceId, messageId));
    return pointer && { number: pointer.number, isOurs: pointer.digest === OUR_DIGEST };
  },
  async findReceived(serviceId, pointer) {
    const first = await pointerRows.get(desk, pointerKey(serviceId, pointer.messageId));
    if (first === undefined) return undefined;
    if (first.digest === pointer.digest) return { number: first.number };
    const further = await pointerRows.get(desk, furtherPointerKey(serviceId, pointer));
    return further && { number: further.number };
  },
});
