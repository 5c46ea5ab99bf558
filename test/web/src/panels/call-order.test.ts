import { inCallOrder } from '../../../../web/src/panels/call-order.ts';
import { aCallView } from '../../support/ticket-views.ts';

test('given calls of all kinds, then open ones come first by their time, and those that are over by their end', () => {
  const calls = [
    aCallView({
      callId: 'cancelled',
      status: 'cancelled',
      at: '2026-11-25T10:00:00.000Z',
      endedAt: '2026-11-20T10:00:00.000Z',
    }),
    aCallView({ callId: 'later', at: '2026-11-24T10:00:00.000Z' }),
    aCallView({ callId: 'done', status: 'done', at: '2026-11-21T10:00:00.000Z', endedAt: '2026-11-21T10:05:00.000Z' }),
    aCallView({ callId: 'sooner', at: '2026-11-23T10:00:00.000Z' }),
  ];
  expect(inCallOrder(calls).map(({ callId }) => callId)).toEqual(['sooner', 'later', 'done', 'cancelled']);
});
