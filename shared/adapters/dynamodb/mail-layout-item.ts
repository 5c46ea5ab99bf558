import * as z from 'zod';
import { LAYOUT_KINDS, type MailLayout } from '../../domain/mail/mail-layout.ts';
import { LANGUAGES } from '../../domain/ticket/ticket.ts';
import { mailLayoutKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('mail_layout'),
  serviceId: z.string(),
  kind: z.enum(LAYOUT_KINDS),
  language: z.enum(LANGUAGES),
  version: z.int().positive(),
  subject: z.string().exactOptional(),
  html: z.string(),
  text: z.string(),
  editedBy: z.string(),
  editedAt: z.string(),
});

export const toItem = (layout: MailLayout) => ({
  ...mailLayoutKey(layout.serviceId, layout.kind, layout.language),
  entity: 'mail_layout' as const,
  ...layout,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): MailLayout => {
  const { entity: _entity, ...layout } = itemSchema.parse(item);
  return layout;
};
