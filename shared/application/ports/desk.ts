import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Category, CategoryKind } from '../../domain/desk/category.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { GroupChange } from '../../domain/desk/agent-groups.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Page, PageRequest } from './pages.ts';
import type { Departure } from '../../domain/desk/departure.ts';

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

/** Whose departure it is. Rows are made by the first ticket that is given back, or when the work ends. */
export type DepartureRef = Pick<Departure, 'serviceId' | 'departureId' | 'agentId' | 'at'>;

/** Tickets by group, for a departure whose tickets were only counted. */
export type Kept = Departure['groups'];

export type DepartureRepository = {
  /** Consistent. */
  find(serviceId: string, departureId: string): Promise<Departure | undefined>;
  /** The newest DEPARTURES_SHOWN, newest first, dismissed and unfinished ones too. Consistent. */
  list(serviceId: string): Promise<readonly Departure[]>;
  /**
   * Notes that all was looked through; `kept` are tickets that stay the leaver's. Doing it again keeps the first time.
   */
  finish(
    departure: DepartureRef,
    ending: { readonly at: string; readonly openCalls: number; readonly kept?: Kept },
  ): Promise<void>;
  /** Notes that administrators were told of all that is in it. */
  told(serviceId: string, departureId: string, at: string): Promise<void>;
  /** False: there is none. Dismissing twice is well. */
  dismiss(
    serviceId: string,
    departureId: string,
    by: { readonly agentId: string; readonly at: string },
  ): Promise<boolean>;
};

export type Account = { readonly agentId: string; readonly made: boolean };
/** Without a password the identity provider mails an invitation with a temporary one. */
export type AccountRequest = { readonly email: string; readonly name: string; readonly password?: string | undefined };

/** Accounts of a user pool whose names are e-mail addresses. */
export type AgentAccounts = {
  /**
   * The account of this address, made if there is none. The password of an account that somebody already uses stays
   * theirs.
   */
  ensure(request: AccountRequest): Promise<Account>;
};
