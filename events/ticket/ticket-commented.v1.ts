import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const ticketCommentedV1 = defineEvent({
  type: 'TicketCommented',
  version: 1,
  fact: 'ticket_commented',
  description: 'An agent left a comment, which no customer sees.',
  data: z.object({ ...ticketState, entryId }),
});
