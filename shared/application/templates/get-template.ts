import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { CountedTemplate, TemplateRefusal } from '../../domain/template/template.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';

export type TemplateNotFound = Extract<TemplateRefusal, { code: 'template_not_found' }>;

/** A template that the agent sees, with its text. */
export const getTemplate =
  (deps: { readonly templates: Pick<TemplateRepository, 'find'> }) =>
  async (
    { serviceId, agentId }: Pick<Agent, 'serviceId' | 'agentId'>,
    templateId: string,
  ): Promise<Result<CountedTemplate, TemplateNotFound>> => {
    const template = await deps.templates.find(serviceId, templateId, agentId);
    return template === undefined ? err({ code: 'template_not_found', templateId }) : ok(template);
  };
