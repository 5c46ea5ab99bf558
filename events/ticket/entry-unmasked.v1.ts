import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const entryUnmaskedV1 = defineEvent({
  type: 'EntryUnmasked',
  version: 1,
  fact: 'entry_unmasked',
  description: 'A mask was taken away: the entry says again what it hid.',
  data: z.object({ ...ticketState, entryId }),
});
