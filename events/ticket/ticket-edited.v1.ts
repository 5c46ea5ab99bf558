import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketEditedV1 = defineEvent({
  type: 'TicketEdited',
  version: 1,
  fact: 'ticket_edited',
  description: 'Fields of a ticket were saved; `changed` names them, also those whose values stay in the desk.',
  data: z.object({ ...ticketState }),
});
