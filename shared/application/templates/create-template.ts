import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import {
  OWN_TEMPLATES_LIMIT,
  SHARED_TEMPLATES_LIMIT,
  tidySearchCode,
  type CountedTemplate,
  type Template,
  type TemplateRefusal,
} from '../../domain/template/template.ts';
import type { AccessRefusal } from '../desk/admit-caller.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { RichText } from '../ports/writing.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { admitWriter } from './change-template.ts';
import { checkTemplateCategories, sanitizeTemplateHtml } from './sanitize-template.ts';
import { templateFact } from './template-fact.ts';

export type CreateTemplateDeps = {
  readonly templates: Pick<TemplateRepository, 'list' | 'save'>;
  readonly directory: Pick<DeskDirectory, 'findCategory'>;
  readonly richText: RichText;
  readonly clock: ClockAndIds;
};
export type CreateTemplateInput = Pick<Template, 'name' | 'searchCode' | 'language' | 'html' | 'categoryIds'> & {
  readonly agent: Agent;
  readonly shared: boolean;
  readonly correlationId: string;
};

/**
 * Creates a template, shared or the agent's own. Agents who create templates at the same time can exceed the limit by
 * one each, which does no harm: the limit only keeps lists short.
 */
export const createTemplate =
  ({ templates, directory, richText, clock }: CreateTemplateDeps) =>
  async ({
    agent,
    shared,
    correlationId,
    name,
    language,
    ...written
  }: CreateTemplateInput): Promise<Result<CountedTemplate, TemplateRefusal | AccessRefusal | TooLarge>> => {
    const { serviceId, agentId } = agent;
    const ownerId = shared ? undefined : agentId;
    const admitted = admitWriter(agent, { ownerId });
    if (!admitted.ok) return admitted;
    const searchCode = tidySearchCode(written.searchCode);
    if (!searchCode.ok) return searchCode;
    const html = sanitizeTemplateHtml(await richText.sanitizer(), written.html);
    if (!html.ok) return html;
    const categoryIds = await checkTemplateCategories(directory, serviceId, written.categoryIds);
    if (!categoryIds.ok) return categoryIds;
    const limit = shared ? SHARED_TEMPLATES_LIMIT : OWN_TEMPLATES_LIMIT;
    if ((await templates.list(serviceId, ownerId)).length >= limit) return err({ code: 'too_many_templates', limit });
    const template: Template = {
      serviceId,
      templateId: clock.newId('tpl'),
      version: 1,
      ...(ownerId === undefined ? {} : { ownerId }),
      name,
      searchCode: searchCode.value,
      language,
      html: html.value,
      categoryIds: categoryIds.value,
      createdBy: agentId,
      createdAt: clock.now().toISOString(),
    };
    const saved = await templates.save(
      template,
      undefined,
      templateFact(clock, { serviceId, agentId, correlationId }, undefined, template),
    );
    switch (saved) {
      case 'saved':
        return ok({ ...template, useCount: 0 });
      case 'code_taken':
        return err({ code: 'search_code_taken', searchCode: template.searchCode });
      case 'changed':
        throw new Error(`The new id ${template.templateId} is taken`);
    }
  };
