import type { Call } from '../../../../../web/src/desk/api/call-operation.ts';
import { NotSentError, ProblemError, UnknownOutcomeError } from '../../../../../web/src/desk/api/problem-error.ts';
import { createDraftShelf } from '../../../../../web/src/desk/drafts/draft-shelf.ts';
import { isUnsaved, type Draft } from '../../../../../web/src/desk/drafts/draft.ts';
import {
  createDraftSync,
  draftOf,
  merged,
  type DraftPlace,
  type ServerDraft,
} from '../../../../../web/src/desk/drafts/draft-sync.ts';

const at = '2026-11-22T01:05:00.000Z';
const found = (version: number, html: string): ServerDraft => ({
  version,
  html,
  uploadIds: [],
  files: [],
  begunAt: at,
  savedAt: at,
  arrived: [],
});
const local = (html: string, server: Draft['server'], over: Partial<Draft> = {}): Draft => ({
  html,
  files: [],
  command: 'resolve',
  seenVersion: 3,
  seenAt: at,
  savedAt: at,
  unsettled: null,
  title: 'Where is it?',
  trouble: null,
  server,
  other: null,
  ...over,
});
const saved = (version: number, html: string) => ({ version, html, uploadIds: [] });
const shown = { ticket: { version: 3, title: 'Where is it?' }, newestAt: at };
const fresh = (draft: ServerDraft): Draft => draftOf(draft, { ...shown, command: 'resolve' });
const unsettled = { command: 'resolve', html: 'A', uploadIds: [], draftVersion: 2, version: 3, key: 'key-1' } as const;

describe('given the server’s draft and this browser’s', () => {
  it.each([
    ['neither has a text: there is none', null, found(4, ''), null],
    ['the server alone has one: it is taken', null, found(4, 'S'), { html: 'S', server: saved(4, 'S') }],
    ['nothing happened elsewhere: this one goes on', local('B', saved(2, 'A')), found(2, 'A'), { html: 'B' }],
    ['it was written on elsewhere alone: that is taken', local('A', saved(2, 'A')), found(3, 'AB'), { html: 'AB' }],
    ['it was sent or discarded elsewhere: it goes', local('A', saved(2, 'A')), found(3, ''), null],
    [
      'it was sent elsewhere and written on here: it stays',
      local('B', saved(2, 'A')),
      found(3, ''),
      { html: 'B', server: saved(3, '') },
    ],
    [
      'both were written on: both stay',
      local('B', saved(2, 'A')),
      found(3, 'C'),
      { html: 'B', server: saved(2, 'A'), other: { html: 'C', version: 3 } },
    ],
    [
      'it was begun here before the server’s was known: both stay',
      local('B', null),
      found(3, 'C'),
      { html: 'B', other: { html: 'C', version: 3 } },
    ],
    ['both say the same: they are one', local('C', null), found(3, 'C'), { server: saved(3, 'C'), other: null }],
    [
      'an answer was refused and the draft is gone: the text stays',
      local('A', saved(2, 'A'), { trouble: { code: 'forbidden', at, title: '' } }),
      found(3, ''),
      { html: 'A', trouble: { code: 'forbidden' } },
    ],
    [
      'nobody knows whether the answer was sent: it is left alone',
      local('A', saved(2, 'A'), { unsettled: { ...unsettled, uploadIds: [] } }),
      found(3, ''),
      { html: 'A', server: saved(2, 'A') },
    ],
  ])('%s', (_, kept, answered, expected) => {
    const after = merged(kept, answered, fresh);
    if (expected === null) expect(after).toBeNull();
    else expect(after).toMatchObject(expected);
  });
});

it('a text is unsaved while the server has another, or other files', () => {
  const file = { id: 'f', name: 'a.pdf', type: 'application/pdf', size: 1, uploadId: 'upl_1' };
  expect([
    isUnsaved(local('A', null)),
    isUnsaved(local('A', saved(1, 'B'))),
    isUnsaved(local('A', saved(1, 'A'), { files: [file] })),
    isUnsaved(local('A', saved(1, 'A'), { files: [{ ...file, uploadId: null }] })),
  ]).toEqual([true, true, true, false]);
});

