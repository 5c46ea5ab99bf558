import type { TicketFields } from '../desk/field-value.ts';
import { ok, type Result } from '../kernel/result.ts';
import { advance, type Decision, type DecisionContext, type Patch } from './decision.ts';
import { changesBetween } from './facts.ts';
import { admit, type ActingAgent } from './lifecycle.ts';
import type { TicketRefusal } from './refusal.ts';
import { fitTitle } from './create-ticket.ts';
import { fieldChangesBetween, withFields } from './field-changes.ts';
import type { Ticket } from './ticket.ts';

/**
 * Fields to save; what is left out stays, null takes the value away. That categories are the service's own is checked
 * by the use case.
 */
export type TicketEdit = {
  readonly title?: string;
  readonly priority?: Ticket['priority'];
  readonly language?: Ticket['language'];
  readonly inquiryTypeId?: string | null;
  readonly processingTypeId?: string | null;
  readonly tags?: readonly string[];
  readonly customer?: Ticket['customer'];
  /** Of the record that belongs to the new customer. */
  readonly customerId?: string | null;
};

/** Tags without surrounding spaces, each once, sorted by their characters. */
export const tidyTags = (tags: readonly string[]): readonly string[] =>
  [...new Set(tags.map((tag) => tag.normalize('NFC').trim()).filter((tag) => tag !== ''))].toSorted();

const patchOf = ({ title, tags, ...rest }: TicketEdit): Patch => ({
  ...rest,
  ...(title === undefined ? {} : { title: fitTitle(title) }),
  ...(tags === undefined ? {} : { tags: tidyTags(tags) }),
});

type EditCommand = {
  readonly agent: ActingAgent;
  readonly edit: TicketEdit;
  /** Values of the service's own fields, checked, before and after. */
  readonly fields?: { readonly before: TicketFields; readonly after: TicketFields };
};

/** Saves fields of a ticket. Undefined: nothing would change, so there is no new version. */
export const editTicket = (
  ticket: Ticket,
  { agent, edit, fields }: EditCommand,
  context: DecisionContext,
): Result<Decision, TicketRefusal> | undefined => {
  const admitted = admit('edit', ticket, agent);
  if (!admitted.ok) return admitted;
  const moved = advance(ticket, 'ticket_edited', { kind: 'agent', id: agent.agentId }, context, patchOf(edit));
  const fieldChanges = fields === undefined ? {} : fieldChangesBetween(fields.before, fields.after);
  if (Object.keys(changesBetween(ticket, moved.ticket)).length === 0 && Object.keys(fieldChanges).length === 0)
    return undefined;
  return ok(fields === undefined ? moved : withFields(moved, fields.before, fields.after));
};
