import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const ticketCreatedV1 = defineEvent({
  type: 'TicketCreated',
  version: 1,
  fact: 'ticket_created',
  description: 'A customer wrote, or an agent opened a ticket by hand.',
  data: z.object({ ...ticketState, entryId }),
});
