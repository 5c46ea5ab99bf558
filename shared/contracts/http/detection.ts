import * as z from 'zod';
import { PERSONAL_KINDS } from '../../domain/masking/detect/personal-span.ts';
import { defineOperation } from './define-operation.ts';
import { idOf } from './plain-values.ts';
import { ticketParams } from './tickets.ts';

export const personalDataDto = z
  .object({
    /** Of the entry's masks: the offsets hold for it, and masking refuses another. */
    revision: z.int(),
    /**
     * In the order of the text, none over another; UTF-16 offsets in the text content of the entry's HTML, `end`
     * exclusive: what masking takes.
     */
    spans: z.array(z.object({ kind: z.enum(PERSONAL_KINDS), start: z.int(), end: z.int() })),
    /** The text was too long to stand in the entry: what follows its beginning was not read. */
    beginningOnly: z.boolean(),
  })
  .meta({ id: 'PersonalData' });

export const findPersonalData = defineOperation({
  operationId: 'findPersonalData',
  summary: 'What in an entry looks like personal data, as spans to be masked',
  method: 'GET',
  path: '/services/{serviceId}/tickets/{number}/entries/{entryId}/personal-data',
  group: 'ticket-queries',
  permission: 'read_tickets',
  params: ticketParams.extend({ entryId: idOf(60) }),
  query: z.strictObject({}),
  body: null,
  response: { status: 200, schema: personalDataDto },
  headers: { ifMatch: false, idempotencyKey: false, etag: false },
  problems: [
    'validation_failed',
    'unauthenticated',
    'forbidden',
    'service_not_found',
    'ticket_not_found',
    'entry_not_found',
    'dependency_timeout',
    'internal_error',
  ],
});
