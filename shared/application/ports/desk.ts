import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Category, CategoryKind } from '../../domain/desk/category.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { GroupChange } from '../../domain/desk/agent-groups.ts';
import type { DeskFact, DeskSubject } from '../../domain/desk/desk-facts.ts';
import type { Page, PageRequest } from './pages.ts';
import type { Departure } from '../../domain/desk/departure.ts';
import type { Invitation } from '../../domain/desk/invitation.ts';
import type { Preferences } from '../../domain/desk/preferences.ts';

/** Services, their agents and mail addresses. Read on each request, so that a revoked right ends at once. */
export type DeskDirectory = {
  findService(serviceId: string): Promise<Service | undefined>;
  /** Every service of the organization, at most a few thousand. */
  listServices(): Promise<readonly Service[]>;
  findGroup(serviceId: string, groupId: string): Promise<AgentGroup | undefined>;
  findCategory(serviceId: string, kind: CategoryKind, categoryId: string): Promise<Category | undefined>;
  /** Both category trees of a service, in no order. */
  listCategories(serviceId: string): Promise<readonly Category[]>;
  /** Also inactive agents: callers check `active`. Consistent read. */
  findAgent(serviceId: string, agentId: string): Promise<Agent | undefined>;
  listAgents(serviceId: string): Promise<readonly Agent[]>;
  listGroups(serviceId: string): Promise<readonly AgentGroup[]>;
  /** A person's active agents, one for each service. */
  listMemberships(agentId: string): Promise<readonly Agent[]>;
  /** The service with a mail address (lower case, without `+…`). */
  findServiceByAddress(address: string): Promise<Service | undefined>;
};

/** Sets up a desk, for the operator's command and the demo. A row's version grows only when its content changes. */
export type DeskRegistry = {
  putService(service: Omit<Service, 'version'>): Promise<void>;
  /** Keeps the group's agents and their order. */
  putGroup(group: Pick<AgentGroup, 'serviceId' | 'groupId' | 'name'>): Promise<void>;
  /**
   * Also adds the agent as last to their groups and removes them from all others. Groups that don't exist are ignored.
   */
  putAgent(agent: Omit<Agent, 'version'>): Promise<void>;
  putCategory(category: Omit<Category, 'version'>): Promise<void>;
};

/** Another service has this mail address already. */
export class AddressTakenError extends Error {
  override readonly name = 'AddressTakenError';
  constructor(address: string) {
    super(`The address ${address} belongs to another service`);
  }
}

export type AgentSave = {
  readonly before: Agent | undefined;
  readonly after: Agent;
  /** Groups that the agent joins or leaves. */
  readonly groups: readonly GroupChange[];
  /** The save fails unless this agent is still an active administrator. */
  readonly administratorId?: string;
  readonly fact: DeskFact;
};

export type ServiceSave = {
  readonly before: Service | undefined;
  readonly after: Service;
  /** The first agent of a new service. */
  readonly administrator?: Agent;
  readonly fact: DeskFact;
};

/** What facts must have: each member that is given. */
export type FactFilter = {
  readonly kinds?: readonly DeskSubject[];
  readonly subjectId?: string;
  /** Who made the change. */
  readonly agentId?: string;
  /** Instants in UTC, as ISO 8601 with milliseconds: from this one on, and before that one. */
  readonly from?: string;
  readonly until?: string;
};

/** Changes services and their agents, each change with its fact in one transaction. */
export type DeskAdministration = {
  /** Returns false when the agent, a group or the remaining administrator has changed since it was read. */
  saveAgent(save: AgentSave): Promise<boolean>;
  /** Returns false when the group has changed since it was read. */
  saveGroup(save: GroupChange & { readonly fact: DeskFact }): Promise<boolean>;
  saveService(save: ServiceSave): Promise<'saved' | 'changed' | { readonly taken: string }>;
  /** Another active administrator of the service, if there is one. Consistent read. */
  otherAdministrator(serviceId: string, agentId: string): Promise<string | undefined>;
  /**
   * A page of the service's audit log: the facts that pass the filter. Reads a bounded number of rows, so that a page
   * under a narrow filter may be short or empty although another follows. Consistent read. Throws InvalidCursorError,
   * also for a cursor of another filter.
   */
  listFacts(serviceId: string, page: PageRequest, filter?: FactFilter): Promise<Page<DeskFact>>;
};

/** Identifies a departure. Its row is created by the first ticket that is given back, or when the work ends. */
export type DepartureRef = Pick<Departure, 'serviceId' | 'departureId' | 'agentId' | 'at'>;

/** The number of tickets in each group, for a departure whose tickets stay with the agent. */
export type TicketsByGroup = Departure['groups'];

export type DepartureRepository = {
  /** Consistent read. */
  find(serviceId: string, departureId: string): Promise<Departure | undefined>;
  /** The newest DEPARTURES_SHOWN, newest first, with dismissed and unfinished ones. Consistent read. */
  list(serviceId: string): Promise<readonly Departure[]>;
  /**
   * Records that all tickets were processed; `kept` are tickets that stay with the agent. Repeating it keeps the first
   * time.
   */
  finish(
    departure: DepartureRef,
    ending: { readonly at: string; readonly openCalls: number; readonly kept?: TicketsByGroup },
  ): Promise<void>;
  /** Notes that administrators were told of all that is in it. */
  told(serviceId: string, departureId: string, at: string): Promise<void>;
  /** Returns false when there is no such departure; dismissing twice does nothing. */
  dismiss(
    serviceId: string,
    departureId: string,
    by: { readonly agentId: string; readonly at: string },
  ): Promise<boolean>;
};

/** `invited`: has a temporary password or none that anybody knows; `disabled`: was switched off in the user pool. */
export type AccountState = 'invited' | 'in_use' | 'disabled';
export type Account = { readonly agentId: string; readonly state: AccountState };
/** Without a password nobody can sign in until one is set by `renewPassword`. */
export type AccountRequest = { readonly email: string; readonly name: string; readonly password?: string | undefined };

/** Accounts in a user pool whose user names are e-mail addresses. It mails nothing. */
export type AgentAccounts = {
  /**
   * Returns the account of this address; creates it if there is none. The password of an account in use is not changed.
   */
  ensure(request: AccountRequest): Promise<Account & { readonly made: boolean }>;
  /** By the agent's id or the e-mail address. */
  find(idOrEmail: string): Promise<Account | undefined>;
  /** The agents' ids of all accounts of the pool that are still `invited`. */
  listInvited(): Promise<ReadonlySet<string>>;
  /**
   * Gives the account a new temporary password, valid for INVITATION_DAYS from now on. Any other password ends: callers
   * check first that the account is `invited`.
   */
  renewPassword(agentId: string): Promise<string>;
};

/** The last invitation of each account. */
export type InvitationRepository = {
  /** Consistent read. */
  find(agentId: string): Promise<Invitation | undefined>;
  /** Those that there are, in no order. */
  findMany(agentIds: readonly string[]): Promise<readonly Invitation[]>;
  /**
   * Writes it, with a fact where there is one, if the stored one has the version of `before` (absent: must not exist).
   * Returns false otherwise.
   */
  save(invitation: Invitation, before: Invitation | undefined, fact?: DeskFact): Promise<boolean>;
};

/** What agents chose for themselves. */
export type PreferencesRepository = {
  /** Undefined when nothing was chosen yet. Consistent read. */
  find(agentId: string): Promise<Preferences | undefined>;
  /** Writes them if the stored ones have the version of `before` (absent: must not exist). Returns false otherwise. */
  save(preferences: Preferences, before: Preferences | undefined): Promise<boolean>;
};
