import type { CompilePattern } from '../../domain/trigger/check-trigger.ts';
import { type CompiledTriggers, compileTriggers, usesPatterns } from '../../domain/trigger/compile-triggers.ts';
import { type ConditionGroup, isGroup, isInUse, type Trigger } from '../../domain/trigger/trigger.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { TriggerRepository } from '../ports/triggers.ts';
import { readSnapshotSettings, type SnapshotDeps, type SnapshotSettings } from './read-snapshot.ts';

/** Seconds after which settings that rules go by beside the rules themselves (fields, categories, hours) are read anew. */
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
};

export type RulesDeps = Pick<SnapshotDeps, 'hours' | 'definitions'> & {
  readonly triggers: Pick<TriggerRepository, 'revision' | 'list'>;
  readonly directory: Pick<DeskDirectory, 'findService' | 'listCategories'>;
  /** Gives what compiles patterns. Loading it takes long, so it is asked for only where there is one. */
  readonly patterns: { compiler(): Promise<CompilePattern> };
  readonly clock: Pick<ClockAndIds, 'now'>;
};

const noPatterns: CompilePattern = () => undefined;

const fieldsOf = ({ conditions }: ConditionGroup): readonly string[] =>
  conditions.flatMap((each) => (isGroup(each) ? fieldsOf(each) : [each.field]));

const asksOf = (triggers: readonly Trigger[]): Asks => {
  const fields = triggers.flatMap(({ conditions }) => fieldsOf(conditions));
  const about = (subject: string) => fields.some((field) => field.startsWith(`${subject}.`));
  return {
    fields: about('field') || triggers.some(({ actions }) => actions.some(({ kind }) => kind === 'set_field')),
    customer: about('customer'),
    entry: about('entry'),
  };
};

/**
 * The rules of a service; undefined: none of its triggers is in use. One read while nobody changes them: they are
 * compiled once for each revision and kept, with the settings that they go by.
 */
export const keptRules = (deps: RulesDeps): ((serviceId: string) => Promise<Rules | undefined>) => {
  const kept = new Map<string, { readonly rules: Rules; readonly until: number }>();
  const readSettings = readSnapshotSettings(deps);
  const compile = async (serviceId: string): Promise<Rules> => {
    const [{ revision, since, changedAt, triggers: all }, settings, categories] = await Promise.all([
      deps.triggers.list(serviceId),
      readSettings(serviceId),
      deps.directory.listCategories(serviceId),
    ]);
    const triggers = all.filter(isInUse);
    const pattern = usesPatterns(triggers) ? await deps.patterns.compiler() : noPatterns;
    return {
      revision,
      ...(since === undefined ? {} : { since }),
      ...(changedAt === undefined ? {} : { changedAt }),
      triggers: new Map(triggers.map((trigger) => [trigger.triggerId, trigger])),
      compiled: compileTriggers(triggers, { definitions: settings.definitions, categories }, pattern),
      settings,
      asks: asksOf(triggers),
    };
  };
  return async (serviceId) => {
    const { revision, inUse } = await deps.triggers.revision(serviceId);
    if (!inUse) {
      kept.delete(serviceId);
      return undefined;
    }
    const now = deps.clock.now().getTime();
    const known = kept.get(serviceId);
    if (known !== undefined && known.rules.revision === revision && now < known.until) return known.rules;
    const rules = await compile(serviceId);
    kept.set(serviceId, { rules, until: now + SETTINGS_SECONDS * 1000 });
    return rules;
  };
};
