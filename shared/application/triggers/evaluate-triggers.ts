import type { Fact } from '../../domain/ticket/facts.ts';
import type { DecisionContext } from '../../domain/ticket/decision.ts';
import { isSpam, type Ticket } from '../../domain/ticket/ticket.ts';
import type { ChainState, ConsideredTrigger, TriggerOccasion, TriggerRun } from '../../domain/trigger/automation.ts';
import { listensTo } from '../../domain/trigger/compile-triggers.ts';
import { newEntryOf, occasionOf } from '../../domain/trigger/occasion-of.ts';
import { runTriggers } from '../../domain/trigger/run-triggers.ts';
import {
  type DueTime,
  dueAt,
  isOvertaken,
  lateTimesOf,
  pointsOf,
  type TimePoint,
} from '../../domain/trigger/time-line.ts';
import { traceConsidered } from '../../domain/trigger/trace-run.ts';
import type { TriggerTrace } from '../../domain/trigger/trigger-run.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import type { AutomationCursor, AutomationRepository, AutomationStep } from '../ports/automation.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { TicketChange, TicketRepository } from '../ports/tickets.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { decisionContext } from '../tickets/change-ticket.ts';
import { carryOut, type CarryOutDeps } from './carry-out.ts';
import { countUses, type CountUsesDeps } from './count-uses.ts';
import { factsBehind } from './facts-behind.ts';
import { snapshotOf, type SnapshotDeps } from './read-snapshot.ts';
import { keptRules, type Rules, type RulesDeps } from './rules.ts';

export type EvaluateTriggersDeps = RulesDeps &
  SnapshotDeps &
  CarryOutDeps &
  CountUsesDeps & {
    readonly tickets: Pick<TicketRepository, 'find' | 'findFields' | 'findEntry' | 'listFacts' | 'save'>;
    readonly automation: Pick<AutomationRepository, 'find' | 'save'>;
    readonly directory: RulesDeps['directory'] & CarryOutDeps['directory'] & CountUsesDeps['directory'];
    readonly triggers: RulesDeps['triggers'] & CountUsesDeps['triggers'];
    readonly clock: ClockAndIds;
    readonly backoff: Backoff;
    readonly log: Log;
  };

/** An event of a ticket. It only says that there may be something to do: what happened is read in the ticket's log. */
export type Wake = { readonly serviceId: string; readonly number: number; /** ISO 8601. */ readonly at: string };

/** Chains that a cursor keeps though nothing of theirs is left to evaluate: what they began may go on later. */
const CHAINS_KEPT = 4;
/** Lines of the log that are read at once to see whether a reply came after the one that a time counts from. */
const LATER_FACTS = 10;
/** Evaluations that do nothing and are written together, and points: a transaction takes 100 rows. */
const ROWS_AT_ONCE = 20;
/** Facts that are passed over before the cursor is moved for them alone: the log behind it is read with each event. */
const PASSED_OVER = 16;
/** As many writers may meet on one ticket as mails at once; each round is a reading and a transaction. */
const ATTEMPTS = 25;

/** What is known while a ticket's facts are evaluated, one after the other. */
type Progress = {
  readonly ticket: Ticket;
  /** As it is stored. */
  readonly stored: AutomationCursor | undefined;
  /** The version behind which facts were read. */
  readonly from: number;
  /** With what was evaluated since, and has left traces that are not written yet. */
  readonly cursor: AutomationCursor;
  readonly traces: readonly TriggerTrace[];
  readonly considered: readonly ConsideredTrigger[];
  /** Points from which time triggers will count, that are not written yet. */
  readonly points: readonly TimePoint[];
  /** Facts that are not evaluated yet, in the order of their versions. */
  readonly pending: readonly Fact[];
};

/** Whether it is time to write: beside its trace a fact adds two points, and the times that are late by them. */
const isMuch = ({ traces, points }: Progress): boolean => traces.length + points.length >= ROWS_AT_ONCE;

/** What was evaluated and written. */
type Evaluated = { readonly progress: Progress; readonly considered: readonly ConsideredTrigger[] };

/** What is evaluated once: a fact, or a time that came. */
type Happening = {
  readonly occasion: TriggerOccasion;
  readonly chain: ChainState;
  /** There is one evaluation of this name. */
  readonly runId: string;
  readonly correlationId: string;
  readonly fact?: Fact;
};

