import { mapText } from '../masking/html-text.ts';

/** Inline elements. All others begin and end a block; so does a line break. */
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

/** Whether an element is inline. */
export const isInline = (name: string): boolean => INLINE.has(name);

/** The text content of sanitized HTML, and the ascending offsets at which a new block begins. */
export const textInBlocks = (html: string): { readonly text: string; readonly breaks: readonly number[] } => {
  const { text, tags } = mapText(html);
  return { text, breaks: [...new Set(tags.filter(({ name }) => !INLINE.has(name)).map(({ textAt }) => textAt))] };
};
