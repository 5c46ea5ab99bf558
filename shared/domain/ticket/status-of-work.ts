import { TICKET_LIFECYCLE } from './lifecycle.ts';
import type { TicketStatus } from './status.ts';
import type { Ticket } from './ticket.ts';

/** Commands that end a wait. */
type EndsWait = 'withdraw' | 'finish_issue' | 'finish_dooray';

/** The status after a wait: its assignee goes on with the ticket; without one anybody of its group can take it. */
export const statusOfWork = (ticket: Pick<Ticket, 'assigneeId'>, command: EndsWait): TicketStatus => {
  const { to, otherwise } = TICKET_LIFECYCLE[command];
  return ticket.assigneeId === undefined ? otherwise.to : to;
};
