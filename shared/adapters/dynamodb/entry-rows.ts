import * as z from 'zod';
import type { EntryHead } from '../../application/ports/tickets.ts';
import { ENTRY_COMMANDS, ENTRY_KINDS, type Entry } from '../../domain/ticket/entry.ts';
import { entryKey } from './keys.ts';
import { readPart, rows } from './rows.ts';

export const attachmentSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.int().nonnegative(),
  contentId: z.string().exactOptional(),
});
const mailboxSchema = z.object({ name: z.string(), address: z.string() });
const entrySchema = z.object({
  id: z.string(),
  kind: z.enum(ENTRY_KINDS),
  author: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('customer'), name: z.string().exactOptional(), email: z.string().exactOptional() }),
    z.object({ kind: z.literal('agent'), agentId: z.string() }),
    z.object({ kind: z.literal('system') }),
  ]),
  at: z.string(),
  html: z.string(),
  text: z.string(),
  wholeKey: z.string().exactOptional(),
  attachments: z.array(attachmentSchema),
  removed: z
    .array(z.object({ id: z.string(), type: z.string(), size: z.int().nonnegative(), by: z.string(), at: z.string() }))
    .exactOptional(),
  masking: z
    .object({
      revision: z.int().nonnegative(),
      masks: z.array(
        z.object({
          id: z.string(),
          start: z.int().nonnegative(),
          end: z.int().positive(),
          shown: z.int().nonnegative(),
          by: z.string(),
          at: z.string(),
        }),
      ),
    })
    .exactOptional(),
  mailId: z.string().exactOptional(),
  messageId: z.string().exactOptional(),
  mailHeader: z
    .object({ subject: z.string(), from: mailboxSchema, to: z.array(mailboxSchema), cc: z.array(mailboxSchema) })
    .exactOptional(),
  command: z.enum(ENTRY_COMMANDS).exactOptional(),
});

/** The entries of a ticket, rows beside it. */
export const entryRows = rows<Entry, { readonly serviceId: string; readonly number: number; readonly id: string }>({
  entity: 'entry',
  key: ({ serviceId, number, id }) => entryKey(serviceId, number, id),
  schema: entrySchema,
});

const headSchema = entrySchema.pick({ id: true, kind: true, author: true, at: true });
/** What an entry's head is made of: all of the row but what was said. */
export const HEAD_ATTRIBUTES = Object.keys(headSchema.shape);
/** Reads a row of which no more than its head was asked for. */
export const readHead = (item: unknown): EntryHead => readPart('the head of an entry', headSchema, item);
