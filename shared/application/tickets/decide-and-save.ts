import type { Result } from '../../domain/kernel/result.ts';
import type { DecisionContext } from '../../domain/ticket/decision.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { SaveRefusal, TicketChange, TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type DecideAndSaveDeps = {
  readonly tickets: Pick<TicketRepository, 'save'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

type Options = {
  readonly correlationId: string;
  /** Names the ticket in the error: `ticket 1024 of support`. */
  readonly what: string;
  /** How often it is decided at most. Default: that of `retryOnConflict`. */
  readonly attempts?: number;
  /** The caller named a version: a conflict is then the answer, and nothing is decided again. */
  readonly isVersionGiven?: boolean;
};

/** Time and fresh ids for one decision. A decision that is taken again takes new ones. */
export const decisionContext = (clock: ClockAndIds, correlationId: string): DecisionContext => ({
  at: clock.now().toISOString(),
  factId: clock.newId('evt'),
  entryId: clock.newId('ent'),
  mailId: clock.newId('mail'),
  correlationId,
});

/** Somebody else wrote the ticket, or made the follow-up of a completed one, since it was read. */
const isConflict = ({ code }: SaveRefusal) => code === 'version_conflict' || code === 'follow_up_exists';

/**
 * The loop of every command on a ticket, whoever gives it: an agent, a customer by mail or the desk itself. `decide`
 * reads and decides; its decision, with what the request adds to it, is saved in one transaction. On a conflict it is
 * asked again, with a new time and new ids. Any other refusal, of the decision or of saving, is the answer.
 */
export const decideAndSave = <R>(
  { tickets, clock, backoff }: DecideAndSaveDeps,
  { correlationId, isVersionGiven = false, ...limits }: Options,
  decide: (context: DecisionContext) => Promise<Result<TicketChange, R>>,
): Promise<Result<TicketChange, R | SaveRefusal>> => {
  const attempt = async (): Promise<Result<TicketChange, R | SaveRefusal> | 'conflict'> => {
    const decided = await decide(decisionContext(clock, correlationId));
    if (!decided.ok) return decided;
    const saved = await tickets.save(decided.value);
    if (saved.ok) return decided;
    return isConflict(saved.error) && !isVersionGiven ? 'conflict' : saved;
  };
  return retryOnConflict(backoff, attempt, limits);
};
