import * as z from 'zod';
import { type IncomingMail, VERDICTS } from '../../shared/domain/mail/incoming-mail.ts';

const verdictSchema = z.object({ status: z.enum(VERDICTS) });

/**
 * The part of SES's receipt event that is read. An unknown shape throws: the invocation is retried and ends in the
 * dead-letter queue.
 */
const receiptEventSchema = z.object({
  Records: z
    .array(
      z.object({
        eventSource: z.literal('aws:ses'),
        ses: z.object({
          mail: z.object({
            messageId: z.string().regex(/^[\w-]{1,200}$/),
            source: z.string().default(''),
            timestamp: z.iso.datetime().exactOptional(),
          }),
          receipt: z.object({
            recipients: z.array(z.string().min(3)).min(1),
            spamVerdict: verdictSchema,
            virusVerdict: verdictSchema,
            dmarcVerdict: verdictSchema.default({ status: 'DISABLED' }),
          }),
        }),
      }),
    )
    .min(1),
});

export const parseReceiptEvent = (event: unknown): readonly IncomingMail[] =>
  receiptEventSchema.parse(event).Records.map(({ ses: { mail, receipt } }) => ({
    sesMessageId: mail.messageId,
    envelopeFrom: mail.source,
    recipients: receipt.recipients,
    spam: receipt.spamVerdict.status,
    virus: receipt.virusVerdict.status,
    dmarc: receipt.dmarcVerdict.status,
    ...(mail.timestamp === undefined ? {} : { receivedAt: mail.timestamp }),
  }));
