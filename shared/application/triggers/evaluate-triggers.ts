import type { Fact } from '../../domain/ticket/facts.ts';
import type { DecisionContext } from '../../domain/ticket/decision.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { ChainState, ConsideredTrigger, TriggerOccasion, TriggerRun } from '../../domain/trigger/automation.ts';
import { listensTo } from '../../domain/trigger/compile-triggers.ts';
import { newEntryOf, occasionOf } from '../../domain/trigger/occasion-of.ts';
import { runTriggers } from '../../domain/trigger/run-triggers.ts';
import { traceConsidered } from '../../domain/trigger/trace-run.ts';
import type { TriggerTrace } from '../../domain/trigger/trigger-run.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import type { AutomationCursor, AutomationRepository, AutomationStep } from '../ports/automation.ts';
import type { Backoff, ClockAndIds, Log } from '../ports/platform.ts';
import type { TicketRepository } from '../ports/tickets.ts';
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
/** Evaluations that do nothing and are written together. */
const TRACES_AT_ONCE = 20;
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
  /** Facts that are not evaluated yet, in the order of their versions. */
  readonly pending: readonly Fact[];
};

const chainOf = ({ id, automation }: Fact, { chains }: AutomationCursor): ChainState => {
  const { chainId, depth, triggers } = automation ?? { chainId: id, depth: 0, triggers: [] };
  const fired = new Set([...(chains[chainId] ?? []), ...triggers.map(({ triggerId }) => triggerId)]);
  return { chainId, depth, fired: [...fired] };
};

/** The cursor behind a fact, with those triggers that fired by it. */
const movedCursor = (
  cursor: AutomationCursor,
  fact: Fact,
  { chainId, fired }: ChainState,
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
  return { ...cursor, version: fact.version, chains: Object.fromEntries(chains) };
};

/** Of what happened once there is one evaluation: its id is made of the fact. */
const runIdOf = ({ at, id }: Fact): string => `${at}_${id}`;

/** The write of everything that is not written yet. */
const stepOf = ({ stored, cursor, traces }: Progress): AutomationStep => ({
  ...(stored === undefined ? {} : { before: stored }),
  after: { ...cursor, revision: (stored?.revision ?? 0) + 1 },
  traces,
});

/**
 * Evaluates the triggers of a ticket's service by its log (ADR 72). The event is only the reason to look: from where the
 * ticket's cursor stands, each fact to which a trigger listens is evaluated in the order of versions, and what its
 * triggers do, the cursor behind it and its trace are one transaction. So an event that comes twice, late, out of order
 * or never leads to the same end. Facts that triggers make are evaluated in the same way, up to the depth of a chain.
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
    return { ticket, stored, from: version, cursor: { ...cursor, version }, traces: [], considered: [], pending };
  };

  const snapshotFor = ({ ticket }: Progress, fact: Fact, { settings, asks }: Rules) => {
    const entryId = newEntryOf(fact);
    return snapshotOf({
      ...deps,
      tickets: {
        findFields: async (...place) => (asks.fields ? deps.tickets.findFields(...place) : {}),
        findEntry: async (...place) =>
          asks.entry && entryId !== undefined ? deps.tickets.findEntry(...place) : undefined,
      },
      customers: { find: async (...place) => (asks.customer ? deps.customers.find(...place) : undefined) },
    })({ ticket, fact, settings });
  };

  /** Evaluates one fact that triggers listen to. Gives what is known behind it; nothing is written yet. */
  const evaluate = async (progress: Progress, fact: Fact, occasion: TriggerOccasion, rules: Rules) => {
    const { cursor } = progress;
    const pending = progress.pending.slice(1);
    const chain = chainOf(fact, cursor);
    const snapshot = await snapshotFor(progress, fact, rules);
    const run: TriggerRun = runTriggers(rules.compiled, occasion, snapshot, chain);
    const fired = run.considered
      .filter(({ outcome }) => outcome === 'fired')
      .flatMap(({ triggerId }): readonly Trigger[] => {
        const trigger = rules.triggers.get(triggerId);
        return trigger === undefined ? [] : [trigger];
      });
    const context: DecisionContext = decisionContext(deps.clock, fact.correlationId);
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
      serviceId: fact.serviceId,
      number: fact.number,
      runId: runIdOf(fact),
      at: context.at,
      occasion,
      fact: { id: fact.id, type: fact.type },
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
      cursor: movedCursor(cursor, fact, chain, firedIds, pending),
      traces: run.considered.length === 0 ? progress.traces : [...progress.traces, trace],
      considered: [...progress.considered, ...run.considered],
    };
    return { after, change };
  };

  /** What was written: the cursor as it is stored now, and nothing that is to be written. */
  const written = (progress: Progress, ticket: Ticket): Progress => {
    const { after } = stepOf(progress);
    return { ...progress, ticket, stored: after, from: after.version, cursor: after, traces: [], considered: [] };
  };

  /** Goes on until something is written, or nothing is left. */
  const step = async (
    begun: Progress,
    rules: Rules,
  ): Promise<'conflict' | { readonly progress: Progress; readonly considered: readonly ConsideredTrigger[] }> => {
    let progress = begun;
    for (let [fact] = progress.pending; fact !== undefined; [fact] = progress.pending) {
      const occasion = occasionOf(fact);
      if (!listensTo(rules.compiled, occasion)) {
        const pending = progress.pending.slice(1);
        progress = { ...progress, pending, cursor: { ...progress.cursor, version: fact.version } };
        continue;
      }
      const { after, change } = await evaluate(progress, fact, occasion, rules);
      progress = after;
      if (change !== undefined) {
        const saved = await deps.tickets.save({ ...change, automation: stepOf(progress) });
        if (saved.ok) return { progress: written(progress, change.ticket), considered: progress.considered };
        return conflictOr(saved.error.code);
      }
      if (progress.traces.length >= TRACES_AT_ONCE) break;
    }
    if (progress.traces.length === 0 && progress.cursor.version - progress.from < PASSED_OVER)
      return { progress, considered: [] };
    const refused = await deps.automation.save(stepOf(progress));
    if (refused !== undefined) return conflictOr(refused.code);
    return { progress: written(progress, progress.ticket), considered: progress.considered };
  };

  return async (wake: Wake): Promise<void> => {
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

/** Somebody else wrote the ticket, or evaluated it, since both were read. */
const conflictOr = (code: string): 'conflict' => {
  if (code === 'version_conflict' || code === 'automation_conflict' || code === 'trigger_run_exists') return 'conflict';
  throw new Error(`What triggers do was refused with ${code}`);
};
