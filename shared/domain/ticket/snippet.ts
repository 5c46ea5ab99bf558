import { once } from '../kernel/once.ts';
import { ownLines } from './find-quote.ts';
import type { Entry } from './entry.ts';
import type { Ticket } from './ticket.ts';

/**
 * Bytes in UTF-8 that a snippet takes at most, since bytes are what a page of rows costs: 84 Latin letters or 28 Korean
 * ones, what a row of the console has room for.
 */
export const SNIPPET_BYTES = 84;
/** So much of a text is looked at. */
const LINES_LIMIT = 200;
const TEXT_LIMIT = 8000;
const CUT = '…';

/** Characters that nobody sees, or that change the direction of what stands after them. */
const UNSEEN = /[\p{Cc}\u00ad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const asLine = (lines: readonly string[]): string =>
  lines.join('\n').replace(/\s+/gu, ' ').replace(UNSEEN, '').replace(/ {2,}/g, ' ').trim();

const segmenter = once(() => new Intl.Segmenter('und', { granularity: 'grapheme' }));
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** The beginning of a line that is not longer than the limit, whole characters, and a mark where it was cut. */
const fit = (line: string): string => {
  if (bytesOf(line) <= SNIPPET_BYTES) return line;
  const room = SNIPPET_BYTES - bytesOf(CUT);
  let [end, bytes] = [0, 0];
  for (const { segment } of segmenter().segment(line.slice(0, SNIPPET_BYTES))) {
    bytes += bytesOf(segment);
    if (bytes > room) break;
    end += segment.length;
  }
  return line.slice(0, end).trimEnd() + CUT;
};

/**
 * The beginning of what an entry says, in one line, without what it quotes of earlier mails; of one that only quotes,
 * the beginning of the quote. Undefined when it says nothing.
 */
export const snippetOf = ({ text }: Pick<Entry, 'text'>): string | undefined => {
  const lines = text.slice(0, TEXT_LIMIT).split(/\r\n?|\n/, LINES_LIMIT);
  const own = asLine(ownLines(lines));
  const said = own === '' ? asLine(lines.map((line) => line.replace(/^[\s>|]+/, ''))) : own;
  return said === '' ? undefined : fit(said);
};

/** The newest entry of the history: one that was placed before others is not. */
export const newestEntryId = ({ lastEntry }: Pick<Ticket, 'lastEntry'>): string | undefined =>
  lastEntry?.after ?? lastEntry?.id;
