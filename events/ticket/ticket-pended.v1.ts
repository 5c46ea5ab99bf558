import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, mailId, ticketState } from './ticket-data.ts';

export const ticketPendedV1 = defineEvent({
  type: 'TicketPended',
  version: 1,
  fact: 'ticket_pended',
  description: 'An agent gave an interim answer; the mail named by `mailId` is to be sent.',
  data: z.object({ ...ticketState, entryId, mailId }),
});
