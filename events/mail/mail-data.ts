import * as z from 'zod';
import { entryId, mailId, ticketState } from '../ticket/ticket-data.ts';

/**
 * News of a mail. The ticket is as it was: mails are lines of its log and don't raise its version. A server's
 * diagnostic is not published: it may hold the customer's address.
 */
export const mailData = z.object({
  ...ticketState,
  version: z
    .int()
    .nonnegative()
    .meta({ description: 'The ticket’s version when the news came, unguarded; 0 when it was not known.' }),
  entryId: entryId.exactOptional(),
  mailId,
});
