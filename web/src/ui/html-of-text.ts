const ADDRESS = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/gi;

/** Plain text as HTML: every line becomes a block, and web addresses become links. */
export const htmlOfText = (text: string): string => {
  const escape = (part: string): string =>
    part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const linked = (line: string): string => {
    let from = 0;
    let out = '';
    for (const match of line.matchAll(ADDRESS)) {
      out += `${escape(line.slice(from, match.index))}<a href="${escape(match[0])}">${escape(match[0])}</a>`;
      from = match.index + match[0].length;
    }
    return out + escape(line.slice(from));
  };
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? '<br>' : `<div>${linked(line)}</div>`))
    .join('');
};
