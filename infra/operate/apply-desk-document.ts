import type { DeskRegistry } from '../../shared/application/ports/desk-directory.ts';
import type { AgentAccounts } from './agent-accounts.ts';
import type { DeskDocument } from './desk-document.ts';

export type Applied = { readonly services: number; readonly groups: number; readonly agents: number; readonly newAccounts: number };

/** Makes a desk as its document says: what is there is brought to it, what the document doesn't name is left alone. Twice is as once. */
export const applyDeskDocument = (deps: { readonly registry: DeskRegistry; readonly accounts: AgentAccounts }) => async ({ services, agents }: DeskDocument): Promise<Applied> => {
  for (const { groups, senderName, ...service } of services) {
    await deps.registry.putService({ ...service, senderName: senderName ?? service.name });
    for (const group of groups) await deps.registry.putGroup({ serviceId: service.serviceId, ...group });
  }
  let newAccounts = 0;
  for (const { memberships, email, name, password } of agents) {
    const { agentId, made } = await deps.accounts.ensure({ email, name, password });
    if (made) newAccounts += 1;
    for (const membership of memberships) await deps.registry.putAgent({ agentId, name, email, ...membership });
  }
  return { services: services.length, groups: services.reduce((count, { groups }) => count + groups.length, 0), agents: agents.length, newAccounts };
};
