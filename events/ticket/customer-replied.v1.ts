import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const customerRepliedV1 = defineEvent({
  type: 'CustomerReplied',
  version: 1,
  fact: 'customer_replied',
  description: 'The customer of a ticket wrote again; `changes` tell whether that reopened it.',
  data: z.object({ ...ticketState, entryId }),
});
