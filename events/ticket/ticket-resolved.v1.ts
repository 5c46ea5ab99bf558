import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, mailId, ticketState } from './ticket-data.ts';

export const ticketResolvedV1 = defineEvent({
  type: 'TicketResolved',
  version: 1,
  fact: 'ticket_resolved',
  description: 'An agent answered and resolved; the mail named by `mailId` is to be sent.',
  data: z.object({ ...ticketState, entryId, mailId }),
});
