import { historyItems, inOrderOfWriting } from '../../../../web/src/ticket/history-items.ts';
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

  test('when triggers changed something, then that stands between, and what different ones wrote stands apart', () => {
    const automation = { chainId: 'f0', depth: 1, triggers: [{ triggerId: 'trg_1', name: 'VIP' }] };
    const automated = anEventView({
      id: 'f9',
      type: 'ticket_automated',
      actor: { kind: 'system' },
      at: '2026-11-22T01:30:00.000Z',
      automation,
    });
    const changes = { priority: { before: 'normal', after: 'urgent' } };
    const system = { kind: 'system' } as const;
    const comment = (id: string, triggerId: string) =>
      anEntryView({ id, kind: 'comment', author: system, automatedBy: [{ triggerId, name: triggerId }] });
    const entries = [comment('e6', 'trg_2'), comment('e5', 'trg_1'), comment('e4', 'trg_1')];
    expect(shape(historyItems(entries, [{ ...automated, changes }], true, 'Asia/Seoul')).at(-1)).toBe('line f9');
    expect(shape(historyItems(entries, [automated], true, 'Asia/Seoul')).at(-1)).toBe('entry e6');
    expect(
      historyItems(entries, [], true, 'Asia/Seoul').flatMap((item) =>
        item.kind === 'entry' ? [item.isContinued] : [],
      ),
    ).toEqual([false, true, false]);
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

describe('given mails of one burst that overtook each other', () => {
  const mail = (id: string, at: string, writtenAt: string | null) =>
    anEntryView({ id, at: `2026-11-22T01:${at}.000Z`, writtenAt: writtenAt && `2026-11-22T${writtenAt}.000Z` });
  const order = (...entries: Parameters<typeof inOrderOfWriting>[0]) => inOrderOfWriting(entries).map(({ id }) => id);

  test('when they are laid out, then they stand as they were written', () => {
    expect(
      order(mail('c', '00:01', '00:52:00'), mail('a', '00:02', '00:50:00'), mail('b', '09:00', '00:51:00')),
    ).toEqual(['a', 'b', 'c']);
  });

  test('when they say the same time, then the server’s order stands', () => {
    expect(order(mail('a', '00:02', '00:50:00'), mail('b', '00:03', '00:50:00'))).toEqual(['a', 'b']);
  });

  test('when one came more than ten minutes later, then it was no burst', () => {
    expect(order(mail('b', '00:00', '00:59:00'), mail('a', '10:01', '00:50:00'))).toEqual(['b', 'a']);
  });

  test('when one says no time that can be true, then nothing passes it', () => {
    expect(order(mail('b', '00:01', '00:52:00'), mail('odd', '00:02', null), mail('a', '00:03', '00:50:00'))).toEqual([
      'b',
      'odd',
      'a',
    ]);
  });

  test('when an answer stands between, then nothing passes it', () => {
    const answer = anEntryView({ id: 'answer', kind: 'agent_reply', author: agent, at: '2026-11-22T01:00:02.000Z' });
    expect(order(mail('b', '00:01', '00:52:00'), answer, mail('a', '00:03', '00:50:00'))).toEqual(['b', 'answer', 'a']);
  });

  test('when older ones are loaded later, then the order is that of the whole', () => {
    const whole = [
      mail('c', '00:01', '00:52:00'),
      mail('b', '00:02', '00:51:00'),
      mail('a', '00:03', '00:50:00'),
    ] as const;
    expect(order(whole[1], whole[2])).toEqual(['a', 'b']);
    expect(order(...whole)).toEqual(['a', 'b', 'c']);
  });
});

describe('given consecutive messages', () => {
  const continued = (...newest: Parameters<typeof historyItems>[0]) =>
    historyItems(newest, [], true, 'Asia/Seoul').flatMap((item) =>
      item.kind === 'entry' && item.isContinued ? [item.key] : [],
    );
  const customer = (id: string, email: string, at = '2026-11-22T01:00:00.000Z') =>
    anEntryView({ id, at, author: { kind: 'customer', email } });
  const mine = (id: string, kind: 'agent_reply' | 'comment') => anEntryView({ id, kind, author: agent });

  test('when one sender wrote them, then each goes on from the one above', () => {
    expect(continued(customer('e2', 'a@example.com'), customer('e1', 'a@example.com'))).toEqual(['e2']);
    expect(continued(mine('e2', 'agent_reply'), mine('e1', 'agent_reply'))).toEqual(['e2']);
  });

  test('when the sender, the kind or the day is another, then it begins anew', () => {
    expect(continued(customer('e2', 'b@example.com'), customer('e1', 'a@example.com'))).toEqual([]);
    expect(continued(mine('e2', 'comment'), mine('e1', 'agent_reply'))).toEqual([]);
    expect(
      continued(customer('e2', 'a@example.com', '2026-11-23T01:00:00.000Z'), customer('e1', 'a@example.com')),
    ).toEqual([]);
  });
});