describe('given a text that only the server has', () => {
  it('when nobody else has added anything since it was begun, then what the ticket shows was seen', () => {
    expect(draftOf(found(4, 'S'), { ...shown, command: 'pend' })).toEqual({
      ...local('S', saved(4, 'S')),
      command: 'pend',
    });
  });

  it('when others have added something since, then it has to be looked at from the first of it on, whoever made the last version', () => {
    const [first, last] = ['2026-11-22T01:02:00.000Z', '2026-11-22T01:03:00.000Z'];
    const arrived = [last, first].map((when) => ({
      entryId: `ent_${when}`,
      kind: 'customer_message' as const,
      at: when,
      by: { kind: 'customer' as const },
    }));
    expect(draftOf({ ...found(4, 'S'), arrived }, { ...shown, command: 'resolve' })).toMatchObject({
      seenVersion: 0,
      seenAt: '2026-11-22T01:01:59.999Z',
    });
  });
});

/** A browser with a desk whose answers are given in turn; those that are errors are thrown. */
const aBrowser = (...answers: readonly unknown[]) => {
  const kept = new Map<string, string>();
  const shelf = createDraftShelf({
    length: 0,
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
  });
  const asked: { readonly operationId: string; readonly body?: unknown }[] = [];
  const call = (async ({ operationId }: { operationId: string }, { body }: { body?: unknown }) => {
    asked.push({ operationId, ...(body === undefined ? {} : { body }) });
    const answer = answers[asked.length - 1];
    if (answer instanceof Error) throw answer;
    return answer;
  }) as unknown as Call;
  const place: DraftPlace = { call, key: 'handover.draft.mina.care.7', serviceId: 'care', number: 7 };
  return { shelf, sync: createDraftSync(shelf), place, asked };
};
const nothing = (): void => undefined;

describe('given an answer that is taken back', () => {
  it('when its text is read, then it is meant for the command that it had, whoever reads it first', async () => {
    const { shelf, sync, place } = aBrowser(found(3, ''), found(4, 'S'), found(4, 'S'));
    sync.comesBack(place.key, 'pend');
    // The first reading is older than the taking back.
    for (let reading = 0; reading < 3; reading += 1) await sync.load(place, nothing, () => shown);
    expect(shelf.get(place.key)).toMatchObject({ html: 'S', command: 'pend', seenVersion: 3 });
  });

  it('when another text of the same ticket comes later, then it is meant for resolving as ever', async () => {
    const { shelf, sync, place } = aBrowser(found(4, 'S'), found(6, 'T'));
    sync.comesBack(place.key, 'pend');
    await sync.load(place, nothing, () => shown);
    shelf.remove(place.key);
    await sync.load(place, nothing, () => shown);
    expect(shelf.get(place.key)).toMatchObject({ html: 'T', command: 'resolve' });
  });
});

describe('given a list of what the server has', () => {
  const listed = (version: number) => ({ number: 7, title: 'Where is it?', version, begunAt: at, savedAt: at });
  const whole = (...drafts: ReturnType<typeof listed>[]) => ({ drafts, isWhole: true });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

  it('when another machine has sent or discarded the draft, then it goes here, too', async () => {
    const { shelf, sync, place } = aBrowser(found(3, ''));
    shelf.put(place.key, local('A', saved(2, 'A')));
    sync.compare([place], whole());
    await settle();
    expect(shelf.get(place.key)).toBeNull();
    expect(sync.ended().get(place.key)).toBe(3);
  });

  it('when another machine has written on, then that is taken', async () => {
    const { shelf, sync, place } = aBrowser(found(3, 'AB'));
    shelf.put(place.key, local('A', saved(2, 'A')));
    sync.compare([place], whole(listed(3)));
    await settle();
    expect(shelf.get(place.key)).toMatchObject({ html: 'AB', server: saved(3, 'AB') });
  });

  it('when this browser has what the server lacks, then it is saved', async () => {
    const { shelf, sync, place, asked } = aBrowser({ version: 3 });
    shelf.put(place.key, local('B', saved(2, 'A')));
    sync.compare([place], whole(listed(2)));
    await settle();
    expect(asked).toEqual([{ operationId: 'saveDraft', body: { html: 'B', uploadIds: [], version: 2 } }]);
  });

  it.each([
    ['they agree', local('A', saved(2, 'A')), whole(listed(2))],
    ['the list is older than the last save', local('A', saved(2, 'A')), whole(listed(1))],
    ['the list ends before it', local('A', saved(2, 'A')), { drafts: [], isWhole: false }],
    [
      'nobody knows whether it was sent',
      local('A', saved(2, 'A'), { unsettled: { ...unsettled, uploadIds: [] } }),
      whole(),
    ],
    [
      'the agent has to choose between two texts',
      local('B', saved(2, 'A'), { other: { ...saved(3, 'C'), savedAt: at, files: [] } }),
      whole(listed(4)),
    ],
  ])('when %s, then nothing is asked', async (_, draft, list) => {
    const { shelf, sync, place, asked } = aBrowser();
    shelf.put(place.key, draft);
    sync.compare([place], list);
    await settle();
    expect([asked, shelf.get(place.key)]).toEqual([[], draft]);
  });

  it('when its editor is open, then that reads it, with what was typed a moment ago', async () => {
    const { shelf, sync, place, asked } = aBrowser({ version: 3 });
    shelf.put(place.key, local('A', saved(2, 'A')));
    const readings: string[] = [];
    sync.attend(place.key, () => readings.push('read'));
    sync.compare([place], whole(listed(3)));
    expect([readings, asked]).toEqual([['read'], []]);
  });

  it('when its editor is open, then what is written just now is saved after its pause, and what could not be saved at once', async () => {
    const { shelf, sync, place, asked } = aBrowser(new UnknownOutcomeError('network'), found(2, 'A'), { version: 3 });
    sync.attend(place.key, () => undefined);
    shelf.put(place.key, local('AB', saved(2, 'A')));
    sync.schedule(place);
    sync.compare([place], whole(listed(2)));
    await settle();
    expect(asked).toEqual([]);
    await sync.push(place);
    expect(sync.stateOf(place.key)).toBe('failed');
    // The connection is back, and nobody types.
    sync.compare([place], whole(listed(2)));
    await settle();
    expect(asked.map(({ operationId }) => operationId)).toEqual(['saveDraft', 'saveDraft']);
  });
});

