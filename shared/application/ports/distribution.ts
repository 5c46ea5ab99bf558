import type { Agent, AgentGroup } from '../../domain/desk/agent.ts';
import type { Received, Turn } from '../../domain/distribution/distribution.ts';
import type { GroupPlace, WaitingTicket } from '../../domain/distribution/waiting-ticket.ts';

/** Whoever holds it hands out the waiting tickets of a group, and nobody else does meanwhile. */
export type Lease = GroupPlace & {
  readonly holder: string;
  /** How often the group was woken until it was taken or renewed: work that came later moves it. */
  readonly wanted: number;
};

/** Seconds after which the lease of a holder who is gone runs out. */
export const LEASE_SECONDS = 20;

/** Lines of waiting tickets, whose turn it is, and who hands them out. Tickets join and leave a line by their save. */
export type DistributionRepository = {
  /** The group, with those of its agents who are active. Undefined for none. Consistent reads. */
  findGroup(place: GroupPlace): Promise<{ readonly group: AgentGroup; readonly agents: readonly Agent[] } | undefined>;
  /** Waiting tickets of a group, oldest first: from the first, or from behind one. Consistent read. */
  listWaiting(
    place: GroupPlace,
    page: { readonly limit: number; readonly after?: WaitingTicket },
  ): Promise<readonly WaitingTicket[]>;
  /** Whether any ticket waits in the group. Consistent read. */
  isWaitedIn(place: GroupPlace): Promise<boolean>;
  /** Every group in which a ticket waits, of all services. From an index: the newest may be missing for a moment. */
  listWaitedIn(): Promise<readonly GroupPlace[]>;
  /** Takes a place out of the line whose ticket went elsewhere; one that another placement has by now stays. */
  removeWaiting(waiting: WaitingTicket): Promise<void>;
  /** Consistent read. */
  findTurn(place: GroupPlace, triggerId: string): Promise<Turn | undefined>;
  /** Of those agents who were ever given a ticket. Consistent read. */
  findReceived(serviceId: string, agentIds: readonly string[]): Promise<readonly Received[]>;
  /**
   * Says that there may be work in a group, and takes its lease. Undefined: somebody holds it, and will look again
   * before they release it.
   */
  wake(place: GroupPlace, holder: string, now: Date): Promise<Lease | undefined>;
  /** Keeps the lease for another LEASE_SECONDS. Undefined: it ran out, and somebody else has it. */
  renew(lease: Lease, now: Date): Promise<Lease | undefined>;
  /** Gives the lease back, unless the group was woken since; false: it was, and the lease is kept. */
  release(lease: Lease): Promise<boolean>;
  /** Gives the lease back whatever there is to do: of a holder who can't go on. */
  abandon(lease: Lease): Promise<void>;
};
