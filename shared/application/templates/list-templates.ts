import type { Agent } from '../../domain/desk/agent.ts';
import { findTemplates, type CountedTemplate, type TemplateSearch } from '../../domain/template/template.ts';
import type { TemplateRepository } from '../ports/desk-settings.ts';

/** The templates that an agent sees, shared ones and their own: most used first. */
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
