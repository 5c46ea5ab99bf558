import type { WrittenError } from '../desk/category.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { planCategories } from './plan-categories.ts';
import { planFields } from './plan-fields.ts';
import { planLayouts, planTemplates, planWords } from './plan-texts.ts';
import type { SetupDocument } from './setup-document.ts';
import type { StoredSetup } from './setup-of.ts';
import type { SetupStep, TakenLayout } from './setup-step.ts';

/** A document whose texts were made safe, and whose search codes are tidy. */
export type TakenSetup = Pick<SetupDocument, 'categories' | 'fields' | 'templates' | 'restrictedWords'> & {
  readonly mailLayouts?: readonly TakenLayout[];
};

/** What of a document can't be brought into the service; pointers into the request's body. */
export type SetupRefusal = { readonly code: 'setup_not_valid'; readonly errors: readonly WrittenError[] };

/**
 * The writes that bring a service's set-up to what a document says, in their order: what is named stands before what
 * names it. None of them is left when all were done. Without `prune` nothing goes: what the document doesn't name stays
 * as it is.
 */
export const planSetup = (
  serviceId: string,
  stored: StoredSetup,
  document: TakenSetup,
  prune: boolean,
): Result<readonly SetupStep[], SetupRefusal> => {
  const categories = planCategories(serviceId, stored.categories, document.categories, prune);
  const plans = [
    categories,
    planFields(serviceId, stored.fields, document.fields, categories.after, prune),
    planTemplates(stored.templates, document.templates, categories.after, prune),
    planLayouts(stored.layouts, document.mailLayouts, prune),
    planWords(stored.words, document.restrictedWords, prune),
  ];
  const errors = plans.flatMap((plan) => plan.errors);
  return errors.length === 0 ? ok(plans.flatMap(({ steps }) => steps)) : err({ code: 'setup_not_valid', errors });
};
