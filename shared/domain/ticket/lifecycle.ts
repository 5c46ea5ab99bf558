import type { Agent } from '../desk/agent.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { TICKET_STATUSES, type TicketStatus } from './status.ts';
import { isSpam, type Ticket } from './ticket.ts';

/**
 * Who may give a command: any agent of the service; the ticket's assignee; the assignee or an agent with the forward
 * flag; an administrator; the agent who gave the command that it takes back, which a ticket's state doesn't tell; or
 * the desk itself. An administrator may also do what an assignee or a forwarder may.
 */
export const ACTORS = ['any_agent', 'assignee', 'forwarder', 'administrator', 'author', 'system'] as const;
export type Actor = (typeof ACTORS)[number];

/** The fields of a ticket that decide which commands are allowed. */
export type LifecycleState = Pick<Ticket, 'status' | 'internalReason' | 'transferring'>;

/** A row of the table. */
export type Transition = {
  /** The statuses in which it may be given, and by whom. */
  readonly from: Readonly<Partial<Record<TicketStatus, Actor>>>;
  /** Who may give it to a ticket marked as spam, whatever its status; absent: nobody. */
  readonly spam?: Actor;
  /**
   * The status after it: `same` as before, the one `before` it was marked as spam, the one that it was `answered` in,
   * or `gone` when the ticket is deleted.
   */
  readonly to: TicketStatus | 'same' | 'before' | 'answered' | 'gone';
  /** Another status that it may lead to, and when; `in` names the statuses from which, if not from all. */
  readonly otherwise?: { readonly to: TicketStatus; readonly when: string; readonly in?: readonly TicketStatus[] };
  /** What the ticket or the command must have, for the documentation. */
  readonly needs?: string;
  readonly mailsCustomer: boolean;
};

const WORKABLE = [
  'processing',
  'pending',
  'transfer_completed',
  'dooray_resolved',
] as const satisfies readonly TicketStatus[];
const WAITING = ['transferred', 'dooray_transferred', 'dooray_in_progress'] as const satisfies readonly TicketStatus[];
const OPEN = TICKET_STATUSES.filter((status) => status !== 'completed');

const from = (statuses: readonly TicketStatus[], actor: Actor): Transition['from'] =>
  Object.fromEntries(statuses.map((status) => [status, actor]));

const ANSWER = 'text and an e-mail address of the customer';

/**
 * The life of a ticket as data: command × status → next status, who may, what it needs (product.md §2).
 * Code, API documentation and the console's enabled buttons are derived from this table and from nothing else.
 */
