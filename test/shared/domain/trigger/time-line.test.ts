import { basesOf, dueAt, isOvertaken, pointsDueIn, pointsOf } from '../../../../shared/domain/trigger/time-line.ts';
import { aFact } from '../../../support/tickets.ts';

const AT = '2026-11-22T09:00:00.000Z';
const status = { status: { before: 'unassigned', after: 'processing' } };

it.each([
  ['a new ticket', { type: 'ticket_created' }, ['created', 'last_reply', 'status_change']],
  ['a reply of the customer', { type: 'customer_replied' }, ['last_reply']],
  ['one that opens it again', { type: 'customer_replied', changes: status }, ['last_reply', 'status_change']],
  ['an answer', { type: 'ticket_resolved', changes: status }, ['last_reply', 'status_change']],
  ['an interim answer, again', { type: 'ticket_pended', changes: {} }, ['last_reply']],
  ['keeping', { type: 'ticket_kept', changes: status }, ['status_change']],
  ['a comment', { type: 'ticket_commented', entryId: 'ent_1' }, []],
  ['an edit', { type: 'ticket_edited', changes: { priority: { after: 'high' } } }, []],
  ['a mail on its way', { type: 'mail_sent' }, []],
  ['an answer that is taken back', { type: 'answer_taken_back', changes: status }, []],
  ['spam', { type: 'ticket_resolved_internally', changes: status, spam: true }, []],
] as const)('%s begins to be counted from as %j says', (_name, over, bases) => {
  expect(basesOf(aFact(over))).toEqual(bases);
});

it('points are made only of what a trigger waits for', () => {
  const fact = aFact({ id: 'evt_7', type: 'ticket_created', at: AT, number: 3 });
  expect(pointsOf(fact, new Set(['last_reply']))).toEqual([
    { serviceId: fact.serviceId, since: 'last_reply', at: AT, number: 3, factId: 'evt_7' },
  ]);
  expect(pointsOf(fact, new Set())).toEqual([]);
});

describe('given a point', () => {
  const point = { serviceId: 'support', since: 'last_reply', at: AT, number: 1, factId: 'evt_5' } as const;
  it.each([
    ['nothing came later', [], false],
    ['it itself is all', [aFact({ id: 'evt_5', type: 'customer_replied' })], false],
    ['an earlier reply', [aFact({ id: 'evt_4', type: 'customer_replied' })], false],
    ['a later reply', [aFact({ id: 'evt_6', type: 'customer_replied' })], true],
    ['a later change of something else', [aFact({ id: 'evt_6', type: 'ticket_kept', changes: status })], false],
  ] as const)('when %s, then it is overtaken: %s', (_name, later, expected) => {
    expect(isOvertaken(point, later)).toBe(expected);
  });

  it('then an answer that was taken back is as if it had not been: neither overtakes nor is counted from', () => {
    const answer = aFact({ id: 'evt_6', type: 'ticket_resolved', entryId: 'ent_6', changes: status });
    const undone = aFact({ id: 'evt_7', type: 'answer_taken_back', entryId: 'ent_6', changes: status });
    for (const since of ['last_reply', 'status_change'] as const) {
      expect(isOvertaken({ ...point, since }, [undone, answer])).toBe(false);
      expect(isOvertaken({ ...point, since }, [answer])).toBe(true);
      expect(isOvertaken({ ...point, since, factId: 'evt_6' }, [undone, answer])).toBe(true);
      expect(isOvertaken({ ...point, since, factId: 'evt_6' }, [answer])).toBe(false);
      const another = aFact({ id: 'evt_8', type: 'ticket_pended', entryId: 'ent_8', changes: status });
      expect(isOvertaken({ ...point, since }, [another, undone, answer])).toBe(true);
    }
  });

  it('then a ticket is created once: that is never overtaken', () => {
    const later = [aFact({ id: 'evt_6', type: 'customer_replied' })];
    expect(isOvertaken({ ...point, since: 'created' }, later)).toBe(false);
  });

  it('then hours may be parts of hours, and a stretch of due times lies as many hours back', () => {
    expect(dueAt({ ...point, hours: 1.5 })).toBe('2026-11-22T10:30:00.000Z');
    expect(pointsDueIn({ after: '2026-11-23T09:00:00.000Z', until: '2026-11-23T09:01:00.000Z' }, 24)).toEqual({
      after: AT,
      until: '2026-11-22T09:01:00.000Z',
    });
  });
});
