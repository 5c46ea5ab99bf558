import { err, ok, type Result } from '../../domain/kernel/result.ts';
import {
  type CountedTemplate,
  type Template,
  type TemplateRefusal,
  tidySearchCode,
} from '../../domain/template/template.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { changeTemplate, type TemplateRef } from './change-template.ts';
import { checkTemplateCategories, sanitizeTemplateHtml } from './sanitize-template.ts';
import { templateFact } from './template-fact.ts';

export type EditTemplateDeps = {
  readonly templates: Pick<TemplateRepository, 'find' | 'save'>;
  readonly directory: Pick<DeskDirectory, 'findCategory'>;
  readonly richText: RichText;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};
/** Omitted members stay unchanged. */
export type TemplateChanges = Partial<Pick<Template, 'name' | 'searchCode' | 'language' | 'html' | 'categoryIds'>>;
export type EditTemplateInput = TemplateRef & { readonly changes: TemplateChanges; readonly correlationId: string };

/** Changes a template and records who did; its use count stays unchanged. */
export const editTemplate = ({ templates, directory, richText, clock, backoff }: EditTemplateDeps) => {
  const change = changeTemplate({ templates, backoff });
  return async ({
    changes,
    correlationId,
    ...place
  }: EditTemplateInput): Promise<Result<CountedTemplate, TemplateRefusal | AccessRefusal | TooLarge>> => {
    const { serviceId, agentId } = place.agent;
    const searchCode = changes.searchCode === undefined ? undefined : tidySearchCode(changes.searchCode);
    if (searchCode && !searchCode.ok) return searchCode;
    const html =
      changes.html === undefined ? undefined : sanitizeTemplateHtml(await richText.sanitizer(), changes.html);
    if (html && !html.ok) return html;
    return change<CountedTemplate, TemplateRefusal | TooLarge>(place, async ({ useCount, ...before }) => {
      const categoryIds =
        changes.categoryIds === undefined
          ? undefined
          : await checkTemplateCategories(directory, serviceId, changes.categoryIds, before.categoryIds);
      if (categoryIds && !categoryIds.ok) return categoryIds;
      const after: Template = {
        ...before,
        ...(changes.name === undefined ? {} : { name: changes.name }),
        ...(changes.language === undefined ? {} : { language: changes.language }),
        ...(searchCode && { searchCode: searchCode.value }),
        ...(html && { html: html.value }),
        ...(categoryIds && { categoryIds: categoryIds.value }),
        version: before.version + 1,
        editedBy: agentId,
        editedAt: clock.now().toISOString(),
      };
      const saved = await templates.save(
        after,
        before,
        templateFact(clock, { serviceId, agentId, correlationId }, before, after),
      );
      switch (saved) {
        case 'saved':
          return ok({ ...after, useCount });
        case 'code_taken':
          return err({ code: 'search_code_taken', searchCode: after.searchCode });
        case 'changed':
          return 'conflict';
      }
    });
  };
};
