import type { FindInAnswer } from '../../../../shared/domain/restricted/restricted-words.ts';
import { escapeHtml } from '../../../../shared/domain/template/placeholders.ts';

/** A piece of a line; `word` is the restricted word that it is. */
export type Piece = { readonly text: string; readonly word: string | null };
/** A restricted word as it is in the list, and as it is written in the text. */
export type Found = { readonly word: string; readonly written: string };

/** Looks through a text as the desk looks through an answer with a paragraph for each of its lines. */
export const tryText = (
  find: FindInAnswer,
  text: string,
): { readonly lines: readonly (readonly Piece[])[]; readonly found: readonly Found[] } => {
  const lines = text.split('\n');
  const html = lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  const matches = find({ subject: '', html }).filter(({ where }) => where === 'text');
  let before = 0;
  const pieces = lines.map((line) => {
    const begin = before;
    before += line.length;
    const out: Piece[] = [];
    let at = 0;
    for (const { start, end, word } of matches) {
      const [from, to] = [Math.max(start - begin, at), Math.min(end - begin, line.length)];
      if (from >= to) continue;
      if (from > at) out.push({ text: line.slice(at, from), word: null });
      out.push({ text: line.slice(from, to), word });
      at = to;
    }
    if (at < line.length) out.push({ text: line.slice(at), word: null });
    return out;
  });
  return { lines: pieces, found: matches.map(({ word, written }) => ({ word, written })) };
};
