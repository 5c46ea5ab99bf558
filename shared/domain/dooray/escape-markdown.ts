import { fitText, trimEnd } from '../kernel/plain-text.ts';

/** UTF-16 units of a task's title; Dooray! documents no limit, and a longer line is hard to read in its lists. */
export const SUBJECT_LENGTH = 255;

const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029]/g;
/** What can begin markup of CommonMark, of GitHub's dialect or of its usual extensions anywhere in a line. */
const MARKUP = /[\\`*_{}[\]<>#|~$^=&]/g;
/** What makes a list where a line begins. */
const LIST = /^(\d{1,9})([.)])|^([+-])/;
const WEB_ADDRESS = /https?:\/\/[^\s<>\\`*[\]{}|^"]+/g;
/** Of a URL, what belongs to the sentence around it. */
const SENTENCE_ENDS = '.,;:!?\'"*_~)]}|';

/**
 * A text as it is, written so that markdown shows it: no markup in it takes effect, its lines stay lines and are
 * indented as they were. Addresses of the web stay links.
 */
export const escapeMarkdown = (text: string): string => {
  const lines = text.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, '').split('\n').map(escapeLine);
  // Two spaces at the end of a line keep the break within a paragraph.
  return lines.map((line, at) => (line === '' || (lines[at + 1] ?? '') === '' ? line : `${line}  `)).join('\n');
};

const escapeLine = (line: string): string => {
  const content = line.trim();
  // Four ordinary spaces would make it code.
  const indent = '\u00A0'.repeat(content === '' ? 0 : line.replaceAll('\t', '    ').search(/\S|$/));
  let from = 0;
  let escaped = '';
  for (const { 0: match, index } of content.matchAll(WEB_ADDRESS)) {
    const url = trimEnd(match, SENTENCE_ENDS);
    if (url.endsWith('/') && url.length <= 'https://'.length) continue;
    escaped += `${escapeWords(content.slice(from, index))}<${url}>`;
    from = index + url.length;
  }
  escaped += escapeWords(content.slice(from));
  return (
    indent +
    escaped.replace(LIST, (_, digits?: string, after?: string, dash?: string) =>
      digits === undefined ? `\\${dash!}` : `${digits}\\${after!}`,
    )
  );
};

const escapeWords = (text: string): string => text.replaceAll(MARKUP, '\\$&');

/** A task's title: one line without control characters, which Dooray! shows as it is. At most SUBJECT_LENGTH. */
export const taskSubject = (text: string): string =>
  fitText(text.replaceAll(/\s+/g, ' ').replaceAll(CONTROLS, '').trim(), SUBJECT_LENGTH).trim();
