import { OUTWARD_STATUSES } from '../../../../shared/domain/trigger/outward-call.ts';
import {
  callsOf,
  callsWithoutRun,
  lookAgainIn,
  reachesFurther,
  type CallView,
} from '../../../../web/src/panels/outward-calls.ts';
import type { RunView } from '../../../../web/src/panels/use-trigger-runs.ts';

const NOW = Date.parse('2026-11-22T09:00:00.000Z');
const after = (seconds: number): string => new Date(NOW + seconds * 1000).toISOString();
const aCall = (over: Partial<CallView> = {}): CallView => ({
  id: 'out_1',
  kind: 'call',
  trigger: { triggerId: 'trg_1', name: 'Tell the shop' },
  action: 0,
  target: 'shop.example.com/calls',
  status: 'waiting',
  attempts: 0,
  createdAt: after(0),
  attemptedAt: null,
  nextAt: null,
  endedAt: null,
  answer: null,
  ...over,
});
const aRun = (at: string, ...fired: readonly string[]): Pick<RunView, 'at' | 'considered'> => ({
  at,
  considered: [...fired, 'trg_9'].map((triggerId) => ({
    triggerId,
    name: triggerId,
    version: 1,
    outcome: triggerId === 'trg_9' ? 'conditions_not_met' : 'fired',
    conditions: [],
    actions: [],
  })),
});

describe('how soon calls are looked at again', () => {
  it.each(OUTWARD_STATUSES)('one that is %s: while it has not ended', (status) => {
    expect(lookAgainIn([aCall({ status })], NOW)).toBe(status === 'waiting' || status === 'calling' ? 2000 : false);
  });
  it.each([
    ['about to be tried', after(10), 12_000],
    ['tried in hours', after(3 * 60 * 60), 60_000],
    ['late by a minute', after(-60), 15_000],
    ['late by a day', after(-24 * 60 * 60), 60_000],
  ])('one that is %s', (_, nextAt, wait) => {
    expect(lookAgainIn([aCall({ status: 'done' }), aCall({ nextAt })], NOW)).toBe(wait);
  });
  it('none', () => {
    expect(lookAgainIn([], NOW)).toBe(false);
  });
});

describe('where a call stands', () => {
  const calls = [
    aCall({ id: 'out_4', createdAt: after(60) }),
    aCall({ id: 'out_3', trigger: { triggerId: 'trg_2', name: 'Two' } }),
    aCall({ id: 'out_2', action: 2, kind: 'notice' }),
    aCall({ id: 'out_1' }),
  ];
  it('is at the action of the trigger that ordered it, in its run', () => {
    const ids = (at: string, triggerId: string) =>
      [...callsOf(calls, { at }, triggerId)].map(([action, { id }]) => [action, id]);
    expect(ids(after(0), 'trg_1')).toEqual([
      [2, 'out_2'],
      [0, 'out_1'],
    ]);
    expect(ids(after(0), 'trg_2')).toEqual([[0, 'out_3']]);
    expect(ids(after(60), 'trg_1')).toEqual([[0, 'out_4']]);
    expect(ids(after(60), 'trg_2')).toEqual([]);
  });
  it('is behind all runs, once its own is no longer kept; not while its run is on its way', () => {
    const former = (...runs: readonly Pick<RunView, 'at' | 'considered'>[]) =>
      callsWithoutRun(calls, runs).map(({ id }) => id);
    expect(former(aRun(after(60), 'trg_1'), aRun(after(0), 'trg_1', 'trg_2'))).toEqual([]);
    // The trace had no room for the second one.
    expect(former(aRun(after(60), 'trg_1'), aRun(after(0), 'trg_1'))).toEqual(['out_3']);
    expect(former(aRun(after(60), 'trg_1'))).toEqual(['out_3', 'out_2', 'out_1']);
    expect(former(aRun(after(0), 'trg_1', 'trg_2'))).toEqual([]);
    expect(former()).toEqual(['out_4', 'out_3', 'out_2', 'out_1']);
  });
  it('may be on the next page, as long as the last one is no older than the last run', () => {
    expect(reachesFurther(calls, [aRun(after(60), 'trg_1')])).toBe(false);
    expect(reachesFurther(calls, [aRun(after(0), 'trg_1')])).toBe(true);
    expect(reachesFurther(calls, [])).toBe(false);
    expect(reachesFurther([], [aRun(after(0), 'trg_1')])).toBe(false);
  });
});
