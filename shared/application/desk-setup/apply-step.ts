import type { SetupStep } from '../../domain/desk-setup/setup-step.ts';
import type { MailLayout } from '../../domain/mail/mail-layout.ts';
import type { Template } from '../../domain/template/template.ts';
import type { FactActor } from '../../domain/ticket/facts.ts';
import { categorySubject } from '../administration/create-category.ts';
import { type Administering, deskFactOfChange } from '../administration/desk-fact.ts';
import { layoutFact } from '../administration/mail-layouts.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import { wordsFact } from '../restricted/set-restricted-words.ts';
import { sharedTemplateFact } from '../templates/template-fact.ts';
import type { Trigger } from '../../domain/trigger/trigger.ts';
import { TRIGGER_WRITES_AT_ONCE, type TriggersChange } from '../ports/triggers.ts';
import { triggerFact } from '../triggers/trigger-fact.ts';
import type { ReadSetup, SetupRepositories } from './read-setup.ts';

export type ApplyDeps = SetupRepositories & { readonly clock: ClockAndIds };
/** `actor`: named in the log in place of the agent. */
export type Importing = Administering & { readonly actor?: FactActor };

type Write<S> = (step: S) => Promise<boolean>;
type StepOf<K extends SetupStep['of']> = Extract<SetupStep, { readonly of: K }>;

/**
 * Returns a function that writes one step of an import, with the same audit fact as a change by hand. It returns false
 * when the stored state has changed: the rest of the plan is then out of date.
 */
export const applySteps = (
  deps: ApplyDeps,
  by: Importing,
  { treeVersions, triggers: storedTriggers, revision: triggersRevision }: ReadSetup,
): Write<SetupStep> => {
  const { clock, categories, definitions, templates, layouts, restrictedWords } = deps;
  const { serviceId, agentId } = by;
  const versions = { ...treeVersions };
  const writeCategory: Write<StepOf<'categories'>> = async ({ before, after }) => {
    const saved = await categories.save(
      after,
      versions[after.kind],
      deskFactOfChange(clock, by, categorySubject(after), before, after),
    );
    versions[after.kind] += saved ? 1 : 0;
    return saved;
  };
  const writeField: Write<StepOf<'fields'>> = ({ before, after }) =>
    definitions.save(
      after,
      before,
      deskFactOfChange(clock, by, { kind: 'field', id: after.code }, before, after.deleted ? undefined : after),
    );
  const writeTemplate: Write<StepOf<'templates'>> = async ({ before, after }) => {
    const at = clock.now().toISOString();
    const templateId = before?.templateId ?? clock.newId('tpl');
    const fact = sharedTemplateFact(clock, by, templateId, before, after);
    if (after === undefined) return before === undefined || templates.remove(before, fact);
    const template: Template =
      before === undefined
        ? { serviceId, templateId, version: 1, ...after, createdBy: agentId, createdAt: at }
        : { ...before, ...after, version: before.version + 1, editedBy: agentId, editedAt: at };
    return (await templates.save(template, before, fact)) === 'saved';
  };
  const writeLayout: Write<StepOf<'mailLayouts'>> = ({ before, after }) => {
    const fact = layoutFact(clock, by, (after ?? before)!, before, after);
    if (after === undefined) return before === undefined ? Promise.resolve(true) : layouts.remove(before, fact);
    const layout: MailLayout = {
      ...after,
      serviceId,
      version: (before?.version ?? 0) + 1,
      editedBy: agentId,
      editedAt: clock.now().toISOString(),
    };
    return layouts.save(layout, before, fact);
  };
  const writeWords: Write<StepOf<'restrictedWords'>> = (step) =>
    restrictedWords.save(
      {
        serviceId,
        version: step.before.version + 1,
        words: step.after,
        editedBy: agentId,
        editedAt: clock.now().toISOString(),
      },
      step.before,
      wordsFact(clock, by, step.before, { words: step.after }),
    );

  let rules = storedTriggers;
  let revision = triggersRevision;
  const saveTriggers = async (
    after: readonly Trigger[],
    change: Omit<TriggersChange, 'serviceId' | 'revision' | 'after'>,
  ): Promise<boolean> => {
    const ordered = after.map((each, order) => ({ ...each, order }));
    const saved = (await deps.triggers.save({ serviceId, revision, after: ordered, ...change })) === 'saved';
    if (!saved) return false;
    rules = ordered;
    revision += 1;
    return true;
  };
  const writeTrigger: Write<StepOf<'triggers'>> = ({ before, after, lacking }) => {
    if (after === undefined)
      return saveTriggers(
        rules.filter(({ triggerId }) => triggerId !== before?.triggerId),
        { put: [], removed: before ? [before] : [], facts: [triggerFact(clock, by, before, undefined)] },
      );
    const trigger: Trigger = {
      ...after,
      order: before?.order ?? rules.length,
      ...(lacking.length > 0 && {
        stopped: { why: 'outdated' as const, at: clock.now().toISOString(), details: lacking },
      }),
    };
    const all =
      before === undefined
        ? [...rules, trigger]
        : rules.map((each) => (each.triggerId === trigger.triggerId ? trigger : each));
    return saveTriggers(all, {
      put: [trigger],
      ...(before?.stopped && !trigger.stopped && { restarted: [trigger.triggerId] }),
      facts: [triggerFact(clock, by, before, trigger)],
    });
  };
  const writeTriggerOrder: Write<StepOf<'triggerOrder'>> = async ({ after }) => {
    const byId = new Map(rules.map((each) => [each.triggerId, each]));
    const ordered = after.flatMap((triggerId, order) => {
      const trigger = byId.get(triggerId);
      return trigger === undefined ? [] : [{ ...trigger, order }];
    });
    const [first, ...others] = ordered
      .filter(({ triggerId, order }) => byId.get(triggerId)!.order !== order)
      .map((trigger) => triggerFact(clock, by, byId.get(trigger.triggerId), trigger));
    // Each that stands elsewhere has its line in the log, as far as one transaction takes them.
    return first === undefined
      ? true
      : saveTriggers(ordered, { put: [], facts: [first, ...others.slice(0, TRIGGER_WRITES_AT_ONCE - 1)] });
  };

  return (step) => {
    switch (step.of) {
      case 'categories':
        return writeCategory(step);
      case 'fields':
        return writeField(step);
      case 'templates':
        return writeTemplate(step);
      case 'mailLayouts':
        return writeLayout(step);
      case 'restrictedWords':
        return writeWords(step);
      case 'triggers':
        return writeTrigger(step);
      case 'triggerOrder':
        return writeTriggerOrder(step);
    }
  };
};
