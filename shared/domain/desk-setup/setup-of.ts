import type { Category } from '../desk/category.ts';
import type { Field } from '../desk/field.ts';
import type { MailLayout } from '../mail/mail-layout.ts';
import type { RestrictedWords } from '../restricted/restricted-words.ts';
import type { Template } from '../template/template.ts';
import { openAction, sealedOf } from '../trigger/trigger-secrets.ts';
import type { Trigger, TriggerAction } from '../trigger/trigger.ts';
import {
  SETUP_VERSION,
  type SetupAction,
  type SetupCategory,
  type SetupField,
  type SetupLayout,
  type SetupTemplate,
  type SetupTrigger,
  type WholeSetup,
} from './setup-document.ts';

/** The stored set-up of a service: both trees, fields with tombstones, shared templates. */
export type StoredSetup = {
  readonly categories: readonly Category[];
  readonly fields: readonly Field[];
  readonly templates: readonly Template[];
  readonly layouts: readonly MailLayout[];
  readonly words: RestrictedWords;
  /** In their order. */
  readonly triggers: readonly Trigger[];
};

export const setupCategoryOf = ({ kind, categoryId, parentId, names, active, order }: Category): SetupCategory => ({
  kind,
  id: categoryId,
  ...(parentId === undefined ? {} : { parentId }),
  names,
  active,
  order,
});
export const setupFieldOf = ({
  code,
  scope,
  type,
  names,
  placeholders,
  required,
  exposure,
  encrypted,
  options,
  maxLength,
  order,
  inquiryTypeIds,
  active,
}: SetupField): SetupField => ({
  code,
  scope,
  type,
  names,
  placeholders,
  required,
  exposure,
  encrypted,
  options,
  ...(maxLength === undefined ? {} : { maxLength }),
  order,
  inquiryTypeIds,
  active,
});
export const setupTemplateOf = ({
  searchCode,
  name,
  language,
  html,
  categoryIds,
}: Pick<Template, keyof SetupTemplate>): SetupTemplate => ({ searchCode, name, language, html, categoryIds });
export const setupLayoutOf = ({
  kind,
  language,
  subject,
  html,
}: Pick<MailLayout, 'kind' | 'language' | 'html'> & { readonly subject?: string }): SetupLayout => ({
  kind,
  language,
  ...(subject === undefined ? {} : { subject }),
  html,
});

/** Where an action that lacks its secret says so. */
export const secretPointer = (index: number, { kind }: Pick<TriggerAction, 'kind'>): string =>
  `#/actions/${index}/${kind === 'call_url' ? 'secret' : 'hook'}`;

/**
 * A trigger in the document's terms. One that was imported without its secrets is stopped until they are given: its
 * calls count as signed all the same.
 */
export const setupTriggerOf = ({
  triggerId,
  name,
  active,
  event,
  mode,
  conditions,
  actions,
  stopped,
}: Trigger): SetupTrigger => ({
  id: triggerId,
  name,
  active,
  event,
  mode,
  conditions,
  actions: actions.map((action, index): SetupAction => {
    const open = openAction(action);
    if (open.kind !== 'call_url') return open;
    const lacks = stopped?.details.some(({ pointer }) => pointer === secretPointer(index, open)) === true;
    return { ...open, signed: sealedOf(action) !== undefined || lacks };
  }),
});

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Sorts nodes so that each parent comes before its children and siblings are in order; nodes without a reachable parent
 * come last.
 */
export const parentsFirst = <T extends { readonly id: string; readonly parentId?: string; readonly order: number }>(
  nodes: readonly T[],
): readonly T[] => {
  const ids = new Set(nodes.map(({ id }) => id));
  const below = new Map<string | undefined, T[]>();
  for (const node of nodes) {
    const parent = node.parentId !== undefined && ids.has(node.parentId) ? node.parentId : undefined;
    below.set(parent, [...(below.get(parent) ?? []), node]);
  }
  const walk = (parent: string | undefined): readonly T[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => compare(a.order, b.order) || compare(a.id, b.id))
      .flatMap((node) => [node, ...walk(node.id)]);
  const walked = walk(undefined);
  return walked.length === nodes.length ? walked : [...walked, ...nodes.filter((node) => !walked.includes(node))];
};

/** A service's set-up as a document. Equal set-ups give equal documents, whenever they were written. */
export const setupOf = ({ categories, fields, templates, layouts, words, triggers }: StoredSetup): WholeSetup => ({
  version: SETUP_VERSION,
  categories: (['inquiry_type', 'processing_type'] as const).flatMap((kind) =>
    parentsFirst(categories.filter((each) => each.kind === kind).map(setupCategoryOf)),
  ),
  fields: fields
    .filter(({ deleted }) => !deleted)
    .map(setupFieldOf)
    .toSorted((a, b) => compare(a.scope, b.scope) || compare(a.order, b.order) || compare(a.code, b.code)),
  templates: templates.map(setupTemplateOf).toSorted((a, b) => compare(a.searchCode, b.searchCode)),
  mailLayouts: layouts
    .map(setupLayoutOf)
    .toSorted((a, b) => compare(a.kind, b.kind) || compare(a.language, b.language)),
  restrictedWords: words.words.toSorted(compare),
  triggers: triggers.map(setupTriggerOf),
});
