import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const ticketForwardedV1 = defineEvent({
  type: 'TicketForwarded',
  version: 1,
  fact: 'ticket_forwarded',
  description: 'A ticket was given to an agent or to a group; with an `entryId` a word came with it.',
  data: z.object({ ...ticketState, entryId: entryId.exactOptional() }),
});
