import type { TemplateRepository } from '../../../shared/application/ports/desk-settings.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { Template } from '../../../shared/domain/template/template.ts';

/** Templates in memory; the facts of their changes are open to tests. */
export const memoryTemplateRepository = (): TemplateRepository & { readonly facts: readonly DeskFact[] } => {
  const templates = new Map<string, Template>();
  const uses = new Map<string, number>();
  const facts: DeskFact[] = [];
  const keyOf = ({ serviceId, ownerId, templateId }: Pick<Template, 'serviceId' | 'ownerId' | 'templateId'>) =>
    JSON.stringify([serviceId, ownerId ?? null, templateId]);
  const counted = (template: Template) => ({ ...template, useCount: uses.get(keyOf(template)) ?? 0 });
  const tell = (fact: DeskFact | undefined) => {
    if (fact) facts.push(fact);
  };
  return {
    facts,
    list: async (serviceId, ownerId) =>
      [...templates.values()].filter((each) => each.serviceId === serviceId && each.ownerId === ownerId).map(counted),
    async find(serviceId, templateId, agentId) {
      const found =
        templates.get(keyOf({ serviceId, templateId })) ??
        templates.get(keyOf({ serviceId, templateId, ownerId: agentId }));
      return found && counted(found);
    },
    async save(template, before, fact) {
      if (templates.get(keyOf(template))?.version !== before?.version) return 'changed';
      const { serviceId, ownerId, searchCode, templateId } = template;
      if (
        [...templates.values()].some(
          (each) =>
            each.serviceId === serviceId &&
            each.ownerId === ownerId &&
            each.searchCode === searchCode &&
            each.templateId !== templateId,
        )
      )
        return 'code_taken';
      templates.set(keyOf(template), template);
      tell(fact);
      return 'saved';
    },
    async remove(template, fact) {
      if (templates.get(keyOf(template))?.version !== template.version) return false;
      templates.delete(keyOf(template));
      tell(fact);
      return true;
    },
    async countUse(template) {
      const key = keyOf(template);
      if (templates.has(key)) uses.set(key, (uses.get(key) ?? 0) + 1);
    },
  };
};
