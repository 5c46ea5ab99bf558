import type { Service } from '../../domain/desk/service.ts';
import { autoCompleteBefore, autoCompleteTicket } from '../../domain/ticket/auto-complete-ticket.ts';
import { forEachAtMost } from '../live/at-most.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { err } from '../../domain/kernel/result.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { decideAndSave } from './change-ticket.ts';

export type CompletionDeps = {
  readonly tickets: Pick<TicketRepository, 'find' | 'save' | 'listTickets'>;
  readonly directory: Pick<DeskDirectory, 'listServices'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
  readonly log: Log;
};

export type CompletionRun = {
  readonly completed: number;
  readonly failed: number;
  /** The time was over before all was done. */ readonly unfinished: boolean;
};

/** A service whose resolved tickets are read on from `cursor`; those resolved before this instant are completed. */
type Turn = { readonly service: Service; readonly before: string; readonly cursor?: string };

const PAGE = 50;
const AT_ONCE = 8;

/** False when the ticket is not to be completed any more: somebody else dealt with it meanwhile. */
const completeOne = async (
  deps: CompletionDeps,
  { serviceId, autoCompleteDays }: Service,
  number: number,
  correlationId: string,
): Promise<boolean> => {
  const what = `ticket ${number} of ${serviceId}`;
  const outcome = await decideAndSave(deps, { correlationId, what }, async (contextNow) => {
    const ticket = await deps.tickets.find(serviceId, number);
    const decided = ticket && autoCompleteTicket(ticket, autoCompleteDays, contextNow());
    return decided?.ok ? decided : err({ code: 'not_due' as const });
  });
  if (outcome.ok) return true;
  if (outcome.error.code === 'not_due') return false;
  throw new Error(`Completing a ticket was refused with ${outcome.error.code}`);
};

const firstTurns = async ({ directory, clock }: CompletionDeps): Promise<Turn[]> => {
  const now = clock.now();
  return (await directory.listServices()).flatMap((service) => {
    const before = autoCompleteBefore(now, service.autoCompleteDays);
    return before === undefined ? [] : [{ service, before }];
  });
};

/**
 * Completes tickets that have stayed resolved for their service's number of days, the oldest first, until `hasTime`
 * says no; the next run does the rest. A ticket or a list that fails is logged and counted, and doesn't stop the
 * others. Throws only when the services can't be read.
 */
export const completeResolved =
  (deps: CompletionDeps) =>
  async (hasTime: () => boolean): Promise<CompletionRun> => {
    const { tickets, clock, log } = deps;
    const correlationId = clock.newId('cor');
    const turns = await firstTurns(deps);
    let [completed, failed, unfinished] = [0, 0, false];
    const failing = async (
      members: { readonly serviceId: string; readonly number?: number },
      work: () => Promise<void>,
    ): Promise<void> => {
      try {
        await work();
      } catch (cause) {
        failed += 1;
        log.error('ticket_not_completed', { ...members, cause });
      }
    };
    const take = async ({ service, before, cursor }: Turn): Promise<void> => {
      const { serviceId } = service;
      const page = await tickets.listTickets(
        serviceId,
        { kind: 'place', places: ['resolved'] },
        { limit: PAGE, order: 'oldest', ...(cursor === undefined ? {} : { cursor }) },
      );
      // The list is ordered by the last activity, which for a resolved ticket is when it was resolved.
      const due = page.items.filter(({ activityAt }) => activityAt <= before);
      await forEachAtMost(AT_ONCE, due, async ({ number }) => {
        if (!hasTime()) unfinished = true;
        else
          await failing({ serviceId, number }, async () => {
            if (await completeOne(deps, service, number, correlationId)) completed += 1;
          });
      });
      if (page.cursor !== undefined && due.length === page.items.length)
        turns.push({ service, before, cursor: page.cursor });
    };
    // A page of each service in turn: a long backlog of one makes no other wait.
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
      if (!hasTime()) {
        unfinished = true;
        break;
      }
      const now = turn;
      await failing({ serviceId: now.service.serviceId }, () => take(now));
    }
    log.info('tickets_completed', { count: completed, failed, unfinished });
    return { completed, failed, unfinished };
  };
