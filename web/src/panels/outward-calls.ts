import type { listOutwardCalls } from '../../../shared/contracts/http/outward.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import type { RunView } from './use-trigger-runs.ts';

export type CallPage = OutputOf<typeof listOutwardCalls>;
export type CallView = CallPage['calls'][number];
type RanAt = Pick<RunView, 'at' | 'considered'>;

const isUnderWay = ({ status }: Pick<CallView, 'status'>): boolean => status === 'waiting' || status === 'calling';

/** Milliseconds between two looks at a call that is about to be made, and at one that comes late or much later. */
const LOOKS = { soonest: 2_000, latest: 60_000 } as const;

/** Milliseconds until something may have become of one of the calls; false: all have ended. */
export const lookAgainIn = (
  calls: readonly Pick<CallView, 'status' | 'nextAt' | 'createdAt'>[],
  now: number,
): number | false => {
  const waits = calls.filter(isUnderWay).map(({ nextAt, createdAt }) => {
    const due = Date.parse(nextAt ?? createdAt) - now;
    // One that should have been made is looked at less and less often.
    return due > 0 ? due + LOOKS.soonest : -due / 4;
  });
  return waits.length === 0 ? false : Math.min(LOOKS.latest, Math.max(LOOKS.soonest, Math.min(...waits)));
};

/** What one trigger ordered in a run, by the place of its action. They were written at the same moment. */
export const callsOf = (
  calls: readonly CallView[],
  { at }: Pick<RanAt, 'at'>,
  triggerId: string,
): ReadonlyMap<number, CallView> =>
  new Map(
    calls
      .filter((call) => call.createdAt === at && call.trigger.triggerId === triggerId)
      .map((call) => [call.action, call]),
  );

/** Calls whose run is no longer kept, once all runs are there: none of one that is on its way to the console. */
export const callsWithoutRun = (calls: readonly CallView[], runs: readonly RanAt[]): readonly CallView[] => {
  const shown = new Set(
    runs.flatMap(({ at, considered }) =>
      considered.filter(({ outcome }) => outcome === 'fired').map(({ triggerId }) => `${at} ${triggerId}`),
    ),
  );
  const times = new Set(runs.map(({ at }) => at));
  const oldest = runs.at(-1)?.at;
  return calls.filter(
    ({ createdAt, trigger }) =>
      !shown.has(`${createdAt} ${trigger.triggerId}`) &&
      (oldest === undefined || createdAt < oldest || times.has(createdAt)),
  );
};

/** Whether calls of the runs that are shown may stand on a page that is not loaded yet. */
export const reachesFurther = (calls: readonly CallView[], runs: readonly RanAt[]): boolean => {
  const [lastCall, lastRun] = [calls.at(-1), runs.at(-1)];
  return lastCall !== undefined && lastRun !== undefined && lastCall.createdAt >= lastRun.at;
};
