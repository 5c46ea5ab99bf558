import * as z from 'zod';
import type { EscalationRepository } from '../../application/ports/escalations.ts';
import { type Escalation, ESCALATION_FAILURES, ESCALATION_STATUSES } from '../../domain/transfer/escalation.ts';
import { escalationKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { has, rows, type Table } from './rows.ts';
import { fieldValuesSchema } from './ticket-rows.ts';
import { type DeskDeps, type Write, writeAll } from './write-transaction.ts';

/** Hand-overs of a ticket, rows beside it. */
export const escalationRows = rows<Escalation, Pick<Escalation, 'serviceId' | 'number' | 'id'>>({
  entity: 'escalation',
  key: ({ serviceId, number, id }) => escalationKey(serviceId, number, id),
  schema: () =>
    z.object({
      id: z.string(),
      serviceId: z.string(),
      number: z.int().positive(),
      targetServiceId: z.string(),
      targetNumber: z.int().positive().exactOptional(),
      entryId: z.string(),
      title: z.string(),
      inquiryTypeId: z.string().exactOptional(),
      fields: fieldValuesSchema().exactOptional(),
      orderedBy: z.string(),
      orderedAt: z.string(),
      status: z.enum(ESCALATION_STATUSES),
      endedAt: z.string().exactOptional(),
      failure: z.enum(ESCALATION_FAILURES).exactOptional(),
      correlationId: z.string(),
    }),
});

/** A hand-over's next state, if the stored one has the status of `before`; a new one, if there is none. */
export const escalationWrite = (
  desk: Pick<Table, 'TableName'>,
  { before, after }: { readonly before?: Escalation; readonly after: Escalation },
): Write =>
  before === undefined
    ? escalationRows.create(desk, after)
    : escalationRows.putIf(desk, has({ status: before.status }), after);

/** Hand-overs in the `desk` table. A ticket's transaction writes them with what they change of it. */
export const dynamoEscalationRepository = ({ client, deskTable, backoff }: DeskDeps): EscalationRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: (serviceId, number, id) => escalationRows.get(desk, { serviceId, number, id }),
    list: (serviceId, number) =>
      queryAll(
        desk,
        { ...beginningWith(escalationKey(serviceId, number, '')), consistent: true, order: 'newest' },
        escalationRows.read,
      ),
    end: (before, after) => writeAll(client, backoff, [escalationWrite(desk, { before, after })]),
  };
};
