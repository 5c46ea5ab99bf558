import { compile, type DomNode, type FormatCallback } from 'html-to-text';
import sanitizeHtml, { type IOptions } from 'sanitize-html';
import { trimEnd } from '../../domain/kernel/plain-text.ts';
import type { Sanitize } from '../../application/ports/writing.ts';
import { limitDepth } from './limit-depth.ts';

/** Maximum characters of HTML; the rest is cut off, never inside a tag. */
export const HTML_LIMIT = 1_000_000;
/** Deeper elements lose their tags and keep their text; long quoted threads reach 100. */
const NESTING_LIMIT = 200;
/** Deeper elements are removed before parsing. */
const DEPTH_LIMIT = 400;
/** Maximum characters of a URL and of a style attribute; longer ones are removed. Embedded pictures may be longer. */
const ADDRESS_LIMIT = 8_000;
const STYLE_LIMIT = 4_000;

const COLOR = /^(?:#[0-9a-f]{3,8}|rgba?\([\d\s.,%/]{1,40}\)|hsla?\([\d\s.,%/deg]{1,40}\)|[a-z]{3,24})$/i;
const LENGTH =
  '(?:0|auto|inherit|normal|(?:\\d{1,4}(?:\\.\\d{1,6})?|\\.\\d{1,6})(?:px|pt|pc|em|rem|ex|ch|%|cm|mm|in)?)';
const ONE_LENGTH = new RegExp(`^${LENGTH}$`, 'i');
const LENGTHS = new RegExp(`^${LENGTH}(?:\\s+${LENGTH}){0,3}$`, 'i');
/** CSS words, lengths and colours; no value that loads or computes something. */
const WORDS = /^(?:[\w.#%-]{1,40}|rgba?\([\d\s.,%/]{1,40}\))(?:\s+(?:[\w.#%-]{1,40}|rgba?\([\d\s.,%/]{1,40}\))){0,3}$/i;
const KEYWORD = /^[a-z-]{2,24}(?:\s[a-z-]{2,24}){0,2}$/i;
const sides = (property: string, values: RegExp, suffix = '') =>
  Object.fromEntries(['top', 'right', 'bottom', 'left'].map((side) => [`${property}-${side}${suffix}`, [values]]));

const STYLES: Record<string, RegExp[]> = {
  color: [COLOR],
  'background-color': [COLOR],
  background: [COLOR],
  'font-family': [/^[\w\s,"'.\-\u00a0-\uffef]{1,300}$/],
  'font-size': [ONE_LENGTH, /^(?:xx?-)?(?:small|large)(?:er)?$|^medium$/i],
  'font-weight': [/^(?:[1-9]00|bold|bolder|lighter|normal)$/i],
  'font-style': [KEYWORD],
  'text-align': [KEYWORD],
  'text-decoration': [WORDS],
  'text-decoration-line': [KEYWORD],
  'text-indent': [ONE_LENGTH],
  'text-transform': [KEYWORD],
  'vertical-align': [KEYWORD, ONE_LENGTH],
  'line-height': [ONE_LENGTH],
  'letter-spacing': [ONE_LENGTH],
  'white-space': [KEYWORD],
  'word-break': [KEYWORD],
  'overflow-wrap': [KEYWORD],
  'word-wrap': [KEYWORD],
  direction: [/^(?:ltr|rtl)$/i],
  margin: [LENGTHS],
  padding: [LENGTHS],
  ...sides('margin', ONE_LENGTH),
  ...sides('padding', ONE_LENGTH),
  border: [WORDS],
  ...sides('border', WORDS),
  'border-color': [WORDS],
  'border-style': [WORDS],
  'border-width': [WORDS],
  'border-collapse': [KEYWORD],
  'border-spacing': [LENGTHS],
  'border-radius': [LENGTHS],
  ...sides('border', WORDS, '-color'),
  ...sides('border', WORDS, '-style'),
  ...sides('border', WORDS, '-width'),
  width: [ONE_LENGTH],
  'max-width': [ONE_LENGTH],
  'min-width': [ONE_LENGTH],
  height: [ONE_LENGTH],
  'max-height': [ONE_LENGTH],
  display: [/^(?:block|inline|inline-block|table|table-row|table-cell|list-item|none)$/i],
  float: [/^(?:left|right|none)$/i],
  clear: [KEYWORD],
  'list-style-type': [KEYWORD],
  'table-layout': [KEYWORD],
};

const RASTER = /^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[A-Za-z0-9+/=\s]+$/i;
/** Characters that browsers ignore inside a URL, so that attackers use them to hide its scheme. */
const INVISIBLE = /[\u0000-\u0020\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]+/g;

const imageSource = (src: string): string | undefined => {
  const isEmbedded = /^\s{0,20}data:/i.test(src);
  if (src.length > ADDRESS_LIMIT && !isEmbedded) return undefined;
  const bare = isEmbedded ? 'data:' : src.replace(INVISIBLE, '');
  if (/^data:/i.test(bare)) return RASTER.test(src.trim()) ? src.trim() : undefined;
  if (/^cid:/i.test(bare)) return `cid:${bare.slice(4)}`;
  return /^https?:\/\//i.test(bare) ? bare.replace(/^http:/i, 'https:') : undefined;
};
const linkTarget = (href: string): string | undefined => {
  const trimmed = href.length > ADDRESS_LIMIT ? '' : href.trim();
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(trimmed.replace(INVISIBLE, '')) ? trimmed : undefined;
};

const SIZES = ['width', 'height', 'align', 'valign', 'bgcolor'];
/** Classes that mark quoted text, by which it is found and folded; all other classes and ids are removed. */
const QUOTE_CLASSES = [
  'gmail_quote',
  'gmail_quote_container',
  'gmail_attr',
  'gmail_signature',
  'yahoo_quoted',
  'moz-cite-prefix',
  'moz-signature',
  'protonmail_quote',
];

const withoutStyle = (attribs: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(attribs).filter(([name]) => name !== 'style'));

const OPTIONS: IOptions = {
  allowedTags: [
    'a',
    'abbr',
    'address',
    'article',
    'aside',
    'b',
    'bdi',
    'bdo',
    'big',
    'blockquote',
    'br',
    'caption',
    'center',
    'cite',
    'code',
    'col',
    'colgroup',
    'dd',
    'del',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'font',
    'footer',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'header',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'main',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'section',
    'small',
    'span',
    'strike',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'tr',
    'tt',
    'u',
    'ul',
    'var',
    'wbr',
  ],
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'title'],
    a: ['href', 'target', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'border'],
    table: [...SIZES, 'border', 'cellpadding', 'cellspacing'],
    tr: SIZES,
    td: [...SIZES, 'colspan', 'rowspan'],
    th: [...SIZES, 'colspan', 'rowspan'],
    col: ['span', 'width'],
    colgroup: ['span', 'width'],
    font: ['color', 'face', 'size'],
    ol: ['start', 'type'],
    ul: ['type'],
    li: ['value'],
    blockquote: ['type'],
    p: ['align'],
    div: ['align', { name: 'id', multiple: false, values: ['divRplyFwdMsg', 'appendonsend'] }],
    hr: ['width', 'size', 'color'],
    h1: ['align'],
    h2: ['align'],
    h3: ['align'],
  },
  allowedClasses: { '*': QUOTE_CLASSES },
  allowedStyles: { '*': STYLES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['https', 'cid', 'data'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  // Browsers parse text in these elements by other rules than our parser: they are removed with their content.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'select',
    'noscript',
    'title',
    'xmp',
    'iframe',
    'noembed',
    'noframes',
    'svg',
    'math',
    'template',
    'object',
    'applet',
    'audio',
    'video',
    'canvas',
    'frameset',
  ],
  nestingLimit: NESTING_LIMIT,
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && attribs.src === undefined && (attribs.alt ?? '') === '',
  transformTags: {
    '*': (tagName, attribs) => ({
      tagName,
      attribs: (attribs.style ?? '').length > STYLE_LIMIT ? withoutStyle(attribs) : attribs,
    }),
    a: (tagName, { href, style, title }) => {
      const target = href === undefined ? undefined : linkTarget(href);
      return {
        tagName,
        attribs: {
          ...(target === undefined ? {} : { href: target, target: '_blank', rel: 'noopener noreferrer nofollow' }),
          ...(style === undefined ? {} : { style }),
          ...(title === undefined ? {} : { title }),
        },
      };
    },
    img: (tagName, { src, ...attribs }) => {
      const source = src === undefined ? undefined : imageSource(src);
      return { tagName, attribs: source === undefined ? attribs : { src: source, ...attribs } };
    },
  },
};

const cutHtml = (html: string): string => {
  if (html.length <= HTML_LIMIT) return html;
  const cut = html.slice(0, HTML_LIMIT);
  const open = cut.lastIndexOf('<');
  return open > cut.lastIndexOf('>') ? cut.slice(0, open) : cut.replace(/[\ud800-\udbff]$/, '');
};

const isWords = ({ type, data }: DomNode): boolean => type === 'text' && (data ?? '').trim() !== '';
const siblingBefore = (node: DomNode): DomNode | null =>
  (node as DomNode & { readonly prev?: DomNode | null }).prev ?? null;
const isCell = ({ name }: DomNode): boolean => name === 'td' || name === 'th';

/** A table cell: a tab separates it from the cell before it. A single paragraph in a cell starts no new line. */
const formatCell: FormatCallback = (cell, walk, builder) => {
  let before = siblingBefore(cell);
  while (before !== null && !isCell(before)) before = siblingBefore(before);
  if (before !== null) builder.addLiteral('\t');
  const inside = (cell.children ?? []).filter((node: DomNode) => node.type === 'tag' || isWords(node));
  const only = inside.length === 1 && inside[0]!.name === 'p' ? inside[0]! : cell;
  walk(only.children ?? [], builder);
};

let compiled: ReturnType<typeof compile> | undefined;
/** Compiled once, when it is needed: compiling its selectors takes longer than converting most mails. */
const converter = () =>
  (compiled ??= compile({
    wordwrap: false,
    formatters: { cell: formatCell },
    limits: { maxInputLength: HTML_LIMIT * 2, maxDepth: NESTING_LIMIT * 2, ellipsis: '' },
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: 'img', format: 'skip' },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['td', 'th'].map((selector) => ({ selector, format: 'cell' })),
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  }));

const toText = (html: string): string => {
  const text = converter()(html.slice(0, HTML_LIMIT * 2))
    .replace(/\u00a0/g, ' ')
    .split('\n')
    .map((line) => trimEnd(line, ' \t'))
    .join('\n')
    .trim();
  // A picture without text counts as content.
  return text === '' && /<img[^>]+src=/i.test(html) ? '[image]' : text;
};

/**
 * Sanitizes HTML with sanitize-html and keeps the look of mail: colours, tables, lists, pictures. Input beyond
 * HTML_LIMIT is cut.
 */
export const sanitizeRichText: Sanitize = (input) => {
  // Browsers and our parser treat lone surrogates and NULs differently, so they are removed.
  const html = sanitizeHtml(
    limitDepth(cutHtml(input).toWellFormed().replaceAll('\0', ''), DEPTH_LIMIT),
    OPTIONS,
  ).trim();
  return { html, text: toText(html) };
};
