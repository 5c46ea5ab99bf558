import fc from 'fast-check';
import { escapeMarkdown, SUBJECT_LENGTH, taskSubject } from '../../../../shared/domain/dooray/escape-markdown.ts';

const NBSP = '\u00A0';

it.each<[string, string, string]>([
  ['words', 'Hello, 세계! (50 % off)', 'Hello, 세계! (50 % off)'],
  ['emphasis', '*a* _b_ ~~c~~ `d`', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`'],
  ['a heading', '# a', '\\# a'],
  ['a quote', '> a', '\\> a'],
  ['a link', '[a](https://evil.example.com)', '\\[a\\](<https://evil.example.com>)'],
  ['an image', '![a](b)', '!\\[a\\](b)'],
  ['HTML', '<script>&lt;', '\\<script\\>\\&lt;'],
  ['a table', '|a|b|', '\\|a\\|b\\|'],
  ['lists', '- a\n+ b\n12. c\n3) d\n1.5', '\\- a  \n\\+ b  \n12\\. c  \n3\\) d  \n1\\.5'],
  ['rules', '---\n===', '\\---  \n\\=\\=\\='],
  ['a backslash', 'a\\b\\', 'a\\\\b\\\\'],
  ['code by its indent', '    code\n\ttab', `${NBSP.repeat(4)}code  \n${NBSP.repeat(4)}tab`],
  ['an indented list', '  - a', `${NBSP.repeat(2)}\\- a`],
  ['paragraphs', 'a\r\n\r\nb\rc', 'a\n\nb  \nc'],
  [
    'an address of the web',
    'see https://a.example.com/x_y_z?q=1&r=~2. *',
    'see <https://a.example.com/x_y_z?q=1&r=~2>. \\*',
  ],
  ['an address in brackets', '<https://a.example.com/>', '\\<<https://a.example.com/>\\>'],
  ['no address', 'https:// and http://', 'https:// and http://'],
  ['control characters', 'a\u0000b\u001Bc\u2028d', 'abcd'],
  ['nothing', '', ''],
])('%s are shown as they are', (_, text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

it('never lets markup through: outside of links, each sign of it stands behind a backslash', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'*_`[]<>#|~\\&=-+1.) a\n', 'https://a.b/c', '    ')), (pieces) => {
      const left = escapeMarkdown(pieces.join(''))
        .replaceAll(/<https?:\/\/[^\s<>\\]+>/g, 'x')
        .replaceAll(/\\[!-/:-@[-`{-~]/g, 'x');
      expect(left).not.toMatch(/[*_`[\]<>#|~\\&=]|^[-+]|^\d+[.)]|^ {4}/m);
    }),
  );
});

it.each([
  ['  Refund \n is\tlate ', 'Refund is late'],
  ['*not* markup\u0007', '*not* markup'],
  ['가'.repeat(300), '가'.repeat(SUBJECT_LENGTH)],
  [' \n ', ''],
])('the title %p is one line', (text, expected) => {
  expect(taskSubject(text)).toBe(expected);
});