export const TICKET_LIFECYCLE = {
  keep: {
    from: from(['unassigned'], 'any_agent'),
    to: 'processing',
    needs: 'one of the agent’s groups, named when there are several',
    mailsCustomer: false,
  },
  forward: {
    from: from(['unassigned', ...WORKABLE], 'forwarder'),
    to: 'processing',
    otherwise: { to: 'unassigned', when: 'only a group is named' },
    needs: 'an agent who takes assignment, in one of their groups, or a group alone',
    mailsCustomer: false,
  },
  unassign: { from: from(WORKABLE, 'administrator'), to: 'unassigned', mailsCustomer: false },
  comment: { from: from(OPEN, 'any_agent'), spam: 'any_agent', to: 'same', needs: 'text', mailsCustomer: false },
  edit: { from: from(OPEN, 'any_agent'), to: 'same', needs: 'at least one field', mailsCustomer: false },
  resolve: { from: from(WORKABLE, 'assignee'), to: 'resolved', needs: ANSWER, mailsCustomer: true },
  pend: { from: from(WORKABLE, 'assignee'), to: 'pending', needs: ANSWER, mailsCustomer: true },
  undo: {
    from: from(['resolved', 'pending'], 'author'),
    to: 'answered',
    needs: 'an answer whose mail has not left, and after which nobody has moved the ticket',
    mailsCustomer: false,
  },
  resolve_internally: {
    from: { ...from(WORKABLE, 'assignee'), unassigned: 'any_agent' },
    to: 'resolved',
    needs:
      'a reason; text for the reason “other”; spam, abuse and duplicate are refused for an issue ticket that came by transfer',
    mailsCustomer: false,
  },
  escalate: {
    from: from(WORKABLE, 'assignee'),
    to: 'same',
    needs: 'text and an issue service; the ticket is handed over once the other side has taken it',
    mailsCustomer: false,
  },
  withdraw: {
    from: from(WAITING, 'assignee'),
    to: 'processing',
    otherwise: { to: 'unassigned', when: 'nobody has it' },
    mailsCustomer: false,
  },
  complete: { from: from(['resolved'], 'administrator'), to: 'completed', mailsCustomer: false },
  restore: {
    from: {},
    spam: 'administrator',
    to: 'before',
    otherwise: { to: 'unassigned', when: 'its assignee left' },
    needs: 'a ticket marked as spam',
    mailsCustomer: false,
  },
  delete: { from: {}, spam: 'administrator', to: 'gone', needs: 'a ticket marked as spam', mailsCustomer: false },
  auto_complete: {
    from: from(['resolved'], 'system'),
    to: 'completed',
    needs: 'as many days since it was resolved as the service’s setting says',
    mailsCustomer: false,
  },
  reopen: {
    from: from(['pending', 'resolved'], 'system'),
    to: 'processing',
    otherwise: { to: 'unassigned', when: 'there is no assignee, or they left' },
    needs: 'a reply of the customer',
    mailsCustomer: false,
  },
  receive: {
    from: from(['unassigned', 'processing', 'transfer_completed', 'dooray_resolved', ...WAITING], 'system'),
    spam: 'system',
    to: 'same',
    otherwise: {
      to: 'unassigned',
      when: 'its assignee left and it waits for no other team',
      in: ['processing', 'transfer_completed', 'dooray_resolved'],
    },
    needs: 'a reply of the customer',
    mailsCustomer: false,
  },
  assign: {
    from: from(['unassigned'], 'system'),
    to: 'processing',
    needs: 'a trigger that has an agent of the ticket’s group chosen, and one who takes assignment',
    mailsCustomer: false,
  },
  give_back: {
    from: from(WORKABLE, 'system'),
    to: 'unassigned',
    needs: 'an assignee who left the service',
    mailsCustomer: false,
  },
  release: {
    from: from(WAITING, 'system'),
    to: 'same',
    needs: 'an assignee who left the service: it waits on, and nobody has it',
    mailsCustomer: false,
  },
  automate: {
    from: from(OPEN, 'system'),
    to: 'same',
    needs: 'a trigger that fired: it sets fields, adds tags or comments',
    mailsCustomer: false,
  },
  place: {
    from: from(['unassigned', ...WORKABLE], 'system'),
    to: 'unassigned',
    needs: 'a trigger that fired: it gives the ticket to a group',
    mailsCustomer: false,
  },
  complete_by_trigger: {
    from: from(['resolved'], 'system'),
    to: 'completed',
    needs: 'a trigger that fired',
    mailsCustomer: false,
  },
  transfer_to_issue: {
    from: from(WORKABLE, 'system'),
    to: 'transferred',
    needs: 'an escalation that an issue service has taken',
    mailsCustomer: false,
  },
  finish_issue: {
    from: from(['transferred'], 'system'),
    to: 'transfer_completed',
    otherwise: { to: 'unassigned', when: 'nobody has it' },
    needs: 'the issue ticket was resolved',
    mailsCustomer: false,
  },
  transfer_to_dooray: {
    from: from(WORKABLE, 'system'),
    to: 'dooray_transferred',
    needs: 'an escalation whose task exists',
    mailsCustomer: false,
  },
  register_dooray: {
    from: from(['dooray_in_progress', 'dooray_resolved'], 'system'),
    to: 'dooray_transferred',
    needs: 'the task went back to class registered or backlog',
    mailsCustomer: false,
  },
  start_dooray: {
    from: from(['dooray_transferred', 'dooray_resolved'], 'system'),
    to: 'dooray_in_progress',
    needs: 'the task entered class working',
    mailsCustomer: false,
  },
  finish_dooray: {
    from: from(['dooray_transferred', 'dooray_in_progress'], 'system'),
    to: 'dooray_resolved',
    otherwise: { to: 'unassigned', when: 'nobody has it' },
    needs: 'the task entered class closed',
    mailsCustomer: false,
  },
} as const satisfies Record<string, Transition>;

export type TicketCommand = keyof typeof TICKET_LIFECYCLE;
export const TICKET_COMMANDS = Object.keys(TICKET_LIFECYCLE) as readonly TicketCommand[];

export const transitionOf = (command: TicketCommand): Transition => TICKET_LIFECYCLE[command];

