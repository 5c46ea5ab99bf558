import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketUnassignedV1 = defineEvent({
  type: 'TicketUnassigned',
  version: 1,
  fact: 'ticket_unassigned',
  description: 'An administrator gave a ticket back to its group.',
  data: z.object({ ...ticketState }),
});
