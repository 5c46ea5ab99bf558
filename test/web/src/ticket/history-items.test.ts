import { historyItems } from '../../../../web/src/ticket/history-items.ts';
import { anEntryView, anEventView } from '../../support/ticket-views.ts';

const agent = { kind: 'agent', agentId: 'me' } as const;
const actor = { kind: 'agent', id: 'me' } as const;
const newestFirst = [
  anEntryView({ id: 'e3', kind: 'agent_reply', author: agent, at: '2026-11-22T02:00:00.000Z' }),
  anEntryView({ id: 'e2', kind: 'comment', author: agent, at: '2026-11-21T16:00:00.000Z' }),
  anEntryView({ id: 'e1', at: '2026-11-21T10:00:00.000Z' }),
];
const shape = (items: ReturnType<typeof historyItems>): readonly string[] =>
  items.map(({ kind, key }) => (kind === 'day' ? key : `${kind} ${key}`));

describe('given entries and events of a ticket', () => {
  test('when they are laid out, then they run from old to new with a line where Seoul’s day begins', () => {
    expect(shape(historyItems(newestFirst, [], true, 'Asia/Seoul'))).toEqual([
      'day-2026-11-21',
      'entry e1',
      'day-2026-11-22',
      'entry e2',
      'entry e3',
    ]);
  });

  test('when somebody kept it, then that stands between; what an entry tells already does not', () => {
    const events = [
      anEventView({ id: 'f4', type: 'mail_sent', actor: { kind: 'system' }, at: '2026-11-22T02:00:01.000Z' }),
      anEventView({ id: 'f3', type: 'ticket_resolved', actor, at: '2026-11-22T02:00:00.000Z' }),
      anEventView({ id: 'f2', type: 'ticket_kept', actor, at: '2026-11-21T12:00:00.000Z' }),
      anEventView({ id: 'f1', type: 'ticket_created', at: '2026-11-21T10:00:00.000Z' }),
    ];
    expect(shape(historyItems(newestFirst, events, true, 'Asia/Seoul'))).toEqual([
      'day-2026-11-21',
      'entry e1',
      'line f2',
      'day-2026-11-22',
      'entry e2',
      'entry e3',
    ]);
  });

  test('when a reply has reopened it, then the change stands under the reply', () => {
    const reply = anEntryView({ id: 'e4', at: '2026-11-22T03:00:00.000Z' });
    const reopened = anEventView({
      id: 'f5',
      type: 'customer_replied',
      at: '2026-11-22T03:00:00.000Z',
      changes: { status: { before: 'resolved', after: 'processing' } },
    });
    expect(shape(historyItems([reply], [reopened], true, 'Asia/Seoul'))).toEqual([
      'day-2026-11-22',
      'entry e4',
      'line f5',
    ]);
    expect(shape(historyItems([reply], [{ ...reopened, changes: {} }], true, 'Asia/Seoul'))).toEqual([
      'day-2026-11-22',
      'entry e4',
    ]);
  });

  test('when their moments run against the order of the server, then the server’s order stands', () => {
    const entries = [
      anEntryView({ id: 'e3', at: '2026-11-22T01:00:03.000Z' }),
      anEntryView({ id: 'e2', at: '2026-11-22T01:00:05.000Z' }),
      anEntryView({ id: 'e1', at: '2026-11-22T01:00:01.000Z' }),
    ];
    const kept = anEventView({ id: 'f1', type: 'ticket_kept', actor, at: '2026-11-22T01:00:04.000Z' });
    expect(shape(historyItems(entries, [kept], true, 'Asia/Seoul'))).toEqual([
      'day-2026-11-22',
      'entry e1',
      'line f1',
      'entry e2',
      'entry e3',
    ]);
  });

  test('when older entries are not loaded, then older facts wait with them', () => {
    const kept = anEventView({ id: 'f2', type: 'ticket_kept', actor, at: '2026-11-21T12:00:00.000Z' });
    expect(shape(historyItems(newestFirst.slice(0, 2), [kept], false, 'Asia/Seoul'))).not.toContain('line f2');
    expect(shape(historyItems(newestFirst.slice(0, 2), [kept], true, 'Asia/Seoul'))).toContain('line f2');
  });
});