describe('given a text that is being typed while the server’s draft is read', () => {
  it('then it is saved after its own pause, not with the answer', async () => {
    const { shelf, sync, place, asked } = aBrowser(found(3, ''));
    const keepTyped = (): void => {
      shelf.put(place.key, local('A', null));
      sync.schedule(place);
    };
    await sync.load(place, keepTyped, () => shown);
    expect(asked.map(({ operationId }) => operationId)).toEqual(['getDraft']);
    await sync.push(place);
    expect(asked[1]).toEqual({ operationId: 'saveDraft', body: { html: 'A', uploadIds: [], version: 3 } });
  });

  it('when nothing was typed for a while, then what the server lacks is saved at once', async () => {
    const { shelf, sync, place, asked } = aBrowser(found(3, ''), { version: 4 });
    shelf.put(place.key, local('A', null));
    await sync.load(place, nothing, () => shown);
    expect(asked.map(({ operationId }) => operationId)).toEqual(['getDraft', 'saveDraft']);
  });
});

describe('given a draft that ends here', () => {
  it('when it is discarded, then it counts as gone at once, and again as there when that fails', async () => {
    const { shelf, sync, place } = aBrowser(new UnknownOutcomeError('network'), found(2, 'A'), { version: 3 });
    const told: unknown[] = [];
    sync.subscribe(() => told.push(sync.ended().get(place.key)));
    shelf.put(place.key, local('A', saved(2, 'A')));
    for (const expected of [undefined, 3]) {
      shelf.remove(place.key);
      sync.discard(place, local('A', null));
      expect(sync.ended().get(place.key)).toBe(Infinity);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(sync.ended().get(place.key)).toBe(expected);
    }
    expect(told).toContain(Infinity);
  });

  const conflict = new ProblemError({ type: 'about:blank', title: 'x', status: 409, code: 'draft_conflict' }, 409);
  it('when it is discarded as it was saved last, then that is one request; of a later one it is asked first', async () => {
    const { sync, place, asked } = aBrowser({ version: 3 }, conflict, found(5, 'ABC'), { version: 6 });
    sync.discard(place, local('A', saved(2, 'A')));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect([asked.map(({ operationId }) => operationId), sync.ended().get(place.key)]).toEqual([['discardDraft'], 3]);
    sync.discard(place, local('ABC', saved(4, 'AB')));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(asked.map(({ operationId }) => operationId)).toEqual([
      'discardDraft',
      'discardDraft',
      'getDraft',
      'discardDraft',
    ]);
    expect(sync.ended().get(place.key)).toBe(6);
  });

  it.each([
    ['was saved', local('AB', saved(4, 'AB')), [conflict, found(5, 'Of another machine')]],
    ['was never saved', local('AB', null), [found(5, 'Of another machine')]],
  ])(
    'given a text that %s, when another machine has written since, then its text stays, and an open editor reads it',
    async (_, discarded, answers) => {
      const { shelf, sync, place, asked } = aBrowser(...answers);
      let read = 0;
      sync.attend(place.key, () => {
        read += 1;
      });
      sync.discard(place, discarded);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(asked.at(-1)?.operationId).toBe('getDraft');
      expect([shelf.get(place.key), sync.ended().get(place.key), read]).toEqual([null, undefined, 1]);
    },
  );

  it('when it is discarded while it is being read, then the answer doesn’t bring it back', async () => {
    const { shelf, sync, place, asked } = aBrowser(found(2, 'A'), { version: 3 });
    shelf.put(place.key, local('A', saved(2, 'A')));
    const loaded = sync.load(
      place,
      () => undefined,
      () => ({ ticket: { version: 1, title: '' }, newestAt: at }),
    );
    shelf.remove(place.key);
    sync.discard(place, local('A', saved(2, 'A')));
    await loaded;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(shelf.get(place.key)).toBeNull();
    expect(asked.map(({ operationId }) => operationId)).toEqual(['getDraft', 'discardDraft']);
  });

  it('when it is sent, then a list of before shows it no more, and one of a later draft does', () => {
    const { sync, place } = aBrowser();
    const before = sync.ended();
    sync.sent(place, 4);
    expect(sync.ended().get(place.key)).toBe(5);
    expect(sync.ended()).not.toBe(before);
    expect(sync.ended()).toBe(sync.ended());
  });
});

