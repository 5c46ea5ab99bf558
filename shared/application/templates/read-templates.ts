import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import {
  type CountedTemplate,
  type TemplateRefusal,
  findTemplates,
  type TemplateSearch,
} from '../../domain/template/template.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';

export type TemplateNotFound = Extract<TemplateRefusal, { code: 'template_not_found' }>;

/** A template that the agent can see, with its text. */
export const getTemplate =
  (deps: { readonly templates: Pick<TemplateRepository, 'find'> }) =>
  async (
    { serviceId, agentId }: Pick<Agent, 'serviceId' | 'agentId'>,
    templateId: string,
  ): Promise<Result<CountedTemplate, TemplateNotFound>> => {
    const template = await deps.templates.find(serviceId, templateId, agentId);
    return template === undefined ? err({ code: 'template_not_found', templateId }) : ok(template);
  };

/** The templates that an agent can see, shared ones and their own; most used first. */
export const listTemplates =
  (deps: { readonly templates: Pick<TemplateRepository, 'list'> }) =>
  async (
    { serviceId, agentId }: Pick<Agent, 'serviceId' | 'agentId'>,
    { whose, ...search }: TemplateSearch,
  ): Promise<readonly CountedTemplate[]> => {
    const owners = [...(whose === 'own' ? [] : [undefined]), ...(whose === 'shared' ? [] : [agentId])];
    return findTemplates(
      (await Promise.all(owners.map((owner) => deps.templates.list(serviceId, owner)))).flat(),
      search,
    );
  };
