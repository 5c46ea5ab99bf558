import { itemsBetween, SHOWN_TEXT, shortenBoth } from '../../../../shared/domain/kernel/differences.ts';

describe('given two states of a text', () => {
  it('when both are short, then they are shown whole', () => {
    expect(shortenBoth('a'.repeat(SHOWN_TEXT), 'b')).toEqual({
      before: 'a'.repeat(SHOWN_TEXT),
      after: 'b',
      cut: false,
    });
  });

  it('when they differ far from their beginning, then they are shown from shortly before', () => {
    const [before, after] = ['red', 'blue'].map((colour) => `${'x'.repeat(5000)}${colour}${'y'.repeat(5000)}`);
    const shown = shortenBoth(before, after);
    expect(shown.before).toBe(`…${'x'.repeat(200)}red${'y'.repeat(SHOWN_TEXT - 203)}…`);
    expect(shown.after).toBe(`…${'x'.repeat(200)}blue${'y'.repeat(SHOWN_TEXT - 204)}…`);
    expect(shown.cut).toBe(true);
  });

  it('when one is the beginning of the other, then what was added is shown', () => {
    const shown = shortenBoth('x'.repeat(3000), `${'x'.repeat(3000)} and more`);
    expect(shown).toEqual({ before: `…${'x'.repeat(200)}`, after: `…${'x'.repeat(200)} and more`, cut: true });
  });

  it('when there was none, then it is shown from its beginning', () => {
    expect(shortenBoth(null, 'z'.repeat(3000))).toEqual({
      before: null,
      after: `${'z'.repeat(SHOWN_TEXT)}…`,
      cut: true,
    });
  });

  it('when it is cut within a character of two units, then what is shown is well-formed', () => {
    const { after } = shortenBoth(undefined, `x${'😀'.repeat(SHOWN_TEXT)}`) as { readonly after: string };
    expect(after.isWellFormed()).toBe(true);
  });
});

describe('given two lists', () => {
  it.each([
    ['texts', ['a', 'b'], ['b', 'c', 'd'], ['a'], ['c', 'd']],
    ['the same in another order', ['a', 'b'], ['b', 'a'], [], []],
    [
      'objects whose members come in any order',
      [{ code: 'a', names: { ko: '가', en: 'A' } }, { code: 'b' }],
      [
        { names: { en: 'A', ko: '가' }, code: 'a' },
        { code: 'b', active: false },
      ],
      [{ code: 'b' }],
      [{ code: 'b', active: false }],
    ],
  ] as const)('when they hold %s, then it is told what one of them alone has', (_, before, after, removed, added) => {
    expect(itemsBetween<unknown>(before, after)).toEqual({ removed, added });
  });
});
