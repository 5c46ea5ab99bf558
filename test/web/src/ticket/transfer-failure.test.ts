import { openFailure } from '../../../../web/src/ticket/transfer-failure.ts';
import { anEventView } from '../../support/ticket-views.ts';

const failed = anEventView({ id: 'event-2', type: 'transfer_failed', reason: 'target_gone' });
const ordered = anEventView({ id: 'event-1', type: 'transfer_ordered' });
const ticket = { status: 'processing', transferring: false } as const;

it('given an order that came to nothing, then it says why, also after comments', () => {
  const commented = anEventView({ id: 'event-3', type: 'ticket_commented' });
  expect(openFailure(ticket, [commented, failed, ordered])).toEqual({ id: 'event-2', failure: 'target_gone' });
});

it.each([
  ['it was handed over since', ticket, [anEventView({ type: 'ticket_transferred' }), failed, ordered]],
  ['it is being handed over again', { ...ticket, transferring: true }, [failed, ordered]],
  ['the ticket is resolved', { ...ticket, status: 'resolved' }, [failed, ordered]],
  ['nothing was ordered', ticket, [anEventView()]],
  ['a newer release names another reason', ticket, [{ ...failed, reason: 'unheard_of' }]],
] as const)('given that %s, then there is nothing to tell', (_, of, events) => {
  expect(openFailure(of, events)).toBeUndefined();
});
