import type { AgentAccounts, DeskRegistry } from '../../shared/application/ports/desk.ts';
import type { Category, CategoryKind } from '../../shared/domain/desk/category.ts';
import { type CategoryNode, type DeskDocument, nodesOf } from './desk-document.ts';

export type Applied = {
  readonly services: number;
  readonly groups: number;
  readonly categories: number;
  readonly agents: number;
  readonly newAccounts: number;
};

const categoriesOf = (
  serviceId: string,
  kind: CategoryKind,
  tree: readonly CategoryNode[],
): readonly Omit<Category, 'version'>[] =>
  nodesOf(tree).map(({ node: { id, names, active }, order, parentId }) => ({
    serviceId,
    kind,
    categoryId: id,
    ...(parentId === undefined ? {} : { parentId }),
    names,
    active,
    order,
  }));

/**
 * Makes a desk as its document says: what is there is brought to it, what the document doesn't name is left alone.
 * Twice is as once.
 */
export const applyDeskDocument =
  (deps: { readonly registry: DeskRegistry; readonly accounts: AgentAccounts }) =>
  async ({ services, agents }: DeskDocument): Promise<Applied> => {
    let categories = 0;
    for (const { groups, senderName, languages, inquiryTypes, processingTypes, ...service } of services) {
      await deps.registry.putService({
        ...service,
        senderName: senderName ?? service.name,
        languages: languages ?? [service.language],
      });
      for (const group of groups) await deps.registry.putGroup({ serviceId: service.serviceId, ...group });
      const both = [
        ...categoriesOf(service.serviceId, 'inquiry_type', inquiryTypes),
        ...categoriesOf(service.serviceId, 'processing_type', processingTypes),
      ];
      for (const category of both) await deps.registry.putCategory(category);
      categories += both.length;
    }
    let newAccounts = 0;
    for (const { memberships, email, name, password } of agents) {
      const { agentId, made } = await deps.accounts.ensure({ email, name, password });
      if (made) newAccounts += 1;
      for (const membership of memberships) await deps.registry.putAgent({ agentId, name, email, ...membership });
    }
    return {
      services: services.length,
      groups: services.reduce((count, { groups }) => count + groups.length, 0),
      categories,
      agents: agents.length,
      newAccounts,
    };
  };