/** Who may give this command to a ticket in this state; undefined when nobody may. */
export const actorFor = (command: TicketCommand, ticket: LifecycleState): Actor | undefined => {
  const { spam, from: allowed } = transitionOf(command);
  // One escalation at a time.
  if (command === 'escalate' && ticket.transferring !== undefined) return undefined;
  return isSpam(ticket) ? spam : allowed[ticket.status];
};

export const isAllowed = (command: TicketCommand, ticket: LifecycleState): boolean =>
  actorFor(command, ticket) !== undefined;

/** Whether a ticket's state says which agents may give a command. */
const isOfAgents = (actor: Actor | undefined): boolean =>
  actor !== undefined && actor !== 'system' && actor !== 'author';

/** Commands that agents give to a ticket in some state, in the table's order. */
export const AGENT_COMMANDS = TICKET_COMMANDS.filter((command) =>
  [...Object.values(transitionOf(command).from), transitionOf(command).spam].some(isOfAgents),
);

/** Commands that agents may give to a ticket in this state, in the table's order. */
export const allowedCommands = (ticket: LifecycleState): readonly TicketCommand[] =>
  AGENT_COMMANDS.filter((command) => isAllowed(command, ticket));

/** The status after a wait for another team: `processing` for the assignee, or unassigned when there is none. */
export const statusAfterWait = (
  { assigneeId }: Pick<Ticket, 'assigneeId'>,
  command: 'withdraw' | 'finish_issue' | 'finish_dooray',
): TicketStatus => {
  const { to, otherwise } = TICKET_LIFECYCLE[command];
  return assigneeId === undefined ? otherwise.to : to;
};

export type ActingAgent = Pick<Agent, 'agentId' | 'role' | 'mayForward'>;

/** Whether the lifecycle table allows this agent to give this command now. */
export const mayGive = (
  command: TicketCommand,
  ticket: LifecycleState & Pick<Ticket, 'assigneeId'>,
  agent: ActingAgent,
): boolean => {
  const isAdministrator = agent.role === 'administrator';
  const isAssignee = ticket.assigneeId === agent.agentId;
  switch (actorFor(command, ticket)) {
    case 'any_agent':
      return true;
    case 'assignee':
      return isAssignee || isAdministrator;
    case 'forwarder':
      return isAssignee || isAdministrator || agent.mayForward;
    case 'administrator':
      return isAdministrator;
    case 'author':
    case 'system':
    case undefined:
      return false;
  }
};

/** The commands that this agent may give now, in the table's order. */
export const allowedFor = (
  ticket: LifecycleState & Pick<Ticket, 'assigneeId'>,
  agent: ActingAgent,
): readonly TicketCommand[] => allowedCommands(ticket).filter((command) => mayGive(command, ticket, agent));

/** Why the table refuses a command: not in this status, or not to this agent. */
export type LifecycleRefusal =
  | {
      readonly code: 'illegal_transition';
      readonly command: TicketCommand;
      readonly status: TicketStatus;
      readonly allowed: readonly TicketCommand[];
      readonly assigneeId?: string;
      readonly assigneeName?: string;
    }
  | {
      readonly code: 'not_assignee';
      readonly command: TicketCommand;
      readonly assigneeId?: string;
      readonly assigneeName?: string;
    }
  | { readonly code: 'administrator_required'; readonly command: TicketCommand };

const assigneeOf = ({ assigneeId }: Ticket) => (assigneeId === undefined ? {} : { assigneeId });

/**
 * Checks by the lifecycle table whether the command is allowed in the ticket's status, and then whether this agent may
 * give it.
 */
export const admit = (command: TicketCommand, ticket: Ticket, agent: ActingAgent): Result<Ticket, LifecycleRefusal> => {
  const actor = actorFor(command, ticket);
  if (actor === undefined || !isOfAgents(actor)) {
    return err({
      code: 'illegal_transition',
      command,
      status: ticket.status,
      allowed: allowedFor(ticket, agent),
      ...assigneeOf(ticket),
    });
  }
  if (mayGive(command, ticket, agent)) return ok(ticket);
  return err(
    actor === 'administrator'
      ? { code: 'administrator_required', command }
      : { code: 'not_assignee', command, ...assigneeOf(ticket) },
  );
};

/** The same for commands of the desk itself. */
export const admitDesk = (
  command: TicketCommand,
  ticket: Ticket,
): Result<Ticket, Extract<LifecycleRefusal, { code: 'illegal_transition' }>> =>
  isAllowed(command, ticket)
    ? ok(ticket)
    : err({ code: 'illegal_transition', command, status: ticket.status, allowed: [], ...assigneeOf(ticket) });
