import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketStatus } from '../../domain/ticket/status.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Escalation } from '../../domain/transfer/escalation.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { EscalationRepository } from '../ports/escalations.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { listEntries, type ListEntriesDeps, type ShownEntry } from '../tickets/list-entries.ts';
import type { TicketNotFound } from '../tickets/get-ticket.ts';

export type ReadEscalationsDeps = Omit<ListEntriesDeps, 'tickets'> & {
  readonly tickets: Pick<TicketRepository, 'find' | 'listEntries'>;
  readonly escalations: Pick<EscalationRepository, 'find' | 'list'>;
  readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent' | 'listMemberships'>;
};

/** The ticket on the other side, as far as anybody of this one may know it. */
export type OtherTicket = {
  readonly serviceId: string;
  readonly serviceName: string;
  /** Absent while it is being made, or if it is gone. */
  readonly number?: number;
  readonly title?: string;
  readonly status?: TicketStatus;
  readonly assigneeName?: string;
  /** Whether the caller is an agent of the other service, and may open it. */
  readonly mayOpen: boolean;
};
/** An escalation as one side sees it. */
export type SeenEscalation = {
  readonly escalation: Escalation;
  /** `out`: this ticket was handed over; `in`: this issue ticket was made by it. */
  readonly direction: 'out' | 'in';
  readonly orderedByName?: string;
  readonly other: OtherTicket;
  /** Of `out`: what the other side wrote last for the agents of this one. */
  readonly answer?: { readonly entry: ShownEntry; readonly agentName?: string };
};

/** Entries of an issue ticket among which its last answer is looked for. */
const ANSWER_AMONG = 20;

type Asked = { readonly serviceId: string; readonly number: number; readonly agentId: string };

/** The escalations of a ticket: those that it was handed over by, newest first, and the one that made it. */
export const listEscalations = (deps: ReadEscalationsDeps) => {
  const list = listEntries(deps);
  const nameOf = async (serviceId: string, agentId: string | undefined): Promise<string | undefined> =>
    agentId === undefined ? undefined : (await deps.directory.findAgent(serviceId, agentId))?.name;
  const otherOf = async (
    serviceId: string,
    number: number | undefined,
    memberships: ReadonlySet<string>,
  ): Promise<OtherTicket> => {
    const [service, ticket] = await Promise.all([
      deps.directory.findService(serviceId),
      number === undefined ? undefined : deps.tickets.find(serviceId, number),
    ]);
    const assigneeName = await nameOf(serviceId, ticket?.assigneeId);
    return {
      serviceId,
      serviceName: service?.name ?? serviceId,
      ...(ticket === undefined ? {} : { number: ticket.number, title: ticket.title, status: ticket.status }),
      ...(assigneeName === undefined ? {} : { assigneeName }),
      mayOpen: ticket !== undefined && memberships.has(serviceId),
    };
  };
  /** Only while it waits and when it is done: of what is withdrawn nothing comes back any more. */
  const answerTo = async (escalation: Escalation): Promise<SeenEscalation['answer']> => {
    const { targetServiceId: serviceId, targetNumber: number, status } = escalation;
    if (number === undefined || (status !== 'waiting' && status !== 'finished')) return undefined;
    const entries = await list({ serviceId, number, page: { limit: ANSWER_AMONG, order: 'newest' } });
    const shown = entries.ok ? entries.value.items.find(({ entry }) => entry.kind === 'agent_reply') : undefined;
    if (shown === undefined) return undefined;
    const { author } = shown.entry;
    const agentName = author.kind === 'agent' ? await nameOf(serviceId, author.agentId) : undefined;
    return { entry: shown, ...(agentName === undefined ? {} : { agentName }) };
  };
  return async ({ serviceId, number, agentId }: Asked): Promise<Result<readonly SeenEscalation[], TicketNotFound>> => {
    const [ticket, ordered, mine] = await Promise.all([
      deps.tickets.find(serviceId, number),
      deps.escalations.list(serviceId, number),
      deps.directory.listMemberships(agentId),
    ]);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    const memberships = new Set(mine.map((agent) => agent.serviceId));
    const origin = ticket.origin;
    const made =
      origin?.escalationId === undefined
        ? undefined
        : await deps.escalations.find(origin.serviceId, origin.number, origin.escalationId);
    const seen = async (
      escalation: Escalation,
      direction: SeenEscalation['direction'],
      other: Pick<Ticket, 'serviceId'> & { readonly number?: number },
    ): Promise<SeenEscalation> => {
      const [orderedByName, answer] = await Promise.all([
        nameOf(escalation.serviceId, escalation.orderedBy),
        direction === 'out' ? answerTo(escalation) : undefined,
      ]);
      return {
        escalation,
        direction,
        ...(orderedByName === undefined ? {} : { orderedByName }),
        other: await otherOf(other.serviceId, other.number, memberships),
        ...(answer === undefined ? {} : { answer }),
      };
    };
    return ok(
      await Promise.all([
        ...(made === undefined ? [] : [seen(made, 'in', { serviceId: made.serviceId, number: made.number })]),
        ...ordered.map((each) =>
          seen(each, 'out', {
            serviceId: each.targetServiceId,
            ...(each.targetNumber === undefined ? {} : { number: each.targetNumber }),
          }),
        ),
      ]),
    );
  };
};

/** A page of the history of the ticket from which an issue ticket came, with the names of the agents who wrote it. */
export type OriginHistory = Page<ShownEntry> & { readonly agents: readonly { agentId: string; name: string }[] };

/**
 * What happened before an issue ticket was made, and since: the other service's history as its own agents see it, masks
 * included. Whoever may read the issue ticket may read it. Empty for a ticket that came from nowhere.
 */
export const listOriginHistory = (deps: ListEntriesDeps & { readonly directory: Pick<DeskDirectory, 'findAgent'> }) => {
  const list = listEntries(deps);
  return async ({
    serviceId,
    number,
    page,
  }: Pick<Asked, 'serviceId' | 'number'> & { readonly page: PageRequest }): Promise<
    Result<OriginHistory, TicketNotFound>
  > => {
    const ticket = await deps.tickets.find(serviceId, number);
    if (ticket === undefined) return err({ code: 'ticket_not_found', number });
    if (ticket.origin === undefined) return ok({ items: [], agents: [] });
    const { origin } = ticket;
    const entries = await list({ serviceId: origin.serviceId, number: origin.number, page });
    if (!entries.ok) return entries;
    const writers = new Set(
      entries.value.items.flatMap(({ entry: { author } }) => (author.kind === 'agent' ? [author.agentId] : [])),
    );
    const agents = await Promise.all(
      [...writers].map((agentId) => deps.directory.findAgent(origin.serviceId, agentId)),
    );
    return ok({
      ...entries.value,
      agents: agents.flatMap((agent) => (agent === undefined ? [] : [{ agentId: agent.agentId, name: agent.name }])),
    });
  };
};
