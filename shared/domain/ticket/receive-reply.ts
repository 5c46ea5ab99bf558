import { err, ok, type Result } from '../kernel/result.ts';
import {
  advance,
  CLEARED_ON_REOPEN,
  type Decision,
  type DecisionContext,
  entryBody,
  type MessageBody,
  type Patch,
} from './decision.ts';
import type { Entry } from './entry.ts';
import type { TicketRefusal } from './refusal.ts';
import { withoutAssignee } from './give-back-ticket.ts';
import { isAllowed, TICKET_LIFECYCLE } from './lifecycle.ts';
import type { Customer, Ticket } from './ticket.ts';

export type ReceiveReply = {
  readonly body: MessageBody;
  /** The sender, as the mail names them. */
  readonly author: Customer;
  /** Whether the ticket's assignee is still an active agent of the service. Not used when there is none. */
  readonly assigneeActive: boolean;
  /** When it was received if not now, ISO 8601. Its entry may then be placed before others. */
  readonly receivedAt?: string;
  /** A machine or a mailing list wrote it. */
  readonly isByMachine?: boolean;
};

/** Reopens the ticket: for its assignee, or unassigned when there is none or they left. */
const reopened = (ticket: Ticket, assigneeActive: boolean): Patch => ({
  ...CLEARED_ON_REOPEN,
  ...(ticket.assigneeId !== undefined && assigneeActive
    ? { status: TICKET_LIFECYCLE.reopen.to }
    : { status: TICKET_LIFECYCLE.reopen.otherwise.to, assigneeId: null }),
});

/** The status stays; but an assignee who left is taken away, also where a setting let them keep the ticket. */
const received = (ticket: Ticket, assigneeActive: boolean): Patch =>
  ticket.assigneeId === undefined || assigneeActive ? {} : withoutAssignee(ticket);

/**
 * The customer replied. Refused with illegal_transition only for a completed ticket, where the table has neither
 * `reopen` nor `receive`: the caller then makes a new ticket with `followsNumber`.
 */
export const receiveReply = (
  ticket: Ticket,
  { body, author, assigneeActive, receivedAt, isByMachine = false }: ReceiveReply,
  context: DecisionContext,
): Result<Decision & { readonly entry: Entry }, Extract<TicketRefusal, { code: 'illegal_transition' }>> => {
  const reopens = isAllowed('reopen', ticket);
  if (!reopens && !isAllowed('receive', ticket)) {
    return err({ code: 'illegal_transition', command: 'receive', status: ticket.status, allowed: [] });
  }
  const entry: Entry = {
    id: context.entryId,
    kind: 'customer_message',
    author: {
      kind: 'customer',
      ...(author.name === undefined ? {} : { name: author.name }),
      ...(author.email === undefined ? {} : { email: author.email }),
    },
    at: receivedAt ?? context.at,
    ...entryBody(body),
  };
  const moved = advance(
    ticket,
    'customer_replied',
    { kind: 'customer' },
    context,
    {
      ...(reopens ? reopened(ticket, assigneeActive) : received(ticket, assigneeActive)),
      waitingSince: ticket.waitingSince ?? entry.at,
      writtenByMachine: isByMachine ? true : null,
    },
    { entry, ...(receivedAt === undefined ? {} : { isOrderedByReceipt: true }) },
  );
  // A mail that was read late doesn't move the ticket down in its lists.
  const activityAt =
    receivedAt === undefined || receivedAt > context.at
      ? context.at
      : receivedAt < ticket.activityAt
        ? ticket.activityAt
        : receivedAt;
  return ok({ fact: moved.fact, ticket: { ...moved.ticket, activityAt }, entry });
};
