import { AddressTakenError, type DeskDirectory, type DeskRegistry } from '../../application/ports/desk-directory.ts';
import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Category } from '../../domain/desk/category.ts';
import type { Service } from '../../domain/desk/service.ts';

/** Services and people in memory, for tests. */
export const memoryDeskDirectory = (): DeskDirectory & DeskRegistry => {
  const services = new Map<string, Service>();
  const agents = new Map<string, Agent>();
  const groups = new Map<string, AgentGroup>();
  const categories = new Map<string, Category>();
  const id = (...parts: readonly string[]) => JSON.stringify(parts);
  const byCode = (a: string, b: string) => (a < b ? -1 : 1);
  return {
    async findService(serviceId) { return services.get(serviceId); },
    async listServices() { return [...services.values()].toSorted((a, b) => byCode(a.serviceId, b.serviceId)); },
    async findGroup(serviceId, groupId) { return groups.get(id(serviceId, groupId)); },
    async findCategory(serviceId, kind, categoryId) { return categories.get(id(serviceId, kind, categoryId)); },
    async listCategories(serviceId) { return [...categories.values()].filter((category) => category.serviceId === serviceId); },
    async findAgent(serviceId, agentId) { return agents.get(id(serviceId, agentId)); },
    async listAgents(serviceId) { return [...agents.values()].filter((agent) => agent.serviceId === serviceId).toSorted((a, b) => byCode(a.agentId, b.agentId)); },
    async listGroups(serviceId) { return [...groups.values()].filter((group) => group.serviceId === serviceId).toSorted((a, b) => byCode(a.groupId, b.groupId)); },
    async listMemberships(agentId) { return [...agents.values()].filter((agent) => agent.agentId === agentId && agent.active).toSorted((a, b) => byCode(a.serviceId, b.serviceId)); },
    async findServiceByAddress(address) { return [...services.values()].find((service) => service.addresses.includes(address)); },
    async putService(service) {
      for (const address of service.addresses) {
        if ([...services.values()].some((other) => other.serviceId !== service.serviceId && other.addresses.includes(address))) throw new AddressTakenError(address);
      }
      services.set(service.serviceId, service);
    },
    async putGroup(group) { groups.set(id(group.serviceId, group.groupId), group); },
    async putAgent(agent) { agents.set(id(agent.serviceId, agent.agentId), agent); },
    async putCategory(category) { categories.set(id(category.serviceId, category.kind, category.categoryId), category); },
  };
};
