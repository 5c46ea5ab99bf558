import type { DeskAdministration } from '../../../shared/application/ports/desk.ts';
import { AddressTakenError, type DeskDirectory, type DeskRegistry } from '../../../shared/application/ports/desk.ts';
import type { Agent, AgentGroup } from '../../../shared/domain/desk/agent.ts';
import { moveBetweenGroups } from '../../../shared/domain/desk/agent-groups.ts';
import type { Category } from '../../../shared/domain/desk/category.ts';
import { changedNames, type DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import type { Service } from '../../../shared/domain/desk/service.ts';
import { memoryPage } from './memory-page.ts';

/** Services and people in memory, for tests. */
export const memoryDeskDirectory = (): DeskDirectory &
  DeskRegistry &
  DeskAdministration & { /** All that were written, in their order. */ readonly facts: readonly DeskFact[] } => {
  const services = new Map<string, Service>();
  const agents = new Map<string, Agent>();
  const groups = new Map<string, AgentGroup>();
  const categories = new Map<string, Category>();
  const facts: DeskFact[] = [];
  const id = (...parts: readonly string[]) => JSON.stringify(parts);
  const byCode = (a: string, b: string) => (a < b ? -1 : 1);
  const takenBy = (service: Pick<Service, 'serviceId' | 'addresses'>) =>
    service.addresses.find((address) =>
      [...services.values()].some(
        (other) => other.serviceId !== service.serviceId && other.addresses.includes(address),
      ),
    );
  const setGroup = (group: AgentGroup) => {
    groups.set(id(group.serviceId, group.groupId), group);
  };
  return {
    facts,
    async findService(serviceId) {
      return services.get(serviceId);
    },
    async listServices() {
      return [...services.values()].toSorted((a, b) => byCode(a.serviceId, b.serviceId));
    },
    async findGroup(serviceId, groupId) {
      return groups.get(id(serviceId, groupId));
    },
    async findCategory(serviceId, kind, categoryId) {
      return categories.get(id(serviceId, kind, categoryId));
    },
    async listCategories(serviceId) {
      return [...categories.values()].filter((category) => category.serviceId === serviceId);
    },
    async findAgent(serviceId, agentId) {
      return agents.get(id(serviceId, agentId));
    },
    async listAgents(serviceId) {
      return [...agents.values()]
        .filter((agent) => agent.serviceId === serviceId)
        .toSorted((a, b) => byCode(a.agentId, b.agentId));
    },
    async listGroups(serviceId) {
      return [...groups.values()]
        .filter((group) => group.serviceId === serviceId)
        .toSorted((a, b) => byCode(a.groupId, b.groupId));
    },
    async listMemberships(agentId) {
      return [...agents.values()]
        .filter((agent) => agent.agentId === agentId && agent.active)
        .toSorted((a, b) => byCode(a.serviceId, b.serviceId));
    },
    async findServiceByAddress(address) {
      return [...services.values()].find((service) => service.addresses.includes(address));
    },
    async putService(setup) {
      const taken = takenBy(setup);
      if (taken !== undefined) throw new AddressTakenError(taken);
      services.set(setup.serviceId, { ...setup, version: nextVersion(services.get(setup.serviceId), setup) });
    },
    async putGroup({ serviceId, groupId, name }) {
      const before = groups.get(id(serviceId, groupId));
      const setup = { serviceId, groupId, name, agentIds: before?.agentIds ?? [], active: true };
      setGroup({ ...setup, version: nextVersion(before, setup) });
    },
    async putAgent(setup) {
      const key = id(setup.serviceId, setup.agentId);
      const there = [...groups.values()].filter(({ serviceId, active }) => serviceId === setup.serviceId && active);
      const moved = moveBetweenGroups(there, {
        ...setup,
        groupIds: setup.groupIds.filter((groupId) => there.some((group) => group.groupId === groupId)),
      });
      if (moved.ok)
        moved.value.forEach(({ after }) => {
          setGroup(after);
        });
      agents.set(key, { ...setup, version: nextVersion(agents.get(key), setup) });
    },
    async saveAgent({ before, after, groups: moved, administratorId, fact }) {
      const key = id(after.serviceId, after.agentId);
      const administrator =
        administratorId === undefined ? undefined : agents.get(id(after.serviceId, administratorId));
      const asRead =
        agents.get(key)?.version === before?.version &&
        moved.every(
          (change) => groups.get(id(change.after.serviceId, change.after.groupId))?.version === change.before?.version,
        ) &&
        (administratorId === undefined || (administrator?.active === true && administrator.role === 'administrator'));
      if (!asRead) return false;
      agents.set(key, after);
      moved.forEach((change) => {
        setGroup(change.after);
      });
      facts.push(fact);
      return true;
    },
    async saveGroup({ before, after, fact }) {
      if (groups.get(id(after.serviceId, after.groupId))?.version !== before?.version) return false;
      setGroup(after);
      facts.push(fact);
      return true;
    },
    async saveService({ before, after, administrator, fact }) {
      if (services.get(after.serviceId)?.version !== before?.version) return 'changed';
      const taken = takenBy(after);
      if (taken !== undefined) return { taken };
      services.set(after.serviceId, after);
      if (administrator) agents.set(id(administrator.serviceId, administrator.agentId), administrator);
      facts.push(fact);
      return 'saved';
    },
    async otherAdministrator(serviceId, agentId) {
      return [...agents.values()].find(
        (agent) =>
          agent.serviceId === serviceId && agent.active && agent.role === 'administrator' && agent.agentId !== agentId,
      )?.agentId;
    },
    async listFacts(serviceId, page, { kinds, subjectId, agentId, from = '', until = '~' } = {}) {
      const passes = ({ subject, actor, at }: DeskFact): boolean =>
        (kinds?.includes(subject.kind) ?? true) &&
        (subjectId === undefined || subject.id === subjectId) &&
        (agentId === undefined || (actor.kind === 'agent' && actor.id === agentId)) &&
        at >= from &&
        at < until;
      return memoryPage(
        `SERVICE#${serviceId}/EVENT#${JSON.stringify([kinds, subjectId, agentId, from, until])}`,
        facts.filter((fact) => fact.serviceId === serviceId && passes(fact)),
        (fact) => fact.id,
        page,
      );
    },
    async putCategory(category) {
      const key = id(category.serviceId, category.kind, category.categoryId);
      const before = categories.get(key);
      categories.set(key, {
        ...category,
        version: before === undefined ? 1 : before.version + (changedNames(before, category).length === 0 ? 0 : 1),
      });
    },
  };
};

const nextVersion = (
  before: (Readonly<Record<string, unknown>> & { readonly version: number }) | undefined,
  setup: Readonly<Record<string, unknown>>,
): number => {
  if (before === undefined) return 1;
  return changedNames(before, setup).length === 0 ? before.version : before.version + 1;
};
