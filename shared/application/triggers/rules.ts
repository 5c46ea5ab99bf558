import type { KnownToTriggers } from '../../domain/trigger/known-to-triggers.ts';
import { sameValue } from '../../domain/kernel/same-value.ts';
import { CONDITION_FIELDS, type ConditionField } from '../../domain/trigger/condition-fields.ts';
import type { CompilePattern } from '../../domain/trigger/check-trigger.ts';
import { type CompiledTriggers, compileTriggers, usesPatterns } from '../../domain/trigger/compile-triggers.ts';
import {
  type AwaitedTime,
  type ConditionGroup,
  isGroup,
  isInUse,
  type TimeBase,
  timesOf,
  type Trigger,
  type TriggerActionKind,
} from '../../domain/trigger/trigger.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { readSnapshotSettings, type SnapshotDeps, type SnapshotSettings } from './read-snapshot.ts';

/** Seconds after which settings that rules go by beside themselves (fields, categories, hours) are read anew. */
const SETTINGS_SECONDS = 60;

/** What conditions and actions of a service's triggers ask for beside the ticket: the rest is not read. */
export type Asks = { readonly fields: boolean; readonly customer: boolean; readonly entry: boolean };

/** The triggers of a service, ready to be asked. */
export type Rules = {
  readonly revision: number;
  /** When the service's first trigger was made, ISO 8601: what happened before is passed over. */
  readonly since?: string;
  /** When any of them was written last, ISO 8601: what happened since is evaluated however late. */
  readonly changedAt?: string;
  readonly triggers: ReadonlyMap<string, Trigger>;
  readonly compiled: CompiledTriggers;
  readonly settings: SnapshotSettings;
  readonly asks: Asks;
  /** From what the time triggers in use count. */
  readonly bases: ReadonlySet<TimeBase>;
  /** The times that they wait for, each once. */
  readonly times: readonly AwaitedTime[];
};

export type RulesDeps = Pick<SnapshotDeps, 'hours' | 'definitions'> & {
  readonly triggers: Pick<TriggerRepository, 'revision' | 'list'>;
  readonly directory: Pick<DeskDirectory, 'findService' | 'listCategories' | 'listGroups' | 'listAgents'>;
  /** Gives what compiles patterns. Loading it takes long, so it is asked for only where there is one. */
  readonly patterns: { compiler(): Promise<CompilePattern> };
  readonly clock: Pick<ClockAndIds, 'now'>;
};

const noPatterns: CompilePattern = () => undefined;

const fieldsOf = ({ conditions }: ConditionGroup): readonly string[] =>
  conditions.flatMap((each) => (isGroup(each) ? fieldsOf(each) : [each.field]));

const asksOf = (triggers: readonly Trigger[]): Asks => {
  const fields = triggers.flatMap(({ conditions }) => fieldsOf(conditions));
  const does = (kind: TriggerActionKind) => triggers.some(({ actions }) => actions.some((each) => each.kind === kind));
  const about = (subject: string) => fields.some((field) => field.startsWith(`${subject}.`));
  return {
    // A call tells the values of the service's own fields.
    fields: about('field') || does('set_field') || does('call_url'),
    customer: about('customer'),
    entry: about('entry'),
  };
};

/** Whether a condition or an action names a group, or an agent: a service may have thousands of these. */
const nameAny = (triggers: readonly Trigger[], what: 'agent' | 'group'): boolean =>
  triggers.some(
    ({ conditions, actions }) =>
      fieldsOf(conditions).some(
        (field) => (CONDITION_FIELDS as Readonly<Record<string, ConditionField | undefined>>)[field]?.names === what,
      ) || actions.some((action) => `${what}Id` in action),
  );

/** What rules are made of. Those of them that don't change in a minute are not compiled anew. */
type Ingredients = {
  readonly listed: Awaited<ReturnType<RulesDeps['triggers']['list']>>;
  readonly settings: SnapshotSettings;
  /** What conditions and actions may name. */
  readonly named: Pick<KnownToTriggers, 'categories' | 'groups' | 'agents'>;
};

/** `revision`: the one that was read before the ingredients, so that none of them is older. */
type Kept = {
  readonly rules: Rules;
  readonly of: Ingredients;
  readonly revision: number;
  readonly until: number;
};

/**
 * The rules of a service; undefined: none of its triggers is in use. One read while nobody changes them: they are
 * compiled once for each revision and kept. The settings that they go by beside themselves are read again after a
 * minute, and only if those have changed are the triggers compiled anew.
 */
export const keptRules = (deps: RulesDeps): ((serviceId: string) => Promise<Rules | undefined>) => {
  const kept = new Map<string, Kept>();
  const settingsOf = readSnapshotSettings(deps);
  const readSettings = async (serviceId: string, triggers: readonly Trigger[]) => {
    const [settings, categories, groups, agents] = await Promise.all([
      settingsOf(serviceId),
      deps.directory.listCategories(serviceId),
      nameAny(triggers, 'group') ? deps.directory.listGroups(serviceId) : undefined,
      nameAny(triggers, 'agent') ? deps.directory.listAgents(serviceId) : undefined,
    ]);
    return { settings, named: { categories, ...(groups && { groups }), ...(agents && { agents }) } };
  };
  const compile = async ({ listed, settings, named }: Ingredients): Promise<Rules> => {
    const { revision, since, changedAt } = listed;
    const triggers = listed.triggers.filter(isInUse);
    const pattern = usesPatterns(triggers) ? await deps.patterns.compiler() : noPatterns;
    const times = timesOf(triggers);
    return {
      revision,
      ...(since === undefined ? {} : { since }),
      ...(changedAt === undefined ? {} : { changedAt }),
      triggers: new Map(triggers.map((trigger) => [trigger.triggerId, trigger])),
      compiled: compileTriggers(triggers, { definitions: settings.definitions, ...named }, pattern),
      settings,
      asks: asksOf(triggers),
      bases: new Set(times.map(({ since: base }) => base)),
      times,
    };
  };
  return async (serviceId) => {
    const { revision, inUse } = await deps.triggers.revision(serviceId);
    if (!inUse) {
      kept.delete(serviceId);
      return undefined;
    }
    const now = deps.clock.now().getTime();
    const before = kept.get(serviceId);
    const known = before?.revision === revision ? before : undefined;
    if (known !== undefined && now < known.until) return known.rules;
    const listed = known?.of.listed ?? (await deps.triggers.list(serviceId));
    const of = { listed, ...(await readSettings(serviceId, listed.triggers.filter(isInUse))) };
    const isSame =
      known !== undefined && sameValue(of.settings, known.of.settings) && sameValue(of.named, known.of.named);
    const rules = isSame ? known.rules : await compile(of);
    kept.set(serviceId, { rules, of, revision, until: now + SETTINGS_SECONDS * 1000 });
    return rules;
  };
};
