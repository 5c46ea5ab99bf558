import type {
  ActionOutcome,
  ChainState,
  ConsideredTrigger,
  SeenCondition,
  TriggerOccasion,
  TriggerOutcome,
  TriggerRun,
  TriggerSnapshot,
} from './automation.ts';
import { applyActions, automationOf, workOn, type Work } from './apply-actions.ts';
import { cellOf, momentOf, type Cell } from './comparable.ts';
import { isTouched } from './compile-condition.ts';
import type { CompiledTrigger, CompiledTriggers } from './compile-triggers.ts';
import { newEntryOf } from './occasion-of.ts';
import { CHAIN_DEPTH } from './trigger.ts';

/** What the triggers of one occasion share: what was read so far, and what those that fired have done. */
type View = {
  readonly snapshot: TriggerSnapshot;
  readonly chain: ChainState;
  /** What a condition sees now, and whether it is met. */
  readonly seenAt: (condition: number) => SeenCondition;
  /** Whether what happened changed what a condition asks about. */
  readonly isTouchedAt: (condition: number) => boolean;
  readonly work: () => Work;
  /** What a trigger did becomes what the next ones see. */
  readonly take: (work: Work) => void;
};

const viewOf = ({ conditions, fields }: CompiledTriggers, snapshot: TriggerSnapshot, chain: ChainState): View => {
  const moment = momentOf(snapshot);
  const { fact } = snapshot;
  const touched: (boolean | undefined)[] = [];
  // What was read and found stays as long as no trigger changed the ticket; what none can change stays for good.
  const cells: (Cell | undefined)[] = [];
  const readIn: number[] = [];
  const found: (SeenCondition | undefined)[] = [];
  const foundIn: number[] = [];
  let state = 0;
  let seen = snapshot;
  let work = workOn(snapshot.ticket, snapshot.fields, snapshot.definitions);

  const cellAt = (place: number): Cell => {
    const { field, isFixed } = fields[place]!;
    const known = cells[place];
    if (known !== undefined && (isFixed || readIn[place] === state)) return known;
    readIn[place] = state;
    return (cells[place] = cellOf(field, seen));
  };
  const seenAt = (condition: number): SeenCondition => {
    const { place, isMet } = conditions[condition]!;
    const known = found[condition];
    if (known !== undefined && (foundIn[condition] === state || fields[place]!.isFixed)) return known;
    const cell = cellAt(place);
    foundIn[condition] = state;
    return (found[condition] = isMet(cell, moment, fact) ? cell.met : cell.unmet);
  };
  return {
    snapshot,
    chain,
    seenAt,
    isTouchedAt: (condition) => {
      const { place, field } = conditions[condition]!;
      return (touched[place] ??= fact !== undefined && isTouched(field, fact));
    },
    work: () => work,
    take: (next) => {
      const isSame = next.ticket === work.ticket && next.fields === work.fields;
      work = next;
      if (isSame) return;
      seen = { ...snapshot, ticket: work.ticket, fields: work.fields };
      state += 1;
    },
  };
};

/** Those that listen to an occasion, in their order. */
const listeners = ({ byKind }: CompiledTriggers, occasion: TriggerOccasion): readonly CompiledTrigger[] => {
  const found = occasion.kinds.flatMap((kind) => byKind.get(kind) ?? []);
  if ('since' in occasion)
    return found.filter(
      ({ trigger: { event } }) =>
        event.kind === 'hours_since' && event.since === occasion.since && event.hours === occasion.hours,
    );
  return occasion.kinds.length < 2 ? found : found.toSorted((a, b) => a.position - b.position);
};

type Rule = NonNullable<CompiledTrigger['rule']>;

/** A selective trigger on updates is asked only when something that it asks about changed, or an entry came. */
const isRelevant = ({ trigger }: CompiledTrigger, { conditions }: Rule, { snapshot, isTouchedAt }: View): boolean => {
  const { fact } = snapshot;
  if (trigger.event.kind !== 'ticket_updated' || trigger.mode === 'always' || fact === undefined) return true;
  return newEntryOf(fact) !== undefined || conditions.some(isTouchedAt);
};

type Result = {
  readonly outcome: TriggerOutcome;
  readonly conditions?: readonly SeenCondition[];
  readonly actions?: readonly ActionOutcome[];
};

const evaluate = (compiled: CompiledTrigger, view: View): Result => {
  const { trigger, rule } = compiled;
  const { chain } = view;
  if (rule === undefined) return { outcome: 'outdated' };
  if (chain.fired.includes(trigger.triggerId)) return { outcome: 'fired_in_chain' };
  if (!isRelevant(compiled, rule, view)) return { outcome: 'nothing_relevant_changed' };
  const conditions = rule.conditions.map(view.seenAt);
  if (!rule.isMet((condition) => conditions[condition]!.met)) return { outcome: 'conditions_not_met', conditions };
  if (chain.depth >= CHAIN_DEPTH) return { outcome: 'chain_too_deep', conditions };
  const { work, outcomes } = applyActions(trigger, view.work());
  view.take(work);
  return { outcome: 'fired', conditions, actions: outcomes };
};

const consider = (compiled: CompiledTrigger, view: View): ConsideredTrigger => {
  const { triggerId, name, version } = compiled.trigger;
  try {
    return { triggerId, name, version, ...evaluate(compiled, view) };
  } catch {
    return { triggerId, name, version, outcome: 'failed' };
  }
};

/** Tells of placements what became of them: only the last one of a run counts. */
const withPlacements = (
  considered: readonly ConsideredTrigger[],
  compiled: readonly CompiledTrigger[],
  { placedBy }: Work,
  isPlaced: boolean,
): readonly ConsideredTrigger[] => {
  if (placedBy === undefined) return considered;
  const outcomeOf = (triggerId: string, action: number): ActionOutcome => {
    if (triggerId !== placedBy.triggerId || action !== placedBy.action) return 'replaced';
    return isPlaced ? 'done' : 'already_so';
  };
  return considered.map((each, index) => {
    if (each.actions === undefined) return each;
    const kinds = compiled[index]!.trigger.actions.map(({ kind }) => kind);
    const actions = each.actions.map((outcome, action) =>
      outcome === 'done' && (kinds[action] === 'assign' || kinds[action] === 'forward_to_group')
        ? outcomeOf(each.triggerId, action)
        : outcome,
    );
    return { ...each, actions };
  });
};

/**
 * Evaluates, in their order, all triggers that listen to the occasion. Each that fires changes the snapshot for those
 * after it; what all of them ask for is folded into one `automation`, where the last placement wins. Changes nothing.
 * `chain`: of the fact that is evaluated: depth 0 when no trigger made it.
 */
export const runTriggers = (
  compiled: CompiledTriggers,
  occasion: TriggerOccasion,
  snapshot: TriggerSnapshot,
  chain: ChainState,
): TriggerRun => {
  const view = viewOf(compiled, snapshot, chain);
  const listening = listeners(compiled, occasion);
  const considered = listening.map((each) => consider(each, view));
  const automation = automationOf(view.work(), snapshot.ticket, snapshot.fields);
  return {
    considered: withPlacements(considered, listening, view.work(), automation.placement !== undefined),
    automation,
  };
};
