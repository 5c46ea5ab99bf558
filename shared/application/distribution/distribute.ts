import type { GroupPlace } from '../../domain/distribution/waiting-ticket.ts';
import { forEachAtMost } from '../live/at-most.ts';
import { type Lease, LEASE_SECONDS } from '../ports/distribution.ts';
import { drainLine, type DrainDeps } from './drain-line.ts';

/** Parts of its time after which a lease is kept for longer. */
const RENEWED_AFTER_MS = (LEASE_SECONDS * 1000) / 4;
/** Groups that one timed run hands out tickets of at the same time. */
const GROUPS_AT_ONCE = 4;

/** `again`: time ran out; `busy`: somebody else does it, and was told that there may be more. */
export type Distributed = 'done' | 'again' | 'busy';

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
  return async (place: GroupPlace, hasTime: () => boolean): Promise<Distributed> => {
    let lease = await distribution.wake(place, clock.newId('evt'), clock.now());
    if (lease === undefined) return 'busy';
    try {
      for (;;) {
        const keeper = leaseKeeper(deps, lease);
        const { state, ...counts } = await drain(place, async () => hasTime() && (await keeper.keep()));
        log.info('tickets_distributed', { ...place, ...counts, state });
        if (keeper.isLost()) return 'busy';
        if (counts.failed > 0) throw new Error(`${counts.failed} tickets of ${place.groupId} could not be assigned`);
        if (state === 'stopped') break;
        if (await distribution.release(lease)) return 'done';
        const renewed: Lease | undefined = await distribution.renew(lease, clock.now());
        if (renewed === undefined) return 'busy';
        lease = renewed;
      }
    } catch (cause) {
      // What failed is told, whether or not the lease can be given back: it runs out.
      await distribution.abandon(lease).catch(() => undefined);
      throw cause;
    }
    await distribution.abandon(lease);
    return 'again';
  };
};

/** Looks at every group in which a ticket waits, of all services: nothing waits for ever because a wake-up was lost. */
export const distributeAll = (deps: DrainDeps) => {
  const hand = distribute(deps);
  return async (hasTime: () => boolean): Promise<void> => {
    const places = await deps.distribution.listWaitedIn();
    const failed: unknown[] = [];
    await forEachAtMost(GROUPS_AT_ONCE, places, async (place) => {
      if (!hasTime()) return;
      try {
        await hand(place, hasTime);
      } catch (cause) {
        failed.push(cause);
        deps.log.error('record_failed', { ...place, cause });
      }
    });
    if (failed.length > 0) throw new Error(`The tickets of ${failed.length} groups could not be handed out`);
  };
};
