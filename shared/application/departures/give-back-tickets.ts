import { err, ok } from '../../domain/kernel/result.ts';
import { giveBackTicket } from '../../domain/ticket/give-back-ticket.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { DepartureRef } from '../ports/desk.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { decideAndSave } from '../tickets/change-ticket.ts';
import { openTicketsOf } from './open-work.ts';

export type GiveBackDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'save' | 'listTickets'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
  readonly log: Log;
};

/** The result of one pass through all open tickets of an agent who left. */
export type GiveBackRun = {
  readonly given: number;
  readonly failed: number;
  /**
   * `ended`: all were processed; `out_of_time`: the next run continues; `returned`: the agent is active again and keeps
   * the rest.
   */
  readonly state: 'ended' | 'out_of_time' | 'returned';
};

/** `left`: the ticket has another assignee by now or is closed, and stays unchanged. */
const giveBackOne = async (
  deps: GiveBackDeps,
  departure: DepartureRef,
  number: number,
  correlationId: string,
): Promise<'given' | 'left' | 'returned'> => {
  const { serviceId, agentId } = departure;
  const what = `ticket ${number} of ${serviceId}`;
  const outcome = await decideAndSave(deps, { correlationId, what }, async (contextNow) => {
    const ticket = await deps.tickets.find(serviceId, number);
    const decided = ticket && giveBackTicket(ticket, agentId, contextNow());
    return decided?.ok ? ok({ ...decided.value, departure }) : err({ code: 'not_theirs' as const });
  });
  if (outcome.ok) return 'given';
  switch (outcome.error.code) {
    case 'not_theirs':
      return 'left';
    case 'agent_returned':
      return 'returned';
    default:
      throw new Error(`Giving a ticket back was refused with ${outcome.error.code}`);
  }
};

/**
 * Gives the open tickets of an agent who left back to their groups, one after the other, until `hasTime` returns false.
 * Each has its own transaction, which counts it for the departure and fails once the agent is active again. A repeated
 * run continues. A ticket that fails is logged and counted, and the others go on.
 */
export const giveBackTickets =
  (deps: GiveBackDeps) =>
  async (departure: DepartureRef, correlationId: string, hasTime: () => boolean): Promise<GiveBackRun> => {
    const { serviceId, agentId } = departure;
    let [given, failed] = [0, 0];
    for await (const { number } of openTicketsOf(deps.tickets, serviceId, agentId)) {
      if (!hasTime()) return { given, failed, state: 'out_of_time' };
      try {
        const outcome = await giveBackOne(deps, departure, number, correlationId);
        if (outcome === 'returned') return { given, failed, state: 'returned' };
        if (outcome === 'given') given += 1;
      } catch (cause) {
        failed += 1;
        deps.log.error('ticket_not_given_back', { serviceId, number, cause });
      }
    }
    return { given, failed, state: 'ended' };
  };
