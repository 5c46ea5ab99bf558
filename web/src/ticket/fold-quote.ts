import { findQuoteStart } from '../../../shared/domain/ticket/find-quote.ts';

const BLOCKS = new Set([
  'P',
  'DIV',
  'BLOCKQUOTE',
  'UL',
  'OL',
  'LI',
  'TABLE',
  'PRE',
  'H1',
  'H2',
  'H3',
  'H4',
  'H5',
  'H6',
  'HR',
  'SECTION',
  'ARTICLE',
  'CENTER',
  'DL',
  'HEADER',
  'FOOTER',
  'MAIN',
  'ADDRESS',
]);
/** Elements that many mail clients put around a whole mail. */
const WRAPPERS = new Set(['DIV', 'CENTER', 'SECTION', 'ARTICLE', 'MAIN', 'TABLE', 'TBODY', 'TR', 'TD', 'SPAN', 'FONT']);
/** Class names and ids by which mail clients mark quotes; the server's sanitizing keeps them. */
const QUOTES = '.gmail_quote, .gmail_quote_container, .yahoo_quoted, .protonmail_quote';
const OUTLOOK = '#divRplyFwdMsg, #appendonsend';

/** A line as the reader sees it, and the node that it begins with. */
type Line = { readonly first: ChildNode; readonly text: string };

const textOf = (node: Node): string => node.textContent ?? '';
const isElement = (node: Node): node is Element => node.nodeType === node.ELEMENT_NODE;
const isBlank = (node: ChildNode): boolean =>
  textOf(node).trim() === '' &&
  !(
    isElement(node) &&
    (node.nodeName === 'IMG' ||
      node.nodeName === 'HR' ||
      node.querySelector('img, [data-held]') !== null ||
      node.matches('[data-held]'))
  );

/** Whether an element contains nothing but a quote: people also write answers inside a mail client's quote. */
const isAllQuote = (element: Element): boolean => {
  if (element.nodeName === 'BLOCKQUOTE') return true;
  if (!element.matches(QUOTES)) return false;
  return [...element.childNodes].every(
    (node) =>
      isBlank(node) || (isElement(node) && (node.nodeName === 'BLOCKQUOTE' || node.matches(`.gmail_attr, ${QUOTES}`))),
  );
};

const linesOf = (root: Element): readonly Line[] => {
  const lines: Line[] = [];
  let open: { first: ChildNode; text: string } | null = null;
  const close = (): void => {
    if (open !== null) lines.push({ first: open.first, text: open.text.replaceAll('\u00a0', ' ') });
    open = null;
  };
  const walk = (parent: Element): void => {
    for (const node of parent.childNodes) {
      if (!isElement(node)) {
        open = { first: open?.first ?? node, text: (open?.text ?? '') + textOf(node).replace(/\s+/g, ' ') };
      } else if (node.nodeName === 'BR') {
        open ??= { first: node, text: '' };
        close();
      } else if (isAllQuote(node)) {
        close();
        lines.push({ first: node, text: `> ${textOf(node)}` });
      } else if (node.matches(OUTLOOK)) {
        close();
        lines.push({ first: node, text: '-----Original Message-----' });
      } else if (node.nodeName === 'TABLE') {
        close();
        lines.push({ first: node, text: textOf(node).trim() });
      } else if (BLOCKS.has(node.nodeName)) {
        close();
        walk(node);
        close();
      } else if (node.querySelector('br, div, p, blockquote') !== null) {
        walk(node);
      } else {
        open = { first: open?.first ?? node, text: (open?.text ?? '') + textOf(node) };
      }
    }
  };
  walk(root);
  close();
  return lines;
};

/** The innermost wrapper that contains the whole mail. */
const innermost = (body: Element): Element => {
  let inside = body;
  for (let depth = 0; depth < 40; depth += 1) {
    const [only, ...others] = [...inside.childNodes].filter((node) => !isBlank(node));
    if (
      only === undefined ||
      others.length > 0 ||
      !isElement(only) ||
      !WRAPPERS.has(only.nodeName) ||
      only.matches(QUOTES)
    )
      return inside;
    inside = only;
  }
  return inside;
};

/** Removes empty elements at the end. */
const trimEnd = (element: Element): void => {
  for (let last = element.lastChild; last !== null; last = element.lastChild) {
    if (!isBlank(last)) {
      if (isElement(last)) trimEnd(last);
      return;
    }
    last.remove();
  }
};

/** Folds the part of a mail that only repeats earlier mails behind `···`; `words` is its label. No text is removed. */
export const foldQuote = (body: Element, words: string): void => {
  const parent = innermost(body);
  const lines = linesOf(parent);
  const at = findQuoteStart(lines.map(({ text }) => text));
  const first = at === null ? undefined : lines[at]?.first;
  if (first === undefined || parent.lastChild === null) return;
  const rest = parent.ownerDocument.createRange();
  rest.setStartBefore(first);
  rest.setEndAfter(parent.lastChild);
  const fold = parent.ownerDocument.createElement('details');
  const summary = parent.ownerDocument.createElement('summary');
  summary.textContent = '···';
  summary.setAttribute('aria-label', words);
  summary.title = words;
  fold.append(summary, rest.extractContents());
  trimEnd(parent);
  parent.append(fold);
};
