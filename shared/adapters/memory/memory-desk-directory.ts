import { AddressTakenError, type DeskDirectory, type DeskRegistry } from '../../application/ports/desk-directory.ts';
import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';

/** Services and people in memory, for tests. */
export const memoryDeskDirectory = (): DeskDirectory & DeskRegistry => {
  const services = new Map<string, Service>();
  const agents = new Map<string, Agent>();
  const groups = new Map<string, AgentGroup>();
  const id = (serviceId: string, of: string) => JSON.stringify([serviceId, of]);
  const byCode = (a: string, b: string) => (a < b ? -1 : 1);
  return {
    async findService(serviceId) { return services.get(serviceId); },
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
  };
};
