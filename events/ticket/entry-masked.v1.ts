import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const entryMaskedV1 = defineEvent({
  type: 'EntryMasked',
  version: 1,
  fact: 'entry_masked',
  description: 'Text of an entry was masked: what is read of it from now on says less.',
  data: z.object({ ...ticketState, entryId }),
});
