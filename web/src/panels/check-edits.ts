import { checkFieldValues } from '../../../shared/domain/desk/check-field-values.ts';
import type { StoredValue } from '../../../shared/domain/desk/field-value.ts';
import type { Role } from '../../../shared/domain/desk/agent.ts';
import { editTicket } from '../../../shared/contracts/http/tickets.ts';
import type { FieldView } from '../desk/api/service-queries.ts';
import type { WholeTicketView } from '../desk/api/ticket-queries.ts';
import { keyAt, schemaFault, type Faults } from '../desk/fields/field-faults.ts';
import { fieldOf, type ValueKey } from '../desk/fields/field-values.ts';
import { changesOf, inquiryTypeAfter, type Edits } from './ticket-values.ts';

const storedValues = ({ fields }: WholeTicketView): Readonly<Record<string, StoredValue>> =>
  Object.fromEntries(
    fields.map(({ code, type, encrypted, value }): [string, StoredValue] => [
      code,
      encrypted || value === null ? { type, sealed: '' } : ({ type, value } as StoredValue),
    ]),
  );

/** What is wrong with the edits, by the rules that the desk has, checked against what the ticket will be. */
export const checkEdits = (
  ticket: WholeTicketView,
  edits: Edits,
  pending: Edits,
  definitions: readonly FieldView[],
  role: Role,
): Faults => {
  const faults = new Map<ValueKey, string>();
  const { fields: given, ...body } = changesOf(pending);
  if (Object.keys(body).length > 0) {
    const parsed = editTicket.body.safeParse(body);
    for (const { path, message } of parsed.error?.issues ?? []) {
      const key = keyAt(`#/${path.map(String).join('/')}`);
      if (key !== null && !faults.has(key)) faults.set(key, schemaFault(key, message));
    }
  }
  if (given !== undefined) {
    const checked = checkFieldValues({
      definitions: definitions.map((field) => fieldOf(ticket.serviceId, field)),
      inquiryTypeId: inquiryTypeAfter(ticket, edits),
      stored: storedValues(ticket),
      given,
      way: { by: 'agent', role },
    });
    if (!checked.ok)
      for (const { pointer, detail } of checked.error.errors) {
        const key = keyAt(pointer);
        if (key !== null && !faults.has(key)) faults.set(key, detail);
      }
  }
  return faults;
};
