import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const maskedViewedV1 = defineEvent({
  type: 'MaskedViewed',
  version: 1,
  fact: 'masked_viewed',
  description: 'Somebody with the right to looked at what a mask hides; the mask is still there.',
  data: z.object({
    ...ticketState,
    entryId,
    version: ticketState.version.meta({ description: 'The ticket’s version when it happened, unguarded.' }),
  }),
});
