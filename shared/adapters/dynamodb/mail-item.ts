import * as z from 'zod';
import { MAIL_OUTCOMES, MAIL_STATUSES, type OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import { mailKey } from './keys.ts';

const itemSchema = z.object({
  entity: z.literal('mail'),
  id: z.string(),
  serviceId: z.string(),
  number: z.int().positive(),
  entryId: z.string(),
  kind: z.enum(['resolved', 'pending']),
  to: z.string(),
  toName: z.string().exactOptional(),
  from: z.string(),
  fromName: z.string(),
  subject: z.string(),
  language: z.string(),
  status: z.enum(MAIL_STATUSES),
  createdAt: z.string(),
  attempts: z.int().nonnegative(),
  attemptedAt: z.string().exactOptional(),
  sentAt: z.string().exactOptional(),
  sesMessageId: z.string().exactOptional(),
  outcome: z.enum(MAIL_OUTCOMES).exactOptional(),
  failure: z.string().exactOptional(),
  failedAt: z.string().exactOptional(),
  round: z.int().positive().exactOptional(),
  orderedAt: z.string().exactOptional(),
  orderedBy: z.string().exactOptional(),
  earlier: z.array(z.string()).exactOptional(),
});

export const toItem = (mail: OutgoingMail) => ({
  ...mailKey(mail.serviceId, mail.number, mail.id),
  entity: 'mail' as const,
  ...mail,
});

/** Parses rather than casts: a row written by an older release must fail here, loudly. */
export const fromItem = (item: unknown): OutgoingMail => {
  const { entity: _entity, ...mail } = itemSchema.parse(item);
  return mail;
};
