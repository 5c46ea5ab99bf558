import { findQuoteStart } from './find-quote.ts';

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
/** Around a whole mail these are only wrapping. */
const WRAPPERS = new Set(['DIV', 'CENTER', 'SECTION', 'ARTICLE', 'MAIN', 'TABLE', 'TBODY', 'TR', 'TD', 'SPAN', 'FONT']);
/** Marks of mail clients that the server's sanitizing leaves. */
const QUOTES = '.gmail_quote, .gmail_quote_container, .yahoo_quoted, .protonmail_quote';
const OUTLOOK = '#divRplyFwdMsg, #appendonsend';

/** One line as it is seen: the node that it begins with. */
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

/** Whether all in it is quotation: agents and customers also answer between the lines of a client's quote. */
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

/** Into wrappers that hold all of the mail, as many clients make them. */
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

/** Takes away empty ends that a cut leaves. */
const trimEnd = (element: Element): void => {
  for (let last = element.lastChild; last !== null; last = element.lastChild) {
    if (!isBlank(last)) {
      if (isElement(last)) trimEnd(last);
      return;
    }
    last.remove();
  }
};

/** Puts what a mail only repeats behind a summary; no word is taken away. */
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
