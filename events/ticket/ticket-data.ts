import * as z from 'zod';
import { PUBLIC_FIELDS, TRACKED_FIELDS } from '../../shared/domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../shared/domain/ticket/status.ts';

const changeSchema = z
  .object({ before: z.string().min(1).exactOptional(), after: z.string().min(1).exactOptional() })
  .meta({ description: 'A value before and after; absent means there was or is none.' });

/** What every event says of its ticket: where it stands after what happened, and no word of what was said. */
export const ticketState = {
  number: z.int().positive().meta({ description: 'The ticket’s number in its service.' }),
  version: z.int().positive().meta({ description: 'The ticket’s version that this made; consumers order by it.' }),
  status: z.enum(TICKET_STATUSES).meta({ description: 'The status after it.' }),
  assigneeId: z.string().min(1).exactOptional(),
  groupId: z.string().min(1).exactOptional(),
  spam: z.literal(true).exactOptional().meta({ description: 'The ticket stands in the Spam list after it.' }),
  changes: z
    .partialRecord(z.enum(PUBLIC_FIELDS), changeSchema)
    .meta({ description: 'What changed, as far as its values hold no word of a customer.' }),
  changed: z
    .array(z.enum(TRACKED_FIELDS))
    .default([])
    .meta({ description: 'Every field that changed, also those whose values stay in the desk.' }),
  changedFields: z
    .array(z.string().min(1))
    .exactOptional()
    .meta({ description: 'Codes of the service’s own fields that changed; their values stay in the desk.' }),
};

/** The entry of the history that holds the text. */
export const entryId = z.string().min(1).meta({ description: 'The entry of the history that holds the text.' });
/** The mail that was asked for or is spoken of. */
export const mailId = z.string().min(1);
