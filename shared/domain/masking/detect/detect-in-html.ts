import { mapText } from '../html-text.ts';
import { detectPersonal } from './detect-personal.ts';
import type { PersonalSpan } from './personal-span.ts';

/**
 * Elements shown apart from their neighbours. All others run on in a line, so that a number half in bold is one number.
 */
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'br',
  'caption',
  'center',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hr',
  'li',
  'main',
  'nav',
  'ol',
  'p',
  'pre',
  'section',
  'summary',
  'table',
  'tbody',
  'td',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
]);

/**
 * The personal data in sanitized HTML, in offsets of its text content (html-text.ts). A match never spans two blocks.
 */
export const detectInHtml = (html: string): readonly PersonalSpan[] => {
  const { text, tags } = mapText(html);
  return detectPersonal(
    text,
    tags.filter(({ name }) => BLOCKS.has(name)).map(({ textAt }) => textAt),
  );
};