const chainOf = ({ id, automation }: Fact, { chains }: AutomationCursor): ChainState => {
  const { chainId, depth, triggers } = automation ?? { chainId: id, depth: 0, triggers: [] };
  const fired = new Set([...(chains[chainId] ?? []), ...triggers.map(({ triggerId }) => triggerId)]);
  return { chainId, depth, fired: [...fired] };
};

/** The cursor behind what was evaluated, with those triggers that fired by it. */
const movedCursor = (
  cursor: AutomationCursor,
  { fact, chain: { chainId, fired } }: Happening,
  firedNow: readonly string[],
  pending: readonly Fact[],
): AutomationCursor => {
  const ofChain = [...new Set([...fired, ...firedNow])];
  const all = [
    ...Object.entries(cursor.chains).filter(([id]) => id !== chainId),
    ...(ofChain.length === 0 ? [] : [[chainId, ofChain] as const]),
  ];
  const goingOn = new Set(pending.map((each) => each.automation?.chainId ?? each.id));
  const chains = all.filter(([id], index) => goingOn.has(id) || index >= all.length - CHAINS_KEPT);
  return { ...cursor, version: fact?.version ?? cursor.version, chains: Object.fromEntries(chains) };
};

const happeningOf = (fact: Fact, cursor: AutomationCursor): Happening => ({
  occasion: occasionOf(fact),
  chain: chainOf(fact, cursor),
  runId: `${fact.at}_${fact.id}`,
  correlationId: fact.correlationId,
  fact,
});

/** A time begins a chain of its own: what it counts from was evaluated when it happened. */
const happeningOfTime = (due: DueTime): Happening => {
  const { since, hours, factId } = due;
  const chainId = `${factId}.${since}.${String(hours)}`;
  return {
    occasion: { kinds: ['hours_since'], since, hours },
    chain: { chainId, depth: 0, fired: [] },
    runId: `${dueAt(due)}_${chainId}`,
    correlationId: chainId,
  };
};

/** The write of everything that is not written yet. */
const stepOf = ({ stored, cursor, traces, points }: Progress, { times }: Rules, now: Date): AutomationStep => {
  const late = lateTimesOf(points, times, now);
  return {
    ...(stored === undefined ? {} : { before: stored }),
    after: { ...cursor, revision: (stored?.revision ?? 0) + 1 },
    traces,
    ...(points.length === 0 ? {} : { points }),
    ...(late.length === 0 ? {} : { late }),
  };
};

/**
 * Evaluates the triggers of a ticket's service by its log (ADR 72). The event is only the reason to look: from where
 * the ticket's cursor stands, each fact to which a trigger listens is evaluated in the order of versions, and what its
 * triggers do, the cursor behind it and its trace are one transaction. So an event that comes twice, late, out of order
 * or never leads to the same end. Facts that triggers make are evaluated in the same way, up to the depth of a chain.
 * `byTime`: the same for a time that came, once however often it is told.
 */
