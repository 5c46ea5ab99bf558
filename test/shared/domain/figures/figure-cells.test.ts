import { type FigureCell, figureCells } from '../../../../shared/domain/figures/figure-cells.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import { aTicket } from '../../../support/tickets.ts';

const zone = { timeZone: 'Asia/Seoul' };
const texts = (cells: readonly FigureCell[]) => cells.map(({ scope, span, figure }) => `${scope} ${span} ${figure}`).sort();

/** Besides `created`, which each ticket counts in. */
const EXPECTED: Readonly<Record<TicketStatus, readonly string[]>> = {
  unassigned: ['all now unassigned', 'all 2026-11-22 unassignedToday'],
  processing: ['all now processing', 'mina now processing'],
  pending: ['all now pending', 'mina now pending'],
  transferred: [], transfer_completed: [], dooray_transferred: [], dooray_in_progress: [], dooray_resolved: [],
  resolved: ['all 2026-11-23 resolved', 'jun 2026-11-23 resolved'],
  completed: ['all 2026-11-23 resolved', 'jun 2026-11-23 resolved'],
};

describe('figureCells', () => {
  describe.each(TICKET_STATUSES)('given a ticket that is %s', (status) => {
    const ticket = aTicket({
      status, createdAt: '2026-11-22T14:00:00.000Z', assigneeId: status === 'unassigned' ? undefined : 'mina',
      resolvedAt: '2026-11-22T15:30:00.000Z', resolvedBy: 'jun',
    });

    it('counts where its status says, on days of the service’s zone', () => {
      expect(texts(figureCells(ticket, zone))).toEqual(['all 2026-11-22 created', ...EXPECTED[status]].sort());
    });
  });

  it('counts a processing ticket without an assignee for the service alone', () => {
    expect(texts(figureCells(aTicket({ status: 'processing', assigneeId: undefined }), zone))).toEqual(['all 2026-11-22 created', 'all now processing']);
  });

  it('counts what was resolved before anybody noted by whom for the service alone', () => {
    expect(texts(figureCells(aTicket({ status: 'resolved', resolvedAt: '2026-11-22T09:00:00.000Z' }), zone))).toEqual(['all 2026-11-22 created', 'all 2026-11-22 resolved']);
  });

  it('no longer counts a ticket as resolved once it is reopened, though it remembers when it was', () => {
    const reopened = aTicket({ status: 'processing', assigneeId: 'mina', resolvedAt: '2026-11-22T09:00:00.000Z', resolvedBy: 'mina' });
    expect(texts(figureCells(reopened, zone)).some((cell) => cell.endsWith(' resolved'))).toBe(false);
  });
});
