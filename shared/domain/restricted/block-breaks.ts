import { mapText } from '../masking/html-text.ts';

/** Elements that stand within a line. All others begin and end a block; so does a line break. */
const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'big',
  'cite',
  'code',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'img',
  'ins',
  'kbd',
  'mark',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strike',
  'strong',
  'sub',
  'sup',
  'tt',
  'u',
  'var',
  'wbr',
]);

/** Does the element stand within a line? */
export const isInline = (name: string): boolean => INLINE.has(name);

/** The text content of sanitized HTML, and the offsets in it at which another block begins, ascending. */
export const textInBlocks = (html: string): { readonly text: string; readonly breaks: readonly number[] } => {
  const { text, tags } = mapText(html);
  return { text, breaks: [...new Set(tags.filter(({ name }) => !INLINE.has(name)).map(({ textAt }) => textAt))] };
};
