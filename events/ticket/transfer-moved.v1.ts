import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const transferMovedV1 = defineEvent({
  type: 'TransferMoved',
  version: 1,
  fact: 'transfer_moved',
  description: 'The other side of an escalation moved on; `changes` tell the status that follows.',
  data: z.object({ ...ticketState }),
});
