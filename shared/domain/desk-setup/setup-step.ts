import { itemsBetween } from '../kernel/differences.ts';
import { sameValue } from '../kernel/same-value.ts';
import type { Category } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';
import type { Layout, MailLayout } from '../mail/mail-layout.ts';
import type { RestrictedWords } from '../restricted/restricted-words.ts';
import type { Template } from '../template/template.ts';
import { type Language, LANGUAGES } from '../ticket/ticket.ts';
import type { WrittenError } from '../desk/category.ts';
import type { Trigger } from '../trigger/trigger.ts';
import type { SetupSection, SetupTemplate } from './setup-document.ts';
import { setupCategoryOf, setupFieldOf, setupLayoutOf, setupTemplateOf, setupTriggerOf } from './setup-of.ts';

export type SanitizedLayout = Pick<MailLayout, 'kind' | 'language'> & Layout;

/** One write of an import. `before` must still be stored; without `after` it is removed. */
export type SetupStep =
  | { readonly of: 'categories'; readonly before?: Category; readonly after: Category }
  /** A field is never removed: a tombstone replaces it. */
  | { readonly of: 'fields'; readonly before?: Field; readonly after: Field }
  | { readonly of: 'templates'; readonly before?: Template; readonly after?: SetupTemplate }
  | { readonly of: 'mailLayouts'; readonly before?: MailLayout; readonly after?: SanitizedLayout }
  | { readonly of: 'restrictedWords'; readonly before: RestrictedWords; readonly after: readonly string[] }
  /** `lacking`: secrets that neither the document nor the service has. */
  | {
      readonly of: 'triggers';
      readonly before?: Trigger;
      readonly after?: Trigger;
      readonly lacking: readonly WrittenError[];
    }
  | { readonly of: 'triggerOrder'; readonly before: readonly string[]; readonly after: readonly string[] };

/** One difference between a service and a document. */
export type SetupChange = {
  readonly section: SetupSection;
  /** A field's code, a template's search code, a trigger's id; `kind/id` of a category, `kind/language` of a layout. */
  readonly id: string;
  /** What people call it, by language: as it will be, or as it was when it is removed. Layouts and words have none. */
  readonly names: Readonly<Partial<Record<Language, string>>>;
  readonly action: 'added' | 'changed' | 'removed';
  /**
   * The changed members; `before` is null for an addition, `after` for a removal. For restricted words: those removed
   * and those added.
   */
  readonly members: readonly { readonly name: string; readonly before: unknown; readonly after: unknown }[];
};

/** What stands for the order of triggers in the place of an id; no id of a trigger has a slash. */
export const TRIGGER_ORDER = 'triggers/order';

type Members = Readonly<Record<string, unknown>>;

const changeBetween = <M extends Members>(
  section: SetupSection,
  id: string,
  before: M | undefined,
  after: M | undefined,
  namesOf: (thing: M) => SetupChange['names'] = () => ({}),
): SetupChange => {
  const thing = after ?? before;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(
    (name) => !sameValue(before?.[name], after?.[name]),
  );
  return {
    section,
    id,
    names: thing === undefined ? {} : namesOf(thing),
    action: after === undefined ? 'removed' : before === undefined ? 'added' : 'changed',
    members: names.map((name) => ({ name, before: before?.[name] ?? null, after: after?.[name] ?? null })),
  };
};

const lackingAsStopped = (lacking: readonly WrittenError[]): Pick<Trigger, 'stopped'> =>
  lacking.length === 0 ? {} : { stopped: { why: 'outdated', at: '', details: lacking } };

/** The change of a step, in the document's terms. */
export const changeOf = (step: SetupStep): SetupChange => {
  switch (step.of) {
    case 'categories':
      return changeBetween(
        step.of,
        `${step.after.kind}/${step.after.categoryId}`,
        step.before && setupCategoryOf(step.before),
        setupCategoryOf(step.after),
        ({ names }) => names,
      );
    case 'fields':
      return changeBetween(
        step.of,
        step.after.code,
        step.before && setupFieldOf(step.before),
        step.after.deleted ? undefined : setupFieldOf(step.after),
        ({ names }) => names,
      );
    case 'templates':
      return changeBetween(
        step.of,
        (step.after ?? step.before)?.searchCode ?? '',
        step.before && setupTemplateOf(step.before),
        step.after,
        ({ language, name }) => ({ [language]: name }),
      );
    case 'mailLayouts': {
      const { kind, language } = (step.after ?? step.before)!;
      return changeBetween(
        step.of,
        `${kind}/${language}`,
        step.before && setupLayoutOf(step.before),
        step.after && setupLayoutOf(step.after),
      );
    }
    case 'restrictedWords': {
      const { removed, added } = itemsBetween(step.before.words, step.after);
      return {
        section: step.of,
        id: 'words',
        names: {},
        action: step.before.version === 0 ? 'added' : 'changed',
        members: [{ name: 'words', before: removed, after: added }],
      };
    }
    case 'triggers':
      return changeBetween(
        step.of,
        (step.after ?? step.before)!.triggerId,
        step.before && setupTriggerOf(step.before),
        step.after && setupTriggerOf({ ...step.after, ...lackingAsStopped(step.lacking) }),
        ({ name }) => Object.fromEntries(LANGUAGES.map((language) => [language, name])),
      );
    case 'triggerOrder':
      return {
        section: 'triggers',
        id: TRIGGER_ORDER,
        names: {},
        action: 'changed',
        members: [{ name: 'order', before: step.before, after: step.after }],
      };
  }
};
