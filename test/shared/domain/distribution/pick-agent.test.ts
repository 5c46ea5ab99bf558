import fc from 'fast-check';
import { nextTurn, type Turn } from '../../../../shared/domain/distribution/distribution.ts';
import { pickAgent, type TakingGroup, type TakingState } from '../../../../shared/domain/distribution/pick-agent.ts';
import { ASSIGNMENT_STRATEGIES } from '../../../../shared/domain/trigger/trigger.ts';
import { aWaitingTicket } from '../../../support/tickets.ts';

const AGENTS = ['ann', 'ben', 'cho', 'dan'];
const groupOf = (agentIds: readonly string[], taking: readonly string[] = agentIds): TakingGroup => ({
  agentIds,
  taking: new Set(taking),
});
type Loads = Readonly<Record<string, number>>;
const stateOf = ({
  loads = {},
  given = {},
  ...over
}: Partial<Omit<TakingState, 'open' | 'lastGivenAt'>> & {
  readonly loads?: Loads;
  readonly given?: Readonly<Record<string, string>>;
} = {}): TakingState => ({
  random: 0,
  ...over,
  open: (agentId) => loads[agentId] ?? 0,
  lastGivenAt: (agentId) => given[agentId],
});

/** All subsets. */
const subsets = (agentIds: readonly string[]): readonly (readonly string[])[] =>
  agentIds.reduce<readonly (readonly string[])[]>(
    (sets, agentId) => [...sets, ...sets.map((set) => [...set, agentId])],
    [[]],
  );

/** Gives tickets one after the other, as the desk does: whoever gets one has one more, and the turn moves. */
const run = (
  count: number,
  asked: Parameters<typeof pickAgent>[0],
  groups: (n: number) => TakingGroup,
  loads: Record<string, number> = {},
) => {
  const given: Record<string, string> = {};
  let turn: Turn | undefined;
  return Array.from({ length: count }, (_, n) => {
    const group = groups(n);
    const picked = pickAgent(asked, group, stateOf({ loads, given, ...(turn && { last: turn }) }));
    if (picked === undefined) return undefined;
    loads[picked] = (loads[picked] ?? 0) + 1;
    given[picked] = String(n).padStart(9, '0');
    turn = nextTurn(aWaitingTicket(), turn, picked, group.agentIds);
    return picked;
  });
};
const countsOf = (picked: readonly (string | undefined)[], agentIds: readonly string[]) =>
  agentIds.map((agentId) => picked.filter((each) => each === agentId).length);

describe('whoever takes assignment, whatever they have, and whatever the cap', () => {
  // Every strategy × every subset of who takes assignment × loads of 0 to 2 each × no cap and caps of 1 and 2.
  it.each(ASSIGNMENT_STRATEGIES)('%s gives to nobody else, and to somebody if there is anybody', (strategy) => {
    for (const taking of subsets(AGENTS))
      for (let code = 0; code < 3 ** AGENTS.length; code += 1) {
        const loads = Object.fromEntries(AGENTS.map((agentId, i) => [agentId, Math.floor(code / 3 ** i) % 3]));
        for (const cap of [undefined, 1, 2]) {
          const free = taking.filter((agentId) => cap === undefined || loads[agentId]! < cap);
          const able = strategy === 'designated' ? free.filter((agentId) => agentId === 'cho') : free;
          for (const random of [0, 0.5, 0.999]) {
            const picked = pickAgent(
              { strategy, agentId: 'cho', ...(cap === undefined ? {} : { cap }) },
              groupOf(AGENTS, taking),
              stateOf({ loads, random, last: { agentId: 'ben', place: 1 } }),
            );
            if (able.length === 0) expect(picked).toBeUndefined();
            else expect(able).toContain(picked);
          }
        }
      }
  });

  it('nobody of another group is designated', () => {
    expect(
      pickAgent({ strategy: 'designated', agentId: 'eve' }, groupOf(AGENTS, [...AGENTS, 'eve']), stateOf()),
    ).toBeUndefined();
  });
});

