import * as z from 'zod';
import { defineEvent } from '../envelope.ts';
import { entryId, ticketState } from './ticket-data.ts';

export const attachmentRemovedV1 = defineEvent({
  type: 'AttachmentRemoved',
  version: 1,
  fact: 'attachment_removed',
  description: 'A file was taken out of an entry for good.',
  data: z.object({
    ...ticketState,
    entryId,
    attachmentId: z.string().min(1).meta({ description: 'The file that was removed.' }),
  }),
});
