import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const ticketResolvedInternallyV1 = defineEvent({
  type: 'TicketResolvedInternally',
  version: 1,
  fact: 'ticket_resolved_internally',
  description: 'A ticket was resolved without an answer, for the reason in `changes`; nothing is mailed.',
  data: z.object({ ...ticketState, entryId: entryId.exactOptional() }),
});
