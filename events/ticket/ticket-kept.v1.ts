import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketKeptV1 = defineEvent({
  type: 'TicketKept',
  version: 1,
  fact: 'ticket_kept',
  description: 'An agent took an unassigned ticket.',
  data: z.object({ ...ticketState }),
});
