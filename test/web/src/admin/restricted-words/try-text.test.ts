import { restrictedWordFinder } from '../../../../../shared/domain/restricted/restricted-words.ts';
import { tryText } from '../../../../../web/src/admin/restricted-words/try-text.ts';

const find = restrictedWordFinder({ words: ['guaranteed', 'a<b>c'] });

it('marks words in each line as they are written, signs of HTML among them', () => {
  const { lines, found } = tryText(find, 'It is <b>gua-ran-teed</b> & more\n\nGuaranteed');
  expect(lines.map((pieces) => pieces.map(({ text, word }) => (word === null ? text : `[${text}]`)).join(''))).toEqual([
    'It is <b>[gua-ran-teed]</b> & more',
    '',
    '[Guaranteed]',
  ]);
  expect(found).toEqual([
    { word: 'guaranteed', written: 'gua-ran-teed' },
    { word: 'guaranteed', written: 'Guaranteed' },
  ]);
});

it('finds no word over the end of a line, and nothing in an empty text', () => {
  expect(tryText(find, 'guaran\nteed').found).toEqual([]);
  expect(tryText(find, '').lines).toEqual([[]]);
});
