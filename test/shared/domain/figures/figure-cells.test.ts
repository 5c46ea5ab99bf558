import { CATEGORY_KINDS } from '../../../../shared/domain/desk/category.ts';
import {
  type FigureCell,
  agentOf,
  categoryOf,
  categoryScope,
  figureCells,
  groupOf,
  groupScope,
} from '../../../../shared/domain/figures/figure-cells.ts';
import { INTERNAL_REASONS, type InternalReason } from '../../../../shared/domain/ticket/internal-reason.ts';
import { TICKET_STATUSES, type TicketStatus } from '../../../../shared/domain/ticket/status.ts';
import { aTicket } from '../../../support/tickets.ts';

const zone = { timeZone: 'Asia/Seoul' };
const texts = (cells: readonly FigureCell[]) =>
  cells.map(({ scope, span, figure }) => `${scope} ${span} ${figure}`).sort();
/** Figures of the dashboard, without the counts of lists. */
const dashboard = (cells: readonly FigureCell[]) => texts(cells.filter(({ figure }) => !figure.startsWith('list')));

/** Besides `EVERYWHERE`, which each ticket counts in. */
const EXPECTED: Readonly<Record<TicketStatus, readonly string[]>> = {
  unassigned: ['all now unassigned', 'all 2026-11-22 unassignedToday', 'all now listUnassigned'],
  processing: ['all now processing', 'mina now processing', 'mina now listProcessing'],
  pending: ['all now pending', 'mina now pending', 'mina now listPending'],
  transferred: ['all now listIssue', 'mina now transfer'],
  transfer_completed: ['all now listIssue'],
  dooray_transferred: ['all now listDooray', 'mina now transfer'],
  dooray_in_progress: ['all now listDooray', 'mina now transfer'],
  dooray_resolved: ['all now listDooray'],
  resolved: ['all 2026-11-22 done46', 'all 2026-11-23 resolved', 'jun 2026-11-23 resolved', 'mina now listResolved'],
  completed: ['all 2026-11-22 done46', 'all 2026-11-23 resolved', 'jun 2026-11-23 resolved', 'mina now listCompleted'],
};
const EVERYWHERE = [
  'all 2026-11-22 created',
  'all 2026-11-22 in46',
  'all now listAll',
  'group/first-line now listGroup',
];

describe('figureCells', () => {
  describe.each(TICKET_STATUSES)('given a ticket that is %s', (status) => {
    const ticket = aTicket({
      status,
      createdAt: '2026-11-22T14:00:00.000Z',
      assigneeId: status === 'unassigned' ? undefined : 'mina',
      resolvedAt: '2026-11-22T15:30:00.000Z',
      resolvedBy: 'jun',
    });

    it('counts where its status says, on days of the service’s zone', () => {
      expect(texts(figureCells(ticket, zone))).toEqual([...EVERYWHERE, ...EXPECTED[status]].sort());
    });
  });

  it('counts a processing ticket without an assignee for the service and its group alone', () => {
    expect(texts(figureCells(aTicket({ status: 'processing', assigneeId: undefined }), zone))).toEqual([
      'all 2026-11-22 created',
      'all 2026-11-22 in34',
      'all now listAll',
      'all now processing',
      'group/first-line now listGroup',
    ]);
  });

  it('counts a ticket without a group in no group', () => {
    expect(
      texts(figureCells(aTicket({ groupId: undefined }), zone)).filter((text) => text.startsWith('group/')),
    ).toEqual([]);
  });

  it('counts what was resolved before anybody noted by whom for the service alone', () => {
    expect(
      dashboard(figureCells(aTicket({ status: 'resolved', resolvedAt: '2026-11-22T09:00:00.000Z' }), zone)),
    ).toEqual(['all 2026-11-22 created', 'all 2026-11-22 done34', 'all 2026-11-22 in34', 'all 2026-11-22 resolved']);
  });

  it('no longer counts a ticket as resolved once it is reopened, though it remembers when it was', () => {
    const reopened = aTicket({
      status: 'processing',
      assigneeId: 'mina',
      resolvedAt: '2026-11-22T09:00:00.000Z',
      resolvedBy: 'mina',
    });
    expect(texts(figureCells(reopened, zone)).some((cell) => /resolved/i.test(cell))).toBe(false);
  });

  describe.each(INTERNAL_REASONS)(
    'given a ticket that was resolved internally as %s',
    (internalReason: InternalReason) => {
      const cells = figureCells(
        aTicket({
          status: 'resolved',
          assigneeId: 'mina',
          internalReason,
          resolvedAt: '2026-11-22T09:00:00.000Z',
          resolvedBy: 'mina',
        }),
        zone,
      );

      it('counts in the dashboard unless it is spam, abuse or a test', () => {
        const counted = !['spam', 'abuse', 'test'].includes(internalReason);
        expect(dashboard(cells)).toEqual(
          counted
            ? [
                'all 2026-11-22 created',
                'all 2026-11-22 done34',
                'all 2026-11-22 in34',
                'all 2026-11-22 resolved',
                'mina 2026-11-22 resolved',
              ]
            : [],
        );
      });

      it('is counted in its lists: spam in its own alone', () => {
        expect(texts(cells.filter(({ figure }) => figure.startsWith('list')))).toEqual(
          internalReason === 'spam'
            ? ['all now listSpam']
            : ['all now listAll', 'group/first-line now listGroup', 'mina now listResolved'],
        );
      });
    },
  );
});

describe('the use of categories', () => {
  const used = (...args: Parameters<typeof aTicket>) =>
    texts(figureCells(aTicket(...args), zone).filter(({ figure }) => figure.startsWith('use')));
  const named = { inquiryTypeId: 'delivery', processingTypeId: 'refunded' } as const;

  it.each(TICKET_STATUSES)('counts a ticket that is %s once for each category that it names', (status) => {
    const figure = ['resolved', 'completed'].includes(status) ? 'useClosed' : 'useOpen';
    expect(used({ status, ...named })).toEqual([
      `category/inquiry_type/delivery now ${figure}`,
      `category/processing_type/refunded now ${figure}`,
    ]);
  });
  it('counts a ticket that names none in none', () => {
    expect(used()).toEqual([]);
  });
  it.each(INTERNAL_REASONS)('leaves out spam alone of what was resolved internally: %s', (internalReason) => {
    expect(used({ status: 'resolved', internalReason, ...named })).toHaveLength(internalReason === 'spam' ? 0 : 2);
  });
  it.each(CATEGORY_KINDS)('finds the category of its scope: %s', (kind) => {
    const category = { kind, categoryId: 'a/b' };
    expect(categoryOf(categoryScope(category))).toEqual(category);
    expect([agentOf(categoryScope(category)), groupOf(categoryScope(category))]).toEqual([undefined, undefined]);
  });
  it('leaves the projection of a ticket below one write unit, with the longest ids', () => {
    const id = 'x'.repeat(64);
    const cells = figureCells(
      aTicket({
        ...{ serviceId: id, status: 'completed', assigneeId: id, groupId: id, inquiryTypeId: id, processingTypeId: id },
        resolvedAt: '2026-11-22T15:30:00.000Z',
        resolvedBy: id,
      }),
      zone,
    );
    expect(Buffer.byteLength(JSON.stringify({ id, key: id, entity: 'projection', cells: texts(cells) }))).toBeLessThan(
      1024,
    );
  });
});

describe('agentOf', () => {
  it.each([
    ['all', undefined],
    [groupScope('first-line'), undefined],
    ['mina', 'mina'],
  ])('given the scope %s, says %s', (scope, agentId) => {
    expect(agentOf(scope)).toBe(agentId);
  });
});