export const evaluateTriggers = (deps: EvaluateTriggersDeps) => {
  const rulesOf = keptRules(deps);
  const carry = carryOut(deps);
  const behind = factsBehind(deps);
  const count = countUses(deps);

  const read = async (wake: Wake, rules: Rules): Promise<Progress | undefined> => {
    const { serviceId, number } = wake;
    const [ticket, stored] = await Promise.all([
      deps.tickets.find(serviceId, number),
      deps.automation.find(serviceId, number),
    ]);
    if (ticket === undefined) return undefined;
    const pending = await behind(ticket, stored?.version, { ...rules, at: wake.at });
    const version = (pending[0]?.version ?? ticket.version + 1) - 1;
    const cursor = stored ?? { serviceId, number, version, revision: 0, chains: {} };
    return {
      ticket,
      stored,
      from: version,
      cursor: { ...cursor, version },
      traces: [],
      considered: [],
      points: [],
      pending,
    };
  };

  const snapshotFor = ({ ticket }: Progress, fact: Fact | undefined, { settings, asks }: Rules) => {
    const entryId = fact && newEntryOf(fact);
    return snapshotOf({
      ...deps,
      tickets: {
        findFields: async (...place) => (asks.fields ? deps.tickets.findFields(...place) : {}),
        findEntry: async (...place) =>
          asks.entry && entryId !== undefined ? deps.tickets.findEntry(...place) : undefined,
      },
      customers: { find: async (...place) => (asks.customer ? deps.customers.find(...place) : undefined) },
    })({ ticket, ...(fact && { fact }), settings });
  };

  /** Evaluates what triggers listen to. Gives what is known behind it; nothing is written yet. */
  const evaluate = async (progress: Progress, happening: Happening, rules: Rules) => {
    const { cursor, pending } = progress;
    const { occasion, chain, runId, correlationId, fact } = happening;
    const snapshot = await snapshotFor(progress, fact, rules);
    const run: TriggerRun = runTriggers(rules.compiled, occasion, snapshot, chain);
    const fired = run.considered
      .filter(({ outcome }) => outcome === 'fired')
      .flatMap(({ triggerId }): readonly Trigger[] => {
        const trigger = rules.triggers.get(triggerId);
        return trigger === undefined ? [] : [trigger];
      });
    const context: DecisionContext = decisionContext(deps.clock, correlationId);
    const carried =
      fired.length === 0
        ? undefined
        : await carry({
            automation: run.automation,
            fired,
            by: {
              chainId: chain.chainId,
              depth: chain.depth + 1,
              triggers: fired.map(({ triggerId, name }) => ({ triggerId, name })),
            },
            snapshot,
            context,
          });
    const change = carried?.change;
    const trace: TriggerTrace = {
      serviceId: cursor.serviceId,
      number: cursor.number,
      runId,
      at: context.at,
      occasion,
      ...(fact === undefined ? {} : { fact: { id: fact.id, type: fact.type } }),
      version: progress.ticket.version,
      chainId: chain.chainId,
      depth: chain.depth,
      ...(change === undefined ? {} : { madeFactId: change.fact.id }),
      ...traceConsidered(run.considered, rules.triggers, (each) => carried?.resultsOf(each)),
    };
    const firedIds = fired.map(({ triggerId }) => triggerId);
    const after: Progress = {
      ...progress,
      pending: change === undefined ? pending : [...pending, change.fact],
      cursor: movedCursor(cursor, happening, firedIds, pending),
      traces: run.considered.length === 0 ? progress.traces : [...progress.traces, trace],
      considered: [...progress.considered, ...run.considered],
    };
    return { after, change };
  };

  /** What was written: the cursor as it is stored now, and nothing that is to be written. */
  const written = (progress: Progress, { after }: AutomationStep, ticket: Ticket): Progress => ({
    ...progress,
    ticket,
    stored: after,
    from: after.version,
    cursor: after,
    traces: [],
    considered: [],
    points: [],
  });

  /** Goes on until something is written, or nothing is left. */
  const step = async (begun: Progress, rules: Rules): Promise<'conflict' | Evaluated> => {
    let progress = begun;
    for (let [fact] = progress.pending; fact !== undefined; [fact] = progress.pending) {
      const points = [...progress.points, ...pointsOf(fact, rules.bases)];
      progress = { ...progress, points, pending: progress.pending.slice(1) };
      const happening = happeningOf(fact, progress.cursor);
      if (!listensTo(rules.compiled, happening.occasion)) {
        progress = { ...progress, cursor: { ...progress.cursor, version: fact.version } };
        if (isMuch(progress)) break;
        continue;
      }
      const { after, change } = await evaluate(progress, happening, rules);
      progress = after;
      if (change !== undefined) {
        const step = stepOf(progress, rules, deps.clock.now());
        const saved = await deps.tickets.save({ ...change, automation: step });
        if (saved.ok) return { progress: written(progress, step, change.ticket), considered: progress.considered };
        return conflictOr(saved.error.code);
      }
      if (isMuch(progress)) break;
    }
    const passedOver = progress.cursor.version - progress.from;
    if (progress.traces.length === 0 && progress.points.length === 0 && passedOver < PASSED_OVER)
      return { progress, considered: [] };
    const step = stepOf(progress, rules, deps.clock.now());
    const refused = await deps.automation.save(step);
    if (refused !== undefined) return conflictOr(refused.code);
    return { progress: written(progress, step, progress.ticket), considered: progress.considered };
  };

  const byLog = async (wake: Wake): Promise<void> => {
    const { serviceId, number } = wake;
    const rules = await rulesOf(serviceId);
    if (rules === undefined) return;
    let progress: Progress | undefined;
    do {
      const done = await retryOnConflict(
        deps.backoff,
        async () => {
          const known = progress ?? (await read(wake, rules));
          progress = undefined;
          return known === undefined ? undefined : step(known, rules);
        },
        { attempts: ATTEMPTS, what: `ticket ${number} of ${serviceId}` },
      );
      if (done === undefined) return;
      progress = done.progress;
      if (done.considered.length > 0) await settle(wake, rules, done.considered);
    } while (progress.pending.length > 0);
  };

  /** Reads the facts from the one that a time counts from on, newest first, until one says that nothing is due. */
  const isOvertakenNow = async (due: DueTime): Promise<boolean> => {
    let cursor: string | undefined;
    const facts: Fact[] = [];
    do {
      const page = await deps.tickets.listFacts(due.serviceId, due.number, {
        limit: LATER_FACTS,
        order: 'newest',
        ...(cursor === undefined ? {} : { cursor }),
      });
      facts.push(...page.items);
      if (isOvertaken(due, facts)) return true;
      cursor = page.items.some(({ id }) => id <= due.factId) ? undefined : page.cursor;
    } while (cursor !== undefined);
    return false;
  };

  const evaluateTime = async (due: DueTime, rules: Rules): Promise<'conflict' | Evaluated | undefined> => {
    const { serviceId, number } = due;
    const happening = happeningOfTime(due);
    const known = await read({ serviceId, number, at: dueAt(due) }, rules);
    if (known === undefined || isSpam(known.ticket) || (await isOvertakenNow(due))) return undefined;
    const { after, change } = await evaluate({ ...known, cursor: known.stored ?? known.cursor }, happening, rules);
    if (after.traces.length === 0) return undefined;
    const step = stepOf(after, rules, deps.clock.now());
    const refused =
      change === undefined
        ? await deps.automation.save(step)
        : await saveOr(deps.tickets, { ...change, automation: step });
    if (refused === undefined)
      return { progress: written(after, step, change?.ticket ?? after.ticket), considered: after.considered };
    return refused.code === 'trigger_run_exists' ? undefined : conflictOr(refused.code);
  };

  /** A time that came. What the log has that was not evaluated yet comes first. */
  const byTime = async (due: DueTime): Promise<void> => {
    const { serviceId, number } = due;
    const wake = { serviceId, number, at: deps.clock.now().toISOString() };
    await byLog(wake);
    const rules = await rulesOf(serviceId);
    if (rules === undefined) return;
    const done = await retryOnConflict(deps.backoff, () => evaluateTime(due, rules), {
      attempts: ATTEMPTS,
      what: `ticket ${number} of ${serviceId}`,
    });
    if (done === undefined) return;
    await settle(wake, rules, done.considered);
    // What triggers did by it is a fact, which others may listen to.
    await byLog(wake);
  };

  return { byLog, byTime };

  /** After the commit: what a killed run does not count is missing in the figures of a trigger, and nowhere else. */
  async function settle({ serviceId, number }: Wake, { triggers }: Rules, considered: readonly ConsideredTrigger[]) {
    const of = (outcome: ConsideredTrigger['outcome']) => considered.filter((each) => each.outcome === outcome);
    deps.log.info('triggers_evaluated', {
      serviceId,
      number,
      considered: considered.length,
      fired: of('fired').map(({ triggerId }) => triggerId),
    });
    for (const { triggerId } of of('chain_too_deep')) deps.log.warn('chain_too_deep', { serviceId, number, triggerId });
    for (const { triggerId } of of('failed')) deps.log.warn('trigger_failed', { serviceId, number, triggerId });
    await count(serviceId, [...of('fired'), ...of('failed')], triggers);
  }
};

const saveOr = async (tickets: Pick<TicketRepository, 'save'>, change: TicketChange) => {
  const saved = await tickets.save(change);
  return saved.ok ? undefined : saved.error;
};

const CONFLICTS: ReadonlySet<string> = new Set([
  'version_conflict',
  'automation_conflict',
  'trigger_run_exists',
  'mail_counts_changed',
]);

/** Somebody else wrote the ticket, evaluated it or mailed to the same people, since all were read. */
const conflictOr = (code: string): 'conflict' => {
  if (CONFLICTS.has(code)) return 'conflict';
  throw new Error(`What triggers do was refused with ${code}`);
};