describe('sequential', () => {
  it('is exactly even over any run of as many rounds as there are agents, wherever it begins', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(30),
        (agents, rounds, before) => {
          const agentIds = Array.from({ length: agents }, (_, n) => `agent_${n}`);
          const picked = run(before + agents * rounds, { strategy: 'sequential' }, () => groupOf(agentIds)).slice(
            before,
          );
          expect(countsOf(picked, agentIds)).toEqual(agentIds.map(() => rounds));
        },
      ),
    );
  });

  it('goes by the order in which agents joined the group, not by who takes assignment first', () => {
    expect(run(6, { strategy: 'sequential' }, () => groupOf(['cho', 'ann', 'ben']))).toEqual([
      'cho',
      'ann',
      'ben',
      'cho',
      'ann',
      'ben',
    ]);
  });

  it('skips who is off, and stays exactly even among the others, and among all once they are on again', () => {
    fc.assert(
      fc.property(
        fc.subarray(AGENTS, { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(7),
        (taking, rounds, before) => {
          const some = taking.length * rounds;
          const picked = run(before + some + AGENTS.length * rounds, { strategy: 'sequential' }, (n) =>
            groupOf(AGENTS, n >= before && n < before + some ? taking : AGENTS),
          );
          expect(countsOf(picked.slice(before, before + some), taking)).toEqual(taking.map(() => rounds));
          expect(countsOf(picked.slice(before + some), AGENTS)).toEqual(AGENTS.map(() => rounds));
        },
      ),
    );
  });

  it('skips who is at the cap until all are, and never exceeds it', () => {
    const loads = { ann: 0, ben: 2, cho: 1, dan: 0 };
    expect(run(7, { strategy: 'sequential', cap: 2 }, () => groupOf(AGENTS), loads)).toEqual([
      'ann',
      'cho',
      'dan',
      'ann',
      'dan',
      undefined,
      undefined,
    ]);
    expect(loads).toEqual({ ann: 2, ben: 2, cho: 2, dan: 2 });
  });

  it.each([
    ['who got the last ticket', ['ann', 'cho', 'dan'], 'cho'],
    ['the last of the group, who got the last ticket', ['ann', 'ben', 'cho'], 'ann'],
  ])('goes on behind %s when they left the group', (_who, agentIds, next) => {
    const last = agentIds.includes('ben') ? { agentId: 'dan', place: 3 } : { agentId: 'ben', place: 1 };
    expect(pickAgent({ strategy: 'sequential' }, groupOf(agentIds), stateOf({ last }))).toBe(next);
  });

  it('comes to a new agent, who is last, in their turn', () => {
    const groups = (n: number) => groupOf(n < 2 ? ['ann', 'ben'] : ['ann', 'ben', 'new']);
    expect(run(6, { strategy: 'sequential' }, groups)).toEqual(['ann', 'ben', 'new', 'ann', 'ben', 'new']);
  });
});

describe('random', () => {
  it('gives each free agent the same share of the numbers from 0 to 1', () => {
    fc.assert(
      fc.property(fc.subarray(AGENTS, { minLength: 1 }), (taking) => {
        const thousand = Array.from({ length: 1200 }, (_, n) => n / 1200);
        const picked = thousand.map((random) =>
          pickAgent({ strategy: 'random' }, groupOf(AGENTS, taking), stateOf({ random })),
        );
        expect(countsOf(picked, taking)).toEqual(taking.map(() => 1200 / taking.length));
      }),
    );
  });
});

describe('least loaded', () => {
  it('gives to who has fewest, and of several to who was given one longest ago, then to who joined first', () => {
    const loads = { ann: 2, ben: 1, cho: 1, dan: 1 };
    const pick = (given: Readonly<Record<string, string>>) =>
      pickAgent({ strategy: 'least_loaded' }, groupOf(AGENTS), stateOf({ loads, given }));
    expect(pick({})).toBe('ben');
    expect(pick({ ben: '2026-11-22T09:00:00.000Z' })).toBe('cho');
    expect(pick({ ben: '2026-11-22T09:00:00.000Z', cho: '2026-11-22T09:00:02.000Z' })).toBe('dan');
    expect(
      pick({
        ben: '2026-11-22T09:00:01.000Z',
        cho: '2026-11-22T09:00:02.000Z',
        dan: '2026-11-22T09:00:03.000Z',
        ann: '2026-11-22T08:00:00.000Z',
      }),
    ).toBe('ben');
  });

  it('levels whatever agents have, and never exceeds a cap', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6), fc.nat(6)),
        fc.nat(40),
        fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
        (had, count, cap) => {
          const loads = Object.fromEntries(AGENTS.map((agentId, n) => [agentId, had[n]!]));
          const picked = run(
            count,
            { strategy: 'least_loaded', ...(cap === undefined ? {} : { cap }) },
            () => groupOf(AGENTS),
            loads,
          );
          const got = new Set(picked);
          const most = Math.max(...AGENTS.filter((agentId) => got.has(agentId)).map((agentId) => loads[agentId]!));
          // Nobody was given a ticket while another had one less at that time.
          for (const agentId of AGENTS) if (got.size > 0) expect(most - loads[agentId]!).toBeLessThanOrEqual(1);
          if (cap !== undefined)
            for (const [n, agentId] of AGENTS.entries())
              expect(loads[agentId]!).toBeLessThanOrEqual(Math.max(cap, had[n]!));
        },
      ),
    );
  });
});
