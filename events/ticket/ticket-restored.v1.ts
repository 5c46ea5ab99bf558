import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketRestoredV1 = defineEvent({
  type: 'TicketRestored',
  version: 1,
  fact: 'ticket_restored',
  description: 'A ticket was taken out of spam, to the status and the assignee that it had.',
  data: z.object({ ...ticketState }),
});
