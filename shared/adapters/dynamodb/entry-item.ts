import * as z from 'zod';
import type { EntryHead } from '../../application/ports/tickets.ts';
import { ENTRY_COMMANDS, ENTRY_KINDS, type Entry } from '../../domain/ticket/entry.ts';
import { entryKey } from './keys.ts';

const attachmentSchema = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  type: z.string(),
  size: z.int().nonnegative(),
  contentId: z.string().exactOptional(),
});
const mailboxSchema = z.object({ name: z.string(), address: z.string() });
const itemSchema = z.object({
  entity: z.literal('entry'),
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

export const toItem = (serviceId: string, number: number, entry: Entry) => ({
  ...entryKey(serviceId, number, entry.id),
  entity: 'entry' as const,
  ...entry,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): Entry => {
  const { entity: _entity, ...entry } = itemSchema.parse(item);
  return entry;
};

const headSchema = itemSchema.pick({ id: true, kind: true, author: true, at: true });
/** A row that was read without its texts. */
export const headFromItem = (item: unknown): EntryHead => headSchema.parse(item);
