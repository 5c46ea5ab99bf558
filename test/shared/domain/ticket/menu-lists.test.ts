import { placeOf } from '../../../../shared/domain/ticket/ticket.ts';
import { TICKET_STATUSES } from '../../../../shared/domain/ticket/status.ts';
import { aTicket } from '../../../support/tickets.ts';

const PLACE = {
  unassigned: 'unassigned',
  processing: undefined,
  pending: undefined,
  transferred: 'issue',
  transfer_completed: 'issue',
  dooray_transferred: 'dooray',
  dooray_in_progress: 'dooray',
  dooray_resolved: 'dooray',
  resolved: 'resolved',
  completed: undefined,
} as const;

describe.each(TICKET_STATUSES)('given a ticket that is %s', (status) => {
  it('then it has one place at most', () => {
    expect(placeOf(aTicket({ status }))).toBe(PLACE[status]);
  });
  it('then as spam it is there alone', () => {
    expect(placeOf(aTicket({ status, internalReason: 'spam' }))).toBe('spam');
  });
  it('then another reason changes nothing', () => {
    expect(placeOf(aTicket({ status, internalReason: 'abuse' }))).toBe(PLACE[status]);
  });
});
