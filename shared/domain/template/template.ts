import { err, ok, type Result } from '../kernel/result.ts';
import type { Language } from '../ticket/ticket.ts';
import { unknownVariables, type UnknownVariable } from './placeholders.ts';
import { VARIABLE_NAMES } from './variables.ts';

/** A text that agents load into their editor; its variables are filled then. */
export type Template = {
  readonly serviceId: string;
  readonly templateId: string;
  readonly version: number;
  /** The agent whose own it is; absent: shared by the service and written by administrators. */
  readonly ownerId?: string;
  readonly name: string;
  /**
   * What agents type to find it, normalized by `tidySearchCode`; unique among the shared templates, and among an
   * agent's own.
   */
  readonly searchCode: string;
  /** The language of its dates. */
  readonly language: Language;
  /** Sanitized HTML with `#{…}` variables. */
  readonly html: string;
  /** Processing categories for which it is offered; empty: all. */
  readonly categoryIds: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly editedBy?: string;
  readonly editedAt?: string;
};

/**
 * A template and how often it was used. The count is not part of its version, so that using a template conflicts with
 * no edit.
 */
export type CountedTemplate = Template & { readonly useCount: number };

export const TEMPLATE_NAME_LENGTH = 120;
export const SEARCH_CODE_LENGTH = 40;
/** Maximum UTF-8 bytes. All templates of a service are read for a list: 300 of these are 10 MB. */
export const TEMPLATE_BYTES = 32 * 1024;
export const SHARED_TEMPLATES_LIMIT = 300;
export const OWN_TEMPLATES_LIMIT = 100;
export const TEMPLATE_CATEGORIES_LIMIT = 50;

export type VariablesUnknown = {
  readonly code: 'variables_unknown';
  readonly field: 'html' | 'subject';
  readonly variables: readonly UnknownVariable[];
};
export type TemplateRefusal =
  | { readonly code: 'template_not_found'; readonly templateId: string }
  | { readonly code: 'template_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'search_code_taken'; readonly searchCode: string }
  | { readonly code: 'search_code_invalid' }
  | { readonly code: 'too_many_templates'; readonly limit: number }
  | { readonly code: 'template_category_not_found'; readonly id: string }
  | { readonly code: 'text_required' }
  | VariablesUnknown;

/** Normalizes a search code: letters, digits and `. _ -` of any script; full width and capitals make no difference. */
export const tidySearchCode = (written: string): Result<string, TemplateRefusal> => {
  const code = written.normalize('NFKC').trim().toLowerCase();
  return /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(code) && code.length <= SEARCH_CODE_LENGTH
    ? ok(code)
    : err({ code: 'search_code_invalid' });
};

export const checkVariables = (
  field: VariablesUnknown['field'],
  text: string,
  known: readonly string[] = VARIABLE_NAMES,
): Result<undefined, VariablesUnknown> => {
  const variables = unknownVariables(text, known);
  return variables.length === 0 ? ok(undefined) : err({ code: 'variables_unknown', field, variables });
};

/** Filters templates: `text` in name or search code, offered for a processing category. */
export type TemplateSearch = {
  readonly whose: 'all' | 'shared' | 'own';
  readonly text?: string;
  readonly categoryId?: string;
};

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** Most used first, then by name. A template without categories is offered for all. */
export const findTemplates = (
  templates: readonly CountedTemplate[],
  { text, categoryId }: Omit<TemplateSearch, 'whose'>,
): readonly CountedTemplate[] => {
  const wanted = folded(text ?? '').trim();
  return templates
    .filter(
      ({ name, searchCode, categoryIds }) =>
        (folded(name).includes(wanted) || searchCode.includes(wanted)) &&
        (categoryId === undefined || categoryIds.length === 0 || categoryIds.includes(categoryId)),
    )
    .toSorted(
      (a, b) =>
        b.useCount - a.useCount || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.templateId < b.templateId ? -1 : 1),
    );
};
