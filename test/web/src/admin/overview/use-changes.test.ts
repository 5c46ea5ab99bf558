import { instantsOf, NO_FILTER } from '../../../../../web/src/admin/overview/use-changes.ts';

/** 2 in the morning of December 1 in Seoul. */
const NOW = Date.parse('2026-11-30T17:00:00Z');

it.each([
  ['any time', { span: 'any' }, undefined, undefined],
  ['today', { span: 'today' }, '2026-11-30T15:00:00.000Z', undefined],
  ['seven days, today among them', { span: 'week' }, '2026-11-24T15:00:00.000Z', undefined],
  ['thirty days', { span: 'month' }, '2026-11-01T15:00:00.000Z', undefined],
  [
    'one day',
    { span: 'between', firstDay: '2026-11-29', lastDay: '2026-11-29' },
    '2026-11-28T15:00:00.000Z',
    '2026-11-29T15:00:00.000Z',
  ],
  ['up to a day', { span: 'between', lastDay: '2026-02-28' }, undefined, '2026-02-28T15:00:00.000Z'],
  ['two days that are not written yet', { span: 'between' }, undefined, undefined],
] as const)('given %s, then it is asked for in the time zone of the service', (_, filter, from, until) => {
  expect(instantsOf({ ...NO_FILTER, ...filter }, 'Asia/Seoul', NOW)).toEqual({ from, until });
});

it('given a day on which clocks are set, then it ends when the next one begins', () => {
  const day = { ...NO_FILTER, span: 'between', firstDay: '2026-10-25', lastDay: '2026-10-25' } as const;
  expect(instantsOf(day, 'Europe/Berlin', NOW)).toEqual({
    from: '2026-10-24T22:00:00.000Z',
    until: '2026-10-25T23:00:00.000Z',
  });
});
