import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketGivenBackV1 = defineEvent({
  type: 'TicketGivenBack',
  version: 1,
  fact: 'ticket_given_back',
  description:
    'The assignee of an open ticket left the service: their group has it again; one that waits for an escalation waits on, with no assignee.',
  data: z.object({ ...ticketState }),
});
