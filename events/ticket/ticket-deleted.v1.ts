import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketDeletedV1 = defineEvent({
  type: 'TicketDeleted',
  version: 1,
  fact: 'ticket_deleted',
  description: 'Spam was deleted for good: nothing of the ticket remains but its events.',
  data: z.object({ ...ticketState }),
});
