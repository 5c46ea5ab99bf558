import type { ConsideredTrigger } from '../../../../shared/domain/trigger/automation.ts';
import { flatConditions, TRACE_LENGTH, traceConsidered } from '../../../../shared/domain/trigger/trace-run.ts';
import { TRIGGERS_LIMIT } from '../../../../shared/domain/trigger/trigger.ts';
import { all, any, aTrigger, where } from '../../../support/triggers.ts';

const deep = all(
  where('ticket.priority', 'is', 'high'),
  any(where('ticket.title', 'contains', 'a'), all(where('ticket.tags', 'is_empty'))),
  where('customer.email', 'is_not_empty'),
);

it('places conditions depth first, each with the groups that it stands in', () => {
  expect(flatConditions(deep).map(({ field, groups, path }) => [field, groups, path])).toEqual([
    ['ticket.priority', ['all'], [0]],
    ['ticket.title', ['all', 'any'], [1, 0]],
    ['ticket.tags', ['all', 'any', 'all'], [1, 1, 0]],
    ['customer.email', ['all'], [2]],
  ]);
});

it('keeps conditions as they were when they were asked', () => {
  const trigger = aTrigger({ conditions: deep });
  const seen = [{ met: true, seen: 'high' }, { met: false }, { met: true }, { met: true }];
  const considered: ConsideredTrigger = {
    triggerId: 'trg_1',
    name: 'First rule',
    version: 1,
    outcome: 'fired',
    conditions: seen,
    actions: ['done'],
  };
  expect(
    traceConsidered([considered], new Map([['trg_1', trigger]]), () => [{ kind: 'set_priority', result: 'done' }]),
  ).toEqual({
    more: 0,
    considered: [
      {
        triggerId: 'trg_1',
        name: 'First rule',
        version: 1,
        outcome: 'fired',
        conditions: flatConditions(deep).map((condition, index) => ({ ...condition, ...seen[index] })),
        actions: [{ kind: 'set_priority', result: 'done' }],
      },
    ],
  });
});

it(`leaves conditions out and then triggers where ${TRIGGERS_LIMIT} have no room, but never one that fired or failed`, () => {
  const triggers = Array.from({ length: TRIGGERS_LIMIT }, (_, index) =>
    aTrigger({
      triggerId: `trg_${index}`,
      name: `Rule ${index}`,
      conditions: all(...Array.from({ length: 20 }, () => where('ticket.title', 'contains', 'printer'))),
    }),
  );
  const considered = triggers.map(
    ({ triggerId, name, version }, index): ConsideredTrigger => ({
      triggerId,
      name,
      version,
      outcome: index === 490 ? 'fired' : index === 495 ? 'failed' : 'conditions_not_met',
      ...(index === 495 ? {} : { conditions: Array.from({ length: 20 }, () => ({ met: false, seen: 'A title' })) }),
    }),
  );
  const kept = traceConsidered(considered, new Map(triggers.map((each) => [each.triggerId, each])), ({ outcome }) =>
    outcome === 'fired' ? [] : undefined,
  );
  expect(JSON.stringify(kept.considered).length).toBeLessThan(TRACE_LENGTH + kept.considered.length + 2);
  expect(kept.more).toBe(TRIGGERS_LIMIT - kept.considered.length);
  expect(kept.considered.length).toBeGreaterThan(250);
  const ids = kept.considered.map(({ triggerId }) => triggerId);
  expect(ids.slice(-2)).toEqual(['trg_490', 'trg_495']);
  expect(kept.considered.find(({ triggerId }) => triggerId === 'trg_490')?.conditions).toHaveLength(20);
  expect(kept.considered[0]?.conditions).toHaveLength(20);
});
