import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { ticketState } from './ticket-data.ts';

export const fieldViewedV1 = defineEvent({
  type: 'FieldViewed',
  version: 1,
  fact: 'field_viewed',
  description: 'An agent looked at what an encrypted field of the ticket holds.',
  data: z.object({ ...ticketState, fieldCode: z.string().min(1).meta({ description: 'The code of the field.' }) }),
});
