import { findQuoteStart } from './find-quote.ts';

const BLOCKS = new Set(['P', 'DIV', 'BLOCKQUOTE', 'UL', 'OL', 'TABLE', 'PRE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HR', 'SECTION', 'ARTICLE', 'CENTER', 'DL', 'HEADER', 'FOOTER']);

/** One line as it is seen: the nodes that make it. */
type Line = { readonly first: ChildNode; readonly text: string };

const textOf = (node: ChildNode): string => {
  if (node.nodeName === 'BLOCKQUOTE') return `> ${node.textContent ?? ''}`;
  if (node.nodeName === 'HR') return '';
  return node.textContent ?? '';
};

/** The lines among an element's children: a block is one line, what stands between breaks is one. */
const linesOf = (parent: Element): readonly Line[] => {
  const lines: Line[] = [];
  let open: { first: ChildNode; text: string } | null = null;
  const close = (): void => {
    if (open !== null) lines.push(open);
    open = null;
  };
  for (const node of parent.childNodes) {
    if (BLOCKS.has(node.nodeName)) {
      close();
      lines.push({ first: node, text: textOf(node).trim() });
    } else if (node.nodeName === 'BR') {
      open ??= { first: node, text: '' };
      close();
    } else {
      open ??= { first: node, text: '' };
      open = { first: open.first, text: open.text + textOf(node) };
    }
  }
  close();
  return lines;
};

const isBlank = (node: ChildNode): boolean => node.nodeName === 'BR' || (node.textContent?.trim() === '' && node.nodeName !== 'IMG' && !(node instanceof Element && node.querySelector('img') !== null));

/** Into wrappers that hold all of the mail, as many clients make them. */
const innermost = (body: Element): Element => {
  let inside = body;
  for (let depth = 0; depth < 12; depth += 1) {
    const parts = [...inside.childNodes].filter((node) => node.nodeName !== 'BR' && (node.textContent?.trim() !== '' || node.nodeName === 'IMG'));
    const [only] = parts;
    if (parts.length !== 1 || only === undefined || !['DIV', 'CENTER', 'SECTION', 'ARTICLE', 'P'].includes(only.nodeName)) return inside;
    inside = only as Element;
  }
  return inside;
};

/** Puts what a mail only repeats behind a summary; nothing is taken away. */
export const foldQuote = (body: Element, words: string): void => {
  const parent = innermost(body);
  const lines = linesOf(parent);
  const at = findQuoteStart(lines.map(({ text }) => text));
  const first = at === null ? undefined : lines[at]?.first;
  if (first === undefined) return;
  const fold = parent.ownerDocument.createElement('details');
  const summary = parent.ownerDocument.createElement('summary');
  summary.textContent = '···';
  summary.setAttribute('aria-label', words);
  summary.title = words;
  for (let before = first.previousSibling; before !== null && isBlank(before); before = first.previousSibling) before.remove();
  parent.insertBefore(fold, first);
  const rest: ChildNode[] = [];
  for (let node: ChildNode | null = first; node !== null; node = node.nextSibling) rest.push(node);
  fold.append(summary, ...rest);
};
