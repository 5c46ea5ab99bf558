import { decideFolds, foldAll, type Folds } from '../../../../web/src/ticket/history-folds.ts';
import { anEntryView } from '../../support/ticket-views.ts';

const agent = { kind: 'agent', agentId: 'me' } as const;
const customers = (from: number, to: number) =>
  Array.from({ length: from - to + 1 }, (_, index) => anEntryView({ id: `e${from - index}` }));
const answer = (id: string) => anEntryView({ id, kind: 'agent_reply', author: agent });
const folded = (folds: Folds) => [...folds].filter(([, isFolded]) => isFolded).map(([id]) => id);
const nothing: Folds = new Map();

describe('given a history that is opened', () => {
  test('when it has six messages, then all are open', () => {
    expect(folded(decideFolds(customers(6, 1), nothing, false))).toEqual([]);
  });

  test('when it has more, then all but the newest three are folded', () => {
    expect(folded(decideFolds(customers(8, 1), nothing, false))).toEqual(['e5', 'e4', 'e3', 'e2', 'e1']);
  });

  test('when a reply is unread, then all that the customer wrote since the last answer is open, also under a comment', () => {
    const comment = anEntryView({ id: 'note', kind: 'comment', author: agent });
    const history = [comment, ...customers(9, 5), answer('answered'), ...customers(3, 1)];
    expect(folded(decideFolds(history, nothing, true))).toEqual(['answered', 'e3', 'e2', 'e1']);
    expect(folded(decideFolds(history, nothing, false))).toContain('e7');
  });

  test('when the customer alone has written and it is unread, then all is open', () => {
    expect(folded(decideFolds(customers(9, 1), nothing, true))).toEqual([]);
  });
});

describe('given a long history in which an old message was unfolded', () => {
  const before: Folds = new Map(
    [...decideFolds(customers(8, 1), nothing, false)].map(([id, is]) => [id, is && id !== 'e2']),
  );

  test('when nothing is new, then nothing is decided', () => {
    expect(decideFolds(customers(8, 1), before, true)).toBe(before);
  });

  test('when mails arrive, also one that takes its place among others, then they are open and all others stay', () => {
    const [e8, ...rest] = customers(8, 1);
    const after = decideFolds([...customers(11, 9), e8!, anEntryView({ id: 'late' }), ...rest], before, true);
    expect(folded(after)).toEqual(folded(before));
    expect(after.get('late')).toBe(false);
    expect(after.get('e2')).toBe(false);
  });

  test('when earlier messages are loaded, then they are folded', () => {
    const after = decideFolds([...customers(8, 1), anEntryView({ id: 'earlier' })], before, false);
    expect(folded(after)).toEqual([...folded(before), 'earlier']);
  });

  test('when a short history grows long, then nothing that was open is folded', () => {
    const short = decideFolds(customers(6, 1), nothing, false);
    expect(folded(decideFolds(customers(9, 1), short, false))).toEqual([]);
  });

  test('when all are folded, then the newest three stay open', () => {
    expect(folded(foldAll(customers(8, 1), true))).toEqual(['e5', 'e4', 'e3', 'e2', 'e1']);
    expect(folded(foldAll(customers(8, 1), false))).toEqual([]);
  });
});

describe('given mails of triggers', () => {
  const trigger = { triggerId: 'trg_1', name: 'Welcome' };
  const mailedTo = { kind: 'customer' as const, addresses: ['mina@example.com'], subject: 'We got it' };
  const automatic = (id: string) =>
    anEntryView({ id, kind: 'trigger_mail', author: { kind: 'system' }, trigger, mailedTo });

  test('when the history is short, then they alone are folded, and make it no longer', () => {
    expect(folded(decideFolds([automatic('t1'), ...customers(6, 1), automatic('t2')], nothing, false))).toEqual([
      't1',
      't2',
    ]);
  });

  test('when it is long, then three messages that somebody wrote stay open', () => {
    const [e8, ...rest] = customers(8, 1);
    expect(folded(decideFolds([automatic('t1'), e8!, automatic('t2'), ...rest], nothing, false))).toEqual([
      't1',
      't2',
      'e5',
      'e4',
      'e3',
      'e2',
      'e1',
    ]);
  });

  test('when one was sent since the customer wrote, then what they wrote is still unanswered', () => {
    expect(folded(decideFolds([automatic('t1'), ...customers(9, 1)], nothing, true))).toEqual(['t1']);
  });

  test('when all are unfolded, then they are too; folded again, the newest message stays open', () => {
    const history = [automatic('t1'), ...customers(8, 1)];
    expect(folded(foldAll(history, false))).toEqual([]);
    expect(folded(foldAll(history, true))).toEqual(['t1', 'e5', 'e4', 'e3', 'e2', 'e1']);
  });
});
