import { toPublishedOfDesk } from '../../../shared/application/events/to-published.ts';
import { WORD_LENGTH, WORDS_LIMIT } from '../../../shared/domain/restricted/word-limits.ts';
import { httpDesk } from '../../support/http-desk.ts';

const aDesk = async () => {
  const desk = await httpDesk();
  const set = (words: readonly unknown[], over: { readonly as?: string; readonly version?: number } = {}) =>
    desk.call('setRestrictedWords', {
      as: over.as ?? 'boss',
      body: { words },
      ...(over.version === undefined ? {} : { headers: { 'if-match': `"${over.version}"` } }),
    });
  return { ...desk, set, get: (as = 'first') => desk.call('getRestrictedWords', { as }) };
};

describe('given an administrator', () => {
  it('keeps a list that every agent may read, and tells others that it changed without telling the words', async () => {
    const desk = await aDesk();
    expect(await desk.get()).toMatchObject({
      status: 200,
      body: { version: 0, words: [], editedBy: null, editedAt: null },
    });
    expect(await desk.set([' 바보 ', 'ㅂㅏㅂㅗ', 'Damn'])).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { version: 1, words: ['바보', 'Damn'], editedBy: 'boss' },
    });
    expect(await desk.set(['Damn'], { version: 1 })).toMatchObject({
      status: 200,
      body: { version: 2, words: ['Damn'] },
    });
    expect((await desk.get()).body).toMatchObject({ version: 2, words: ['Damn'] });
    expect(desk.restrictedWords.facts).toMatchObject([
      {
        type: 'settings_changed',
        action: 'created',
        actor: { kind: 'agent', id: 'boss' },
        subject: { kind: 'restricted_words', id: 'support' },
        changed: ['words'],
      },
      { action: 'changed', members: [{ name: 'words', told: 'values', before: ['바보', 'Damn'], after: ['Damn'] }] },
    ]);
    expect(JSON.stringify(desk.restrictedWords.facts.map(toPublishedOfDesk))).not.toMatch(/damn|바보/i);
  });

  it('is refused when another changed the list since, and changes nothing by saying the same', async () => {
    const desk = await aDesk();
    await desk.set(['바보']);
    expect(await desk.set(['바보'])).toMatchObject({ status: 200, body: { version: 1 } });
    await desk.set(['새끼']);
    expect(await desk.set(['꺼져'], { version: 1 })).toMatchObject({
      status: 412,
      body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect(desk.restrictedWords.facts).toHaveLength(2);
  });

  it.each([
    ['a word without letters', ['바보', '!!'], '#/words/1'],
    ['an empty word', [' '], '#/words/0'],
    ['a word too long', ['가'.repeat(WORD_LENGTH + 1)], '#/words/0'],
    ['too many words', Array.from({ length: WORDS_LIMIT + 1 }, (_, i) => `w${i}`), '#/words'],
  ])('is refused %s', async (_, words, pointer) => {
    const desk = await aDesk();
    expect(await desk.set(words)).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer }] },
    });
    expect((await desk.get()).body).toMatchObject({ version: 0 });
  });
});

it.each<[string, string, number, number]>([
  ['an agent', 'first', 403, 200],
  ['an agent of another service', 'stranger', 404, 404],
])('given %s, then the list is not theirs to change', async (_, as, toSet, toGet) => {
  const desk = await aDesk();
  expect((await desk.set(['바보'], { as })).status).toBe(toSet);
  expect((await desk.get(as)).status).toBe(toGet);
  expect(desk.restrictedWords.facts).toEqual([]);
});
