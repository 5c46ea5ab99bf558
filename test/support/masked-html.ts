import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import type { Span } from '../../shared/domain/masking/span.ts';

const PIECES = [
  'a',
  'B',
  '7',
  '@',
  '.',
  '-',
  '*',
  ' ',
  '\u00a0',
  '&amp;',
  '&lt;',
  '&gt;',
  '"',
  '가',
  '나',
  'ㄱ',
  '\u1100\u1161\u11a8',
  '김민수',
  '漢',
  '😀',
  '👩‍👩‍👧',
  '👍🏽',
  '🇰🇷',
  '🇯🇵',
  'e\u0301',
  '\u0301',
  'ก็',
  'नि',
  '\n',
  '\u200d',
  '👨‍',
  '\ufe0f',
  '&#x1F600;',
  '&#169;',
];
const text = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join(''));
const OPEN = ['b', 'i', 'p', 'div', 'span style="color:red"', 'td', 'a title="x &gt; y"', 'blockquote'];

/** Sanitized HTML of the kinds that entries hold: nested tags, references, and text that is hard to cut. */
export const arbitraryHtml = fc.letrec<{ node: string; nodes: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.constantFrom('<br />', '<hr />', '<img alt="y" />', ' ', '\n  '),
    fc.tuple(fc.constantFrom(...OPEN), tie('nodes')).map(([tag, inner]) => `<${tag}>${inner}</${tag.split(' ')[0]!}>`),
  ),
  nodes: fc.array(tie('node'), { minLength: 1, maxLength: 5 }).map((nodes) => nodes.join('')),
})).nodes;

/**
 * Where spans begin, in thousandths of a text's length, and how long they are: mostly short, so that several fit beside
 * each other.
 */
export const arbitraryCuts = fc.array(
  fc.tuple(
    fc.nat(999),
    fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }) },
      { weight: 1, arbitrary: fc.integer({ min: 6, max: 60 }) },
    ),
  ),
  { minLength: 1, maxLength: 4 },
);
export const spansOf = (cuts: readonly (readonly [number, number])[], length: number): readonly Span[] =>
  cuts.flatMap(([place, units]) => {
    const start = Math.floor((place * length) / 1000);
    const end = Math.min(start + units, length);
    return start < end ? [{ start, end }] : [];
  });

/** The text nodes of HTML by another parser than ours. */
export const textNodes = (html: string): readonly string[] => {
  const nodes: string[] = [''];
  const parser = new Parser(
    {
      ontext: (part) => {
        nodes[nodes.length - 1] += part;
      },
      onopentag: () => {
        nodes.push('');
      },
      onclosetag: () => {
        nodes.push('');
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return nodes;
};

/** The UTF-16 units that lie in text nodes of nothing but white space. */
export const blankUnits = (html: string): readonly boolean[] =>
  textNodes(html).flatMap((node) => Array.from({ length: node.length }, () => node.trim() === ''));
