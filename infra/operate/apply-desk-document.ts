import type { AgentAccounts, DeskRegistry } from '../../shared/application/ports/desk.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';
import type { Category, CategoryKind } from '../../shared/domain/desk/category.ts';
import type { Invitation } from '../../shared/domain/desk/invitation.ts';
import { type CategoryNode, type DeskDocument, nodesOf } from './desk-document.ts';

export type Applied = {
  readonly services: number;
  readonly groups: number;
  readonly categories: number;
  readonly agents: number;
  readonly newAccounts: number;
  /** The invitations of agents who have never signed in, by their addresses. */
  readonly invitations: ReadonlyMap<string, Invitation>;
};

/** Invites an agent in the name of a service, unless they can still accept an earlier invitation. */
type Invite = (agent: Pick<Agent, 'serviceId' | 'agentId' | 'name' | 'email'>) => Promise<Invitation | undefined>;

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

type Deps = {
  readonly registry: DeskRegistry;
  readonly accounts: Pick<AgentAccounts, 'ensure'>;
  /** Without it nobody is invited: for documents that give everybody a password. */
  readonly invite?: Invite;
};

/**
 * Makes a desk as its document says: what is there is brought to it, what the document doesn't name is left alone.
 * Twice is as once. Who has never signed in is invited once they are an agent, by the first service that names them.
 */
export const applyDeskDocument =
  (deps: Deps) =>
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
    const invitations = new Map<string, Invitation>();
    for (const { memberships, email, name, password } of agents) {
      const { agentId, made, state } = await deps.accounts.ensure({ email, name, password });
      if (made) newAccounts += 1;
      for (const membership of memberships) await deps.registry.putAgent({ agentId, name, email, ...membership });
      const first = memberships.find(({ active }) => active);
      if (state !== 'invited' || !first) continue;
      const invitation = await deps.invite?.({ serviceId: first.serviceId, agentId, name, email });
      if (invitation) invitations.set(email, invitation);
    }
    return {
      services: services.length,
      groups: services.reduce((count, { groups }) => count + groups.length, 0),
      categories,
      agents: agents.length,
      newAccounts,
      invitations,
    };
  };
