import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketCompletedV1 = defineEvent({
  type: 'TicketCompleted',
  version: 1,
  fact: 'ticket_completed',
  description:
    'A resolved ticket was closed, by an administrator or by the desk when its days were over; a later reply makes a new ticket.',
  data: z.object({ ...ticketState }),
});
