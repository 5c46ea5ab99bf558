import type { Service } from '../../domain/desk/service.ts';
import { autoCompleteBefore, autoCompleteTicket } from '../../domain/ticket/auto-complete-ticket.ts';
import { forEachAtMost } from '../live/at-most.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import { err } from '../../domain/kernel/result.ts';
import type { TicketRepository } from '../ports/tickets.ts';
import { decideAndSave } from './decide-and-save.ts';

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
  /** Its time ended before its work. */ readonly unfinished: boolean;
};

/** A service whose list of resolved tickets is read on from here, up to what was resolved before this instant. */
type Turn = { readonly service: Service; readonly before: string; readonly cursor?: string };

const PAGE = 50;
const AT_ONCE = 8;

/** False: somebody else dealt with it meanwhile, and it stays as they left it. */
const completeOne = async (
  deps: CompletionDeps,
  { serviceId, autoCompleteDays }: Service,
  number: number,
  correlationId: string,
): Promise<boolean> => {
  const what = `ticket ${number} of ${serviceId}`;
  const outcome = await decideAndSave(deps, { correlationId, what }, async (context) => {
    const ticket = await deps.tickets.find(serviceId, number);
    const decided = ticket && autoCompleteTicket(ticket, autoCompleteDays, context);
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
 * Closes what has stayed resolved for its service's number of days, the longest first, until `hasTime` says no; what is
 * left waits for the next run. A ticket or a list that fails is logged and counted, and stops no other. Throws only
 * when the services can't be read.
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
      // What resolved a ticket was its last activity: the list is in the order of both.
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
