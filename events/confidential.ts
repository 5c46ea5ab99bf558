import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { entryId, ticketData } from './ticket.ts';

/** Masking, removing files, and looking at what is masked or encrypted. */
export const confidentialEvents = [
  defineEvent({
    type: 'FieldViewed',
    version: 1,
    fact: 'field_viewed',
    description: 'An agent looked at what an encrypted field of the ticket holds.',
    data: ticketData.extend({ fieldCode: z.string().min(1).meta({ description: 'The code of the field.' }) }),
  }),
  defineEvent({
    type: 'EntryMasked',
    version: 1,
    fact: 'entry_masked',
    description: 'Text of an entry was masked: what is read of it from now on says less.',
    data: ticketData.extend({ entryId }),
  }),
  defineEvent({
    type: 'EntryUnmasked',
    version: 1,
    fact: 'entry_unmasked',
    description: 'A mask was taken away: the entry says again what it hid.',
    data: ticketData.extend({ entryId }),
  }),
  defineEvent({
    type: 'MaskedViewed',
    version: 1,
    fact: 'masked_viewed',
    description: 'Somebody with the right to looked at what a mask hides; the mask is still there.',
    data: ticketData.extend({
      entryId,
      version: ticketData.shape.version.meta({ description: 'The ticket’s version when it happened, unguarded.' }),
    }),
  }),
  defineEvent({
    type: 'AttachmentRemoved',
    version: 1,
    fact: 'attachment_removed',
    description: 'A file was taken out of an entry for good.',
    data: ticketData.extend({
      entryId,
      attachmentId: z.string().min(1).meta({ description: 'The file that was removed.' }),
    }),
  }),
] as const;
