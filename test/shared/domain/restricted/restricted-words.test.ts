import { restrictedWordFinder, tidyWords } from '../../../../shared/domain/restricted/restricted-words.ts';
import { WORD_LENGTH, WORDS_LIMIT } from '../../../../shared/domain/restricted/word-limits.ts';

describe('given an answer as HTML', () => {
  const find = restrictedWordFinder({ words: ['바보', 'damn'] });
  const inText = (html: string) =>
    find({ subject: 'Re: [#1]', html }).map(({ where, start, end, written }) => [where, start, end, written]);

  it.each([
    ['<p>너 <b>바</b><i>보</i>야</p>', 2, 4, '바보'],
    ['<p>&lt;d&gt;</p><p>da<span style="color:red">m</span>n</p>', 3, 7, 'damn'],
    ['<p>d&#97;&#x200b;mn</p>', 0, 5, 'da\u200bmn'],
    ['<p title="바보">x</p><p>바&nbsp;보</p>', 1, 4, '바\u00a0보'],
  ])('finds in %j what a reader sees as one word', (html, start, end, written) => {
    expect(inText(html)).toEqual([['text', start, end, written]]);
  });

  it.each([
    '<p>바</p><p>보</p>',
    '<ul><li>바</li><li>보</li></ul>',
    '<table><tbody><tr><td>바</td><td>보</td></tr></tbody></table>',
    '바<br>보',
    '<p>바<br />보</p>',
    '<a href="https://damn.example.com">x</a>',
    '<p>바<div>보</div></p>',
  ])('finds nothing in %j', (html) => {
    expect(inText(html)).toEqual([]);
  });

  it('tells of the subject first', () => {
    expect(find({ subject: 'Re: Damn printer [#1]', html: '<p>바보</p>' })).toEqual([
      { where: 'subject', start: 4, end: 8, word: 'damn', written: 'Damn' },
      { where: 'text', start: 0, end: 2, word: '바보', written: '바보' },
    ]);
  });

  it('remembers no answer but the same one', () => {
    expect([inText('<p>바보</p>'), inText('<p>ok</p>'), inText('<p>ok</p>')].map((matches) => matches.length)).toEqual([
      1, 0, 0,
    ]);
  });

  it('finds nothing where nothing is restricted', () => {
    expect(restrictedWordFinder({ words: [] })({ subject: '바보', html: '<p>바보</p>' })).toEqual([]);
  });
});

describe('given a list', () => {
  it('keeps of words that no text could tell apart the first', () => {
    expect(
      tidyWords(['  바보 ', 'ㅂㅏㅂㅗ', '바 보', 'Damn', 'DAMN', 'ＤＡＭＮ!', '바보'.normalize('NFD'), '보바']),
    ).toEqual({ ok: true, value: ['바보', 'Damn', '보바'] });
  });

  it('refuses a word without letters', () => {
    expect(tidyWords(['바보', '★!'])).toEqual({ ok: false, error: { code: 'word_without_letters', index: 1 } });
  });

  it('fits into a row, as long and as many as the words may be', () => {
    const words = Array.from({ length: WORDS_LIMIT }, (_, i) => `${i}`.padStart(WORD_LENGTH, '가'));
    expect(Buffer.byteLength(JSON.stringify(words))).toBeLessThan(300 * 1024);
  });
});
