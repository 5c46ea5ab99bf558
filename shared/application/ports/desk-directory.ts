import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Category, CategoryKind } from '../../domain/desk/category.ts';
import type { Service } from '../../domain/desk/service.ts';

/** Services, their people and addresses. Read on each request, so that a right taken away is gone at once. */
export type DeskDirectory = {
  findService(serviceId: string): Promise<Service | undefined>;
  /** Every service of the organization: at most a few thousand. */
  listServices(): Promise<readonly Service[]>;
  findGroup(serviceId: string, groupId: string): Promise<AgentGroup | undefined>;
  findCategory(serviceId: string, kind: CategoryKind, categoryId: string): Promise<Category | undefined>;
  /** Both trees of a service, in no order. */
  listCategories(serviceId: string): Promise<readonly Category[]>;
  /** Also inactive agents: callers ask `active`. Consistent. */
  findAgent(serviceId: string, agentId: string): Promise<Agent | undefined>;
  listAgents(serviceId: string): Promise<readonly Agent[]>;
  listGroups(serviceId: string): Promise<readonly AgentGroup[]>;
  /** Where one person is an active agent. */
  listMemberships(agentId: string): Promise<readonly Agent[]>;
  /** The service that a mail address (lower case, without `+…`) belongs to. */
  findServiceByAddress(address: string): Promise<Service | undefined>;
};

/**
 * Setting a desk up; used by the operator's command and the demo. What is there already keeps its version when nothing
 * changes, and gets the next one otherwise.
 */
export type DeskRegistry = {
  putService(service: Omit<Service, 'version'>): Promise<void>;
  /** Who is in it stays, in their order. */
  putGroup(group: Pick<AgentGroup, 'serviceId' | 'groupId' | 'name'>): Promise<void>;
  /**
   * Also puts the agent into their groups, last, and takes them out of all others; groups that aren't there are passed
   * over.
   */
  putAgent(agent: Omit<Agent, 'version'>): Promise<void>;
  putCategory(category: Omit<Category, 'version'>): Promise<void>;
};

/** A mail address that another service has already: it can't belong to two. */
export class AddressTakenError extends Error {
  override readonly name = 'AddressTakenError';
  constructor(address: string) {
    super(`The address ${address} belongs to another service`);
  }
}
