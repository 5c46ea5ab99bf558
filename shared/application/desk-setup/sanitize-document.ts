import type { WrittenError } from '../../domain/desk/category.ts';
import type {
  SetupAction,
  SetupDocument,
  SetupLayout,
  SetupTemplate,
  SetupTrigger,
} from '../../domain/desk-setup/setup-document.ts';
import type { SetupRefusal, SanitizedSetup } from '../../domain/desk-setup/plan-setup.ts';
import type { SanitizedLayout } from '../../domain/desk-setup/setup-step.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { LayoutRefusal } from '../../domain/mail/mail-layout.ts';
import { tidySearchCode, type TemplateRefusal } from '../../domain/template/template.ts';
import { sanitizeLayout } from '../administration/mail-layouts.ts';
import type { Sanitize } from '../ports/writing.ts';
import { sanitizeTemplateHtml } from '../templates/sanitize-template.ts';
import { sanitizeActions, type TakeActionsDeps } from '../triggers/take-actions.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';

type TextRefusal = TemplateRefusal | LayoutRefusal | TooLarge;

const errorsOf = (place: string, refusal: TextRefusal): readonly WrittenError[] => {
  switch (refusal.code) {
    case 'variables_unknown':
      return refusal.variables.map(({ name, at }) => ({
        pointer: `${place}/${refusal.field}`,
        detail: `There is no variable #{${name}} (at ${at})`,
      }));
    case 'content_misplaced':
      return [
        {
          pointer: `${place}/html`,
          detail: `#{content} must stand in the text once, not in a tag; it is there ${refusal.times} times`,
        },
      ];
    case 'too_large':
      return [{ pointer: `${place}/html`, detail: `At most ${refusal.limitBytes} bytes` }];
    case 'search_code_invalid':
      return [
        {
          pointer: `${place}/searchCode`,
          detail: 'A search code is of letters, digits and . _ -, and begins with a letter or a digit',
        },
      ];
    default:
      return [{ pointer: `${place}/html`, detail: 'Nothing is left to read once the text is made safe' }];
  }
};

/**
 * Checks a template by the same rules as one written by hand; its categories are checked with the rest of the document.
 */
const takeTemplate = (sanitize: Sanitize, template: SetupTemplate): Result<SetupTemplate, TextRefusal> => {
  const searchCode = tidySearchCode(template.searchCode);
  if (!searchCode.ok) return searchCode;
  const html = sanitizeTemplateHtml(sanitize, template.html);
  return html.ok
    ? ok({
        ...template,
        searchCode: searchCode.value,
        html: html.value,
        categoryIds: [...new Set(template.categoryIds)],
      })
    : html;
};

const takeMailLayout = (
  sanitize: Sanitize,
  { kind, language, ...written }: SetupLayout,
): Result<SanitizedLayout, TextRefusal> => {
  const taken = sanitizeLayout(sanitize, written);
  return taken.ok ? ok({ kind, language, ...taken.value }) : taken;
};

const takeAll = <T, R>(
  section: string,
  written: readonly T[] | undefined,
  take: (each: T) => Result<R, TextRefusal>,
): { readonly taken: readonly R[] | undefined; readonly errors: readonly WrittenError[] } => {
  const results = written?.map(take);
  return {
    taken: results?.flatMap((result) => (result.ok ? [result.value] : [])),
    errors:
      results?.flatMap((result, index) =>
        result.ok ? [] : errorsOf(`#/document/${section}/${index}`, result.error),
      ) ?? [],
  };
};

/** Texts of triggers by the same rules as those written by hand. Whether a call is signed is no text. */
const takeTriggers = (
  take: ReturnType<typeof sanitizeActions>,
  written: readonly SetupTrigger[] | undefined,
): { readonly taken: readonly SetupTrigger[] | undefined; readonly errors: readonly WrittenError[] } => {
  const errors: WrittenError[] = [];
  const taken = written?.map((trigger, index): SetupTrigger => {
    const open = trigger.actions.map((action) => {
      if (action.kind !== 'call_url') return action;
      const { signed: _, ...rest } = action;
      return rest;
    });
    const actions = take(open);
    if (!actions.ok) {
      errors.push(
        ...actions.error.errors.map(({ pointer, detail }) => ({
          pointer: `#/document/triggers/${index}${pointer.slice(1)}`,
          detail,
        })),
      );
      return trigger;
    }
    return {
      ...trigger,
      actions: actions.value.map(({ action }, at): SetupAction => {
        const given = trigger.actions[at]!;
        return action.kind === 'call_url' ? { ...action, signed: given.kind === 'call_url' && given.signed } : action;
      }),
    };
  });
  return { taken, errors };
};

/** Sanitizes the document's texts, or returns all errors in them. */
export const sanitizeDocument = (
  sanitize: Sanitize,
  { categories, fields, restrictedWords, ...document }: SetupDocument,
  namesPrivateAddress: TakeActionsDeps['namesPrivateAddress'],
): Result<SanitizedSetup, SetupRefusal> => {
  const templates = takeAll('templates', document.templates, (each) => takeTemplate(sanitize, each));
  const layouts = takeAll('mailLayouts', document.mailLayouts, (each) => takeMailLayout(sanitize, each));
  const triggers = takeTriggers(sanitizeActions(sanitize, namesPrivateAddress), document.triggers);
  const errors = [...templates.errors, ...layouts.errors, ...triggers.errors];
  if (errors.length > 0) return err({ code: 'setup_not_valid', errors });
  return ok({
    ...(categories && { categories }),
    ...(fields && { fields }),
    ...(restrictedWords && { restrictedWords }),
    ...(templates.taken && { templates: templates.taken }),
    ...(layouts.taken && { mailLayouts: layouts.taken }),
    ...(triggers.taken && { triggers: triggers.taken }),
  });
};
