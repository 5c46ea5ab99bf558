import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import type { LeaversTickets } from '../../domain/desk/service.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { withoutAssignee } from '../../domain/ticket/give-back-ticket.ts';
import type { TicketStatus } from '../../domain/ticket/status.ts';
import type { CallRepository } from '../ports/calls.ts';
import type { DeskDirectory, TicketsByGroup } from '../ports/desk.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { countedBy, firstOf, openCallsOf, openTicketsOf, ticketsByGroup } from './open-work.ts';

/** Up to this number tickets, and calls, of an agent are counted exactly. */
export const WORK_COUNTED = 1000;

/** What an agent would leave behind, and what then happens to it. */
export type AgentWork = {
  /** What the service's setting does to the open tickets of an agent who leaves. */
  readonly leaversTickets: LeaversTickets;
  readonly tickets: number;
  /** Whether there are more than were counted. */
  readonly moreTickets: boolean;
  /** `becomes`: the status of such a ticket once it was given back. Statuses with the most tickets first. */
  readonly statuses: readonly {
    readonly status: TicketStatus;
    readonly becomes: TicketStatus;
    readonly tickets: number;
  }[];
  /** Groups with the most tickets first; without `groupId`: tickets without a group. */
  readonly groups: TicketsByGroup;
  readonly openCalls: number;
  readonly moreCalls: boolean;
};

/**
 * Counts an agent's open tickets and reserved calls: what deactivating them would give back or leave without an owner.
 * Tickets are read from the same index and in the same statuses as by the run that gives them back.
 */
export const getAgentWork =
  ({
    directory,
    tickets,
    calls,
  }: {
    readonly directory: Pick<DeskDirectory, 'findService' | 'findAgent'>;
    readonly tickets: Pick<TicketRepository, 'listTickets'>;
    readonly calls: Pick<CallRepository, 'listOpen'>;
  }) =>
  async ({
    serviceId,
    agentId,
  }: {
    readonly serviceId: string;
    readonly agentId: string;
  }): Promise<Result<AgentWork, Extract<DeskRefusal, { code: 'agent_not_found' }>>> => {
    const [service, agent] = await Promise.all([
      directory.findService(serviceId),
      directory.findAgent(serviceId, agentId),
    ]);
    if (service === undefined || agent === undefined) return err({ code: 'agent_not_found', agentId });
    const [open, reserved] = await Promise.all([
      firstOf(openTicketsOf(tickets, serviceId, agentId), WORK_COUNTED),
      firstOf(openCallsOf(calls, serviceId, agentId), WORK_COUNTED),
    ]);
    return ok({
      leaversTickets: service.leaversTickets,
      tickets: open.items.length,
      moreTickets: open.more,
      statuses: countedBy(open.items, ({ status }) => status).map(([status, count]) => ({
        status,
        becomes: withoutAssignee({ status }).status ?? status,
        tickets: count,
      })),
      groups: ticketsByGroup(open.items),
      openCalls: reserved.items.length,
      moreCalls: reserved.more,
    });
  };
