import {
  decide,
  draftKey,
  readDraft,
  removeDraft,
  writeDraft,
  type Decision,
  type Draft,
  type DraftStorage,
} from '../../../../../web/src/desk/drafts/draft.ts';

const aStorage = (): DraftStorage => {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      kept.set(key, value);
    },
    removeItem: (key) => {
      kept.delete(key);
    },
  };
};
const aDraft = (over: Partial<Draft> = {}): Draft => ({
  html: '<p>Soon.</p>',
  files: [],
  command: 'resolve',
  seenVersion: 3,
  seenAt: '2026-11-22T01:00:00.000Z',
  savedAt: '2026-11-22T01:05:00.000Z',
  unsettled: null,
  title: 'Where is my order?',
  trouble: null,
  server: null,
  other: null,
  ...over,
});
const key = draftKey('agent-1', 'shop', 12);
const newKey = (): string => 'key-2';

describe('given a draft is kept', () => {
  test('when it is read again, then it is the same; removed, it is gone', () => {
    const storage = aStorage();
    expect(writeDraft(storage, key, aDraft())).toBe(true);
    expect(readDraft(storage, key)).toEqual(aDraft());
    removeDraft(storage, key);
    expect(readDraft(storage, key)).toBeNull();
  });

  test('when another agent, service or ticket asks, then it is not theirs', () => {
    const storage = aStorage();
    writeDraft(storage, key, aDraft());
    for (const other of [
      draftKey('agent-2', 'shop', 12),
      draftKey('agent-1', 'cloud', 12),
      draftKey('agent-1', 'shop', 13),
    ])
      expect(readDraft(storage, other)).toBeNull();
  });

  test.each([
    ['no JSON', '{'],
    ['of an older console', '{"html":"x"}'],
  ])('when what is stored is %s, then there is no draft', (_, stored) => {
    const storage = aStorage();
    storage.setItem(key, stored);
    expect(readDraft(storage, key)).toBeNull();
  });

  test('when the browser refuses, then the agent can be told', () => {
    const full: DraftStorage = {
      ...aStorage(),
      setItem: () => {
        throw new Error('QuotaExceededError');
      },
    };
    expect(writeDraft(full, key, aDraft())).toBe(false);
  });
});

describe('given an answer is sent', () => {
  const unsettled: Decision = {
    command: 'resolve',
    html: '<p>Soon.</p>',
    uploadIds: [],
    draftVersion: null,
    version: 3,
    key: 'key-1',
  };

  test('when nothing is unsettled, then it is a new decision on the version that was seen', () => {
    expect(decide(aDraft(), 'resolve', '<p>Soon.</p>', newKey)).toEqual({
      command: 'resolve',
      html: '<p>Soon.</p>',
      uploadIds: [],
      draftVersion: null,
      version: 3,
      key: 'key-2',
    });
  });

  test('when nobody knows whether the same was done, then it is the same decision: same key, same version, whatever was seen since', () => {
    expect(decide(aDraft({ unsettled, seenVersion: 9 }), 'resolve', '<p>Soon.</p>', newKey)).toEqual(unsettled);
  });

  test.each([
    ['text', 'resolve', '<p>Later.</p>'],
    ['command', 'comment', '<p>Soon.</p>'],
  ] as const)('when the %s is another, then so is the decision', (_, command, html) => {
    expect(decide(aDraft({ unsettled }), command, html, newKey).key).toBe('key-2');
  });

  test('when the files are others, then so is the decision, and it names those that have arrived', () => {
    const file = { id: 'f1', name: 'a.pdf', type: 'application/pdf', size: 3, uploadId: 'upl_1' };
    const files = [file, { ...file, id: 'f2', uploadId: null }];
    expect(decide(aDraft({ unsettled, files }), 'resolve', '<p>Soon.</p>', newKey)).toMatchObject({
      key: 'key-2',
      uploadIds: ['upl_1'],
    });
  });
});
