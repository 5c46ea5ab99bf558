import { trimEnd } from '../../domain/kernel/plain-text.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char]!);

// A URL ends before white space, brackets, quotes and CJK punctuation; trailing ASCII punctuation belongs to the
// sentence.
const LINK =
  /\b(https?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uff0f\uff1a-\uff20]{1,2000}|www\.[^\s<>"'`\u3000-\u303f\uff00-\uff0f]{3,2000})|(?<![a-z0-9._%+-])([a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})/gi;

const linkify = (line: string): string => {
  let out = '';
  let last = 0;
  for (const match of line.matchAll(LINK)) {
    const whole = match[0];
    const link = match[1] === undefined ? whole : trimPunctuation(whole);
    out += escapeHtml(line.slice(last, match.index));
    const href = match[2] === undefined ? (/^www\./i.test(link) ? `http://${link}` : link) : `mailto:${link}`;
    out += `<a href="${escapeHtml(href)}">${escapeHtml(link)}</a>`;
    last = match.index + link.length;
  }
  return out + escapeHtml(line.slice(last));
};
const trimPunctuation = (link: string): string => {
  const trimmed = trimEnd(link, '.,;:!?*_~');
  const open = trimmed.split('(').length;
  return trimmed.endsWith(')') && trimmed.split(')').length > open ? trimmed.slice(0, -1) : trimmed;
};

/**
 * Plain text as HTML: paragraphs at blank lines; line breaks and runs of spaces are kept; URLs and mail addresses
 * become links.
 */
export const textToHtml = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph !== '')
    .map(
      (paragraph) =>
        `<p>${paragraph
          .split('\n')
          .map((line) => linkify(line).replace(/^ | (?= )/g, '&nbsp;'))
          .join('<br>')}</p>`,
    )
    .join('\n');
