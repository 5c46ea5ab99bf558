import type { GroupChange } from '../../domain/desk/agent-groups.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { Page, PageRequest } from './ticket-repository.ts';

export type AgentSave = {
  readonly before: Agent | undefined;
  readonly after: Agent;
  /** Groups that the agent comes into or leaves. */
  readonly groups: readonly GroupChange[];
  /** Who administers the service from now on: written only if they still do. */
  readonly administratorId?: string;
  readonly fact: DeskFact;
};

export type ServiceSave = {
  readonly before: Service | undefined;
  readonly after: Service;
  /** Of a new service: its first agent. */
  readonly administrator?: Agent;
  readonly fact: DeskFact;
};

/** Changes of services and their people, each written with its fact in one transaction, or not at all. */
export type DeskAdministration = {
  /** False when the agent, a group or the remaining administrator is not as it was read. */
  saveAgent(save: AgentSave): Promise<boolean>;
  /** False when the group is not as it was read. */
  saveGroup(save: GroupChange & { readonly fact: DeskFact }): Promise<boolean>;
  saveService(save: ServiceSave): Promise<'saved' | 'changed' | { readonly taken: string }>;
  /** An active administrator other than this agent, if there is one. Consistent. */
  otherAdministrator(serviceId: string, agentId: string): Promise<string | undefined>;
  /** A page of the service's audit log. Consistent. Throws InvalidCursorError. */
  listFacts(serviceId: string, page: PageRequest): Promise<Page<DeskFact>>;
};
