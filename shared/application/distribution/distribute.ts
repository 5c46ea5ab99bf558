import type { GroupPlace } from '../../domain/distribution/waiting-ticket.ts';
import { forEachAtMost } from '../live/at-most.ts';
import { type Lease, LEASE_SECONDS } from '../ports/distribution.ts';
import { drainLine, type DrainDeps } from './drain-line.ts';

/** Parts of its time after which a lease is kept for longer. */
const RENEWED_AFTER_MS = (LEASE_SECONDS * 1000) / 4;
/** Groups that one timed run hands out tickets of at the same time. */
const GROUPS_AT_ONCE = 4;

/**
 * `busy`: somebody else does it, and was told that there may be more. `failed`: so many tickets; the others are done.
 */
export type Distributed = { readonly state: 'done' | 'out_of_time' | 'busy'; readonly failed: number };

/** The lease could be lost to somebody else at any moment: what is decided meanwhile is guarded by its own rows. */
const leaseKeeper = ({ distribution, clock }: DrainDeps, lease: Lease) => {
  let [renewedAt, isLost] = [clock.now().getTime(), false];
  return {
    isLost: () => isLost,
    async keep(): Promise<boolean> {
      const now = clock.now();
      if (isLost || now.getTime() - renewedAt < RENEWED_AFTER_MS) return !isLost;
      renewedAt = now.getTime();
      isLost = (await distribution.renew(lease, now)) === undefined;
      return !isLost;
    },
  };
};

/**
 * Hands out the waiting tickets of a group, as one of several who were woken for it: by whoever takes the lease, until
 * nobody has woken the group since it looked last. A holder that fails gives the lease back; of one that is gone it
 * runs out.
 */
export const distribute = (deps: DrainDeps) => {
  const { distribution, clock, log } = deps;
  const drain = drainLine(deps);
  const hold = async (taken: Lease, hasTime: () => boolean): Promise<Distributed> => {
    const { serviceId, groupId } = taken;
    let [lease, failed] = [taken, 0];
    for (;;) {
      const keeper = leaseKeeper(deps, lease);
      const drained = await drain(lease, async () => hasTime() && (await keeper.keep()));
      log.info('tickets_distributed', { serviceId, groupId, ...drained });
      // What failed is tried again with each look.
      failed = drained.failed;
      if (keeper.isLost()) return { state: 'busy', failed };
      if (drained.state === 'stopped') {
        await distribution.abandon(lease);
        return { state: 'out_of_time', failed };
      }
      if (await distribution.release(lease)) return { state: 'done', failed };
      const renewed = await distribution.renew(lease, clock.now());
      if (renewed === undefined) return { state: 'busy', failed };
      lease = renewed;
    }
  };
  return async (place: GroupPlace, hasTime: () => boolean): Promise<Distributed> => {
    const lease = await distribution.wake(place, clock.newId('evt'), clock.now());
    if (lease === undefined) return { state: 'busy', failed: 0 };
    try {
      return await hold(lease, hasTime);
    } catch (cause) {
      // What failed is told, whether or not the lease can be given back.
      await distribution.abandon(lease).catch(() => undefined);
      throw cause;
    }
  };
};

/**
 * Looks at every group in which a ticket waits, of all services: nothing waits for ever because a wake-up was lost.
 * Throws at the end when some tickets or groups failed, so that somebody is told.
 */
export const distributeAll = (deps: DrainDeps) => {
  const hand = distribute(deps);
  return async (hasTime: () => boolean): Promise<void> => {
    const failing: string[] = [];
    await forEachAtMost(GROUPS_AT_ONCE, await deps.distribution.listWaitedIn(), async (place) => {
      if (!hasTime()) return;
      try {
        if ((await hand(place, hasTime)).failed > 0) failing.push(place.groupId);
      } catch (cause) {
        failing.push(place.groupId);
        deps.log.error('record_failed', { ...place, cause });
      }
    });
    if (failing.length > 0) throw new Error(`Tickets could not be handed out in ${failing.join(', ')}`);
  };
};
