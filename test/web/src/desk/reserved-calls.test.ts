import { isDue } from '../../../../web/src/desk/reserved-calls.ts';
import { aCallView } from '../../support/ticket-views.ts';

const at = '2026-11-22T10:30:00.000Z';
const before = Date.parse(at) - 1;

test.each([
  ['its time has not come', {}, before, false],
  ['its time has come by this clock', {}, Date.parse(at), true],
  ['the desk recorded it as due, though this clock is late', { rungFor: at }, before, true],
  ['it was moved after it was due', { rungFor: '2026-11-22T09:00:00.000Z' }, before, false],
  ['it was made', { status: 'done', rungFor: at }, Date.parse(at), false],
  ['it was cancelled', { status: 'cancelled' }, Date.parse(at), false],
] as const)('when %s, then a call is due or not', (_, over, now, expected) => {
  expect(isDue(aCallView({ at, ...over }), now)).toBe(expected);
});
