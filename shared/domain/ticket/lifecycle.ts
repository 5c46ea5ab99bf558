import type { TicketStatus } from './status.ts';

/** Who may give a command: any agent of the service, the ticket's assignee (an administrator always may what the assignee may), or the desk itself. */
export type Actor = 'any_agent' | 'assignee' | 'system';

type Transition = {
  readonly from: readonly TicketStatus[];
  /** The status after the command; `same` leaves it as it is. */
  readonly to: TicketStatus | 'same';
  readonly who: Actor;
  /** What the ticket or the command must have, in words. */
  readonly needs?: string;
  readonly mailsCustomer: boolean;
};

const WORKABLE = ['processing', 'pending', 'transfer_completed', 'dooray_resolved'] as const satisfies readonly TicketStatus[];
const WAITING = ['transferred', 'dooray_transferred', 'dooray_in_progress'] as const satisfies readonly TicketStatus[];

/**
 * The life of a ticket as data: command × status → next status, who may, what it needs (product.md §2).
 * Code, API documentation and the console's enabled buttons are derived from this table and from nothing else.
 */
export const TICKET_LIFECYCLE = {
  keep: { from: ['unassigned'], to: 'processing', who: 'any_agent', needs: 'one of the agent’s groups, named when there are several', mailsCustomer: false },
  comment: { from: ['unassigned', ...WORKABLE, ...WAITING, 'resolved'], to: 'same', who: 'any_agent', needs: 'text', mailsCustomer: false },
  resolve: { from: WORKABLE, to: 'resolved', who: 'assignee', needs: 'text and an e-mail address of the customer', mailsCustomer: true },
  pend: { from: WORKABLE, to: 'pending', who: 'assignee', needs: 'text and an e-mail address of the customer', mailsCustomer: true },
  reopen: { from: ['pending', 'resolved'], to: 'processing', who: 'system', needs: 'a reply of the customer; without an assignee the ticket becomes unassigned', mailsCustomer: false },
  receive: { from: ['unassigned', 'processing', 'transfer_completed', 'dooray_resolved', ...WAITING], to: 'same', who: 'system', needs: 'a reply of the customer', mailsCustomer: false },
} as const satisfies Record<string, Transition>;

export type TicketCommand = keyof typeof TICKET_LIFECYCLE;
/** Commands that an agent gives (the others are the desk's own). */
export const AGENT_COMMANDS = (Object.keys(TICKET_LIFECYCLE) as TicketCommand[]).filter((command) => TICKET_LIFECYCLE[command].who !== 'system');

export const isAllowed = (command: TicketCommand, status: TicketStatus): boolean =>
  (TICKET_LIFECYCLE[command].from as readonly TicketStatus[]).includes(status);

/** What an agent may ask of a ticket in this status, in the table's order. */
export const allowedCommands = (status: TicketStatus): readonly TicketCommand[] => AGENT_COMMANDS.filter((command) => isAllowed(command, status));
