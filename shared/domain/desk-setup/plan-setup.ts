import type { WrittenError } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { planCategories } from './plan-categories.ts';
import { planFields } from './plan-fields.ts';
import { planLayouts, planTemplates, planWords } from './plan-texts.ts';
import { type NamedByTriggers, planTriggers } from './plan-triggers.ts';
import type { SetupDocument } from './setup-document.ts';
import type { StoredSetup } from './setup-of.ts';
import type { SetupStep, SanitizedLayout } from './setup-step.ts';

/** A document with sanitized texts and normalized search codes. */
export type SanitizedSetup = Pick<
  SetupDocument,
  'categories' | 'fields' | 'templates' | 'restrictedWords' | 'triggers'
> & {
  readonly mailLayouts?: readonly SanitizedLayout[];
};

/** Errors of a document; pointers into the request's body. */
export type SetupRefusal = { readonly code: 'setup_not_valid'; readonly errors: readonly WrittenError[] };
/** The difference is no longer the one that was shown. `applied`: the writes that were made before that was found. */
export type DifferenceChanged = { readonly code: 'difference_changed'; readonly applied: number };

const fieldsAfter = (stored: readonly Field[], steps: readonly SetupStep[]): readonly Field[] => {
  const written = new Map(steps.flatMap((step) => (step.of === 'fields' ? [[step.after.code, step.after]] : [])));
  const former = stored.filter(({ code }) => !written.has(code));
  return [...former, ...written.values()];
};

/**
 * The writes, in order, that make a service's set-up equal to a document: referenced parts come before those that refer
 * to them. Empty when all are done. Without `prune`, parts that the document lacks stay unchanged.
 */
export const planSetup = (
  serviceId: string,
  stored: StoredSetup,
  document: SanitizedSetup,
  prune: boolean,
  people: NamedByTriggers = { check: () => [] },
): Result<readonly SetupStep[], SetupRefusal> => {
  const categories = planCategories(serviceId, stored.categories, document.categories, prune);
  const fields = planFields(serviceId, stored.fields, document.fields, categories.after, prune);
  const plans = [
    categories,
    fields,
    planTemplates(stored.templates, document.templates, categories.after, prune),
    planLayouts(stored.layouts, document.mailLayouts, prune),
    planWords(stored.words, document.restrictedWords, prune),
    planTriggers(
      serviceId,
      stored.triggers,
      document.triggers,
      { ...people, categories: categories.after, definitions: fieldsAfter(stored.fields, fields.steps) },
      prune,
    ),
  ];
  const errors = plans.flatMap((plan) => plan.errors);
  return errors.length === 0 ? ok(plans.flatMap(({ steps }) => steps)) : err({ code: 'setup_not_valid', errors });
};