describe('given a draft with a file that is on its way', () => {
  const file = { id: 'f', name: 'a.pdf', type: 'application/pdf', size: 1, uploadId: null };
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('when it arrives long after the last key, then the server’s draft gets it by itself', async () => {
    const { shelf, sync, place, asked } = aBrowser({ version: 3 });
    shelf.put(place.key, local('A', saved(2, 'A'), { files: [file] }));
    await sync.push(place);
    expect(asked).toEqual([]);
    sync.fileArrived(place, 'f', 'upl_1');
    await jest.runAllTimersAsync();
    expect(asked).toEqual([{ operationId: 'saveDraft', body: { html: 'A', uploadIds: ['upl_1'], version: 2 } }]);
    expect(isUnsaved(shelf.get(place.key)!)).toBe(false);
  });

  it('when it was taken away meanwhile, then nothing is saved', async () => {
    const { shelf, sync, place, asked } = aBrowser();
    shelf.put(place.key, local('A', saved(2, 'A')));
    sync.fileArrived(place, 'f', 'upl_1');
    await jest.runAllTimersAsync();
    expect([asked, shelf.get(place.key)]).toEqual([[], local('A', saved(2, 'A'))]);
  });
});

describe('given an answer that is to be sent', () => {
  const decision = { ...unsettled, uploadIds: [], draftVersion: null };
  const gone = new UnknownOutcomeError('network');
  const failed = new ProblemError({ type: 'about:blank', title: 'x', status: 503, code: 'unavailable' }, 503);
  const prepare = (browser: ReturnType<typeof aBrowser>): void => {
    browser.shelf.put(browser.place.key, { ...browser.shelf.get(browser.place.key)!, unsettled: decision });
  };

  it('when only reading failed before, then nothing has to be read first', async () => {
    const browser = aBrowser(gone);
    const { shelf, sync, place, asked } = browser;
    shelf.put(place.key, local('A', saved(2, 'A')));
    await sync.load(place, nothing, () => shown);
    prepare(browser);
    expect(await sync.sendable(place, decision)).toEqual({ ...decision, draftVersion: 2 });
    expect(asked).toHaveLength(1);
  });

  it.each([gone, failed])(
    'when it is not known whether a save was done (%s), then the draft is read first',
    async (why) => {
      const browser = aBrowser(why, found(3, 'AB'));
      const { shelf, sync, place } = browser;
      shelf.put(place.key, local('AB', saved(2, 'A')));
      await sync.push(place);
      prepare(browser);
      expect(await sync.sendable(place, decision)).toEqual({ ...decision, draftVersion: 3 });
    },
  );

  it('when that reading fails, then it is told that nothing was sent, and the next try reads again', async () => {
    const browser = aBrowser(gone, gone, found(3, 'AB'));
    const { shelf, sync, place } = browser;
    shelf.put(place.key, local('AB', saved(2, 'A')));
    await sync.push(place);
    prepare(browser);
    await expect(sync.sendable(place, decision)).rejects.toBeInstanceOf(NotSentError);
    expect(await sync.sendable(place, decision)).toMatchObject({ draftVersion: 3 });
  });
});
