import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const transferWithdrawnV1 = defineEvent({
  type: 'TransferWithdrawn',
  version: 1,
  fact: 'transfer_withdrawn',
  description: 'An escalation was taken back: the ticket is worked on here again.',
  data: z.object({ ...ticketState }),
});
