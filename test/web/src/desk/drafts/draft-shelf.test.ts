import { NotSentError, ProblemError, UnknownOutcomeError } from '../../../../../web/src/desk/api/problem-error.ts';
import { createDraftShelf } from '../../../../../web/src/desk/drafts/draft-shelf.ts';
import { draftKey, draftPrefix, type Draft } from '../../../../../web/src/desk/drafts/draft.ts';
import { isClearRefusal, troubleOf } from '../../../../../web/src/desk/drafts/trouble.ts';

const aStorage = (full = false) => {
  const kept = new Map<string, string>();
  return {
    kept,
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new Error('full');
      kept.set(key, value);
    },
    removeItem: (key: string) => {
      kept.delete(key);
    },
  };
};
const at = '2026-11-22T01:05:00.000Z';
const refused = new ProblemError(
  {
    type: 'about:blank',
    title: 'The ticket cannot do that now',
    status: 409,
    code: 'illegal_transition',
    ticketStatus: 'resolved',
    assigneeId: 'agent_2',
    assigneeName: 'Jun',
  },
  409,
);
const aDraft = (over: Partial<Draft> = {}): Draft => ({
  html: '<p>Soon.</p>',
  files: [],
  command: 'resolve',
  seenVersion: 3,
  seenAt: at,
  savedAt: at,
  unsettled: null,
  title: 'Where is it?',
  trouble: null,
  server: null,
  other: null,
  ...over,
});
const key = draftKey('mina', 'care', 12);

it('given a refused answer, when the browser is opened again, then it is there with its reason', () => {
  const storage = aStorage();
  createDraftShelf(storage).put(key, aDraft({ trouble: troubleOf(refused, at) }));
  const again = createDraftShelf(storage);
  expect(again.all(draftPrefix('mina', 'care'))).toMatchObject([
    [
      '12',
      {
        html: '<p>Soon.</p>',
        title: 'Where is it?',
        trouble: { code: 'illegal_transition', status: 'resolved', assigneeName: 'Jun' },
      },
    ],
  ]);
  expect(again.all(draftPrefix('jun', 'care'))).toEqual([]);
});

it('given a draft of an older console, then it is still read', () => {
  const storage = aStorage();
  const { title: _title, trouble: _trouble, files: _files, server: _server, other: _other, ...older } = aDraft();
  storage.kept.set(key, JSON.stringify(older));
  expect(createDraftShelf(storage).get(key)).toEqual(aDraft({ title: '' }));
});

it('given another window, when it keeps or removes a draft, then this one hears of it', () => {
  const storage = aStorage();
  const shelf = createDraftShelf(storage);
  let heard = 0;
  shelf.subscribe(() => {
    heard += 1;
  });
  storage.kept.set(key, JSON.stringify(aDraft()));
  shelf.changedElsewhere(key);
  expect([heard, shelf.get(key)?.html]).toEqual([1, '<p>Soon.</p>']);
  storage.kept.delete(key);
  shelf.changedElsewhere(null);
  expect([heard, shelf.get(key)]).toEqual([2, null]);
});

it('given a browser that keeps nothing, then the draft lives as long as the page, and the writer is told', () => {
  const shelf = createDraftShelf(aStorage(true));
  expect(shelf.put(key, aDraft())).toBe(false);
  expect(shelf.get(key)).toEqual(aDraft());
});

it.each([
  [new UnknownOutcomeError('network'), 'unknown_outcome', false],
  [new NotSentError({ cause: new UnknownOutcomeError('network') }), 'not_sent', false],
  [
    new ProblemError({ type: 'about:blank', title: 'x', status: 500, code: 'internal_error' }, 500),
    'unknown_outcome',
    false,
  ],
  [
    new ProblemError({ type: 'about:blank', title: 'Sign in first', status: 401, code: 'unauthenticated' }, 401),
    'unauthenticated',
    true,
  ],
  [refused, 'illegal_transition', true],
])('%s is kept as %s', (error, code, isClear) => {
  expect([troubleOf(error, at).code, isClearRefusal(error)]).toEqual([code, isClear]);
});

it('keeps the words that an answer must not say, each once', () => {
  const error = new ProblemError(
    {
      type: 'about:blank',
      title: 'x',
      status: 409,
      code: 'restricted_words',
      matches: [{ word: 'free' }, { word: 'free' }, { word: 'sure' }],
    },
    409,
  );
  expect(troubleOf(error, at).words).toEqual(['free', 'sure']);
});
