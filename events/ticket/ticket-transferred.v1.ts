import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const ticketTransferredV1 = defineEvent({
  type: 'TicketTransferred',
  version: 1,
  fact: 'ticket_transferred',
  description: 'A ticket was escalated, to where `changes` tell, and waits.',
  data: z.object({ ...ticketState }),
});
