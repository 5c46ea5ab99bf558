import type { Fact, FactType } from './facts.ts';
import type { Ticket } from './ticket.ts';

type Effect = {
  /** Moves the ticket to the top of its lists. */
  readonly activity: boolean;
  readonly unreadReply: boolean;
};

/** What each fact does to a ticket beyond status, assignee and group, which it names itself. Mail facts are lines of the log: they change nothing. */
const EFFECTS = {
  ticket_created: { activity: true, unreadReply: false },
  ticket_kept: { activity: true, unreadReply: false },
  ticket_commented: { activity: false, unreadReply: false },
  ticket_resolved: { activity: true, unreadReply: false },
  ticket_pended: { activity: true, unreadReply: false },
  customer_replied: { activity: true, unreadReply: true },
  mail_sent: null,
  mail_delivered: null,
  mail_bounced: null,
  mail_complained: null,
  mail_failed: null,
} as const satisfies Record<FactType, Effect | null>;

/** The ticket after a fact. */
export const evolve = (ticket: Ticket, fact: Fact): Ticket => {
  const effect: Effect | null = EFFECTS[fact.type];
  if (effect === null) return ticket;
  const { assigneeId: _assignee, groupId: _group, resolvedAt, resolvedBy, ...rest } = ticket;
  const staysResolved = fact.status === 'resolved' || fact.status === 'completed';
  return {
    ...rest,
    version: fact.version,
    status: fact.status,
    ...(fact.assigneeId === undefined ? {} : { assigneeId: fact.assigneeId }),
    ...(fact.groupId === undefined ? {} : { groupId: fact.groupId }),
    ...(fact.type === 'ticket_resolved'
      ? { resolvedAt: fact.at, ...(fact.actor.kind === 'agent' ? { resolvedBy: fact.actor.id } : {}) }
      : staysResolved ? { ...(resolvedAt === undefined ? {} : { resolvedAt }), ...(resolvedBy === undefined ? {} : { resolvedBy }) } : {}),
    activityAt: effect.activity ? fact.at : rest.activityAt,
    unreadReply: effect.unreadReply,
  };
};
