import type { Span } from '../../../shared/domain/masking/span.ts';
import { foldQuote } from './fold-quote.ts';
import { keepWordsOfTables } from './keep-words.ts';
import { readColors } from './mail-colors.ts';
import { drawMasks, placesIn, runsOf, type Run } from './masking/text-origin.ts';

/** A mail's HTML, safe to show. */
type PreparedHtml = {
  readonly html: string;
  /** Images of other servers were left out. */
  readonly heldImages: boolean;
  /** It has coloured grounds, so that it needs white paper around it. */
  readonly needsPaper: boolean;
  /** Where what is shown of the text stands in the text of the stored HTML. */
  readonly runs: readonly Run[];
};

type Preparation = {
  /** Addresses of the mail's own images, by Content-ID without angle brackets. */
  readonly images: ReadonlyMap<string, string>;
  /** Whether images of other servers are loaded; that tells the sender that the mail was read. */
  readonly showRemote: boolean;
  /** In the text of the stored HTML. */
  readonly masks: readonly (Span & { readonly id: string })[];
  readonly words: { readonly quoted: string; readonly image: string; readonly masked: string };
};

const DROPPED =
  'script, style, link, meta, base, title, iframe, frame, frameset, object, embed, applet, input, button, select, textarea, svg, math, video, audio, source, template, noscript, dialog';
const KEPT_ATTRIBUTES = new Set([
  'href',
  'src',
  'alt',
  'title',
  'width',
  'height',
  'style',
  'align',
  'valign',
  'colspan',
  'rowspan',
  'border',
  'cellpadding',
  'cellspacing',
  'bgcolor',
  'color',
  'face',
  'size',
  'dir',
  'lang',
  'start',
  'type',
  'aria-label',
]);
const DROPPED_STYLES = [
  'position',
  'z-index',
  'inset',
  'top',
  'left',
  'right',
  'bottom',
  'float',
  'animation',
  'transition',
  'transform',
  'cursor',
  'pointer-events',
  'user-select',
  'opacity',
  'visibility',
  'word-break',
  'overflow-wrap',
  'word-wrap',
  'line-break',
  'table-layout',
];

const cleanStyle = (element: HTMLElement): void => {
  for (const property of DROPPED_STYLES) element.style.removeProperty(property);
  for (const property of [...element.style])
    if (/url\(|expression|image-set/i.test(element.style.getPropertyValue(property)))
      element.style.removeProperty(property);
};

/** Elements that get the direction of their first letter, unless the mail sets one. */
const BLOCKS = 'p, div, li, td, th, h1, h2, h3, h4, h5, h6, pre, caption, dt, dd, address, center';
/** Elements whose bullets and borders must be on the side where the text begins. */
const HOLDERS = 'ul, ol, table, blockquote, dl, details';
const FIRST_LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(FIRST_LETTER.exec(text)?.[0] ?? '');

const giveDirections = (body: HTMLElement): void => {
  if (!RIGHT_TO_LEFT.test(body.textContent)) return;
  for (const block of body.querySelectorAll(BLOCKS)) if (!block.hasAttribute('dir')) block.setAttribute('dir', 'auto');
  for (const holder of body.querySelectorAll(HOLDERS))
    if (!holder.hasAttribute('dir') && isRightToLeft(holder.textContent)) holder.setAttribute('dir', 'rtl');
};

const cleanLink = (link: HTMLAnchorElement): void => {
  if (!/^(https?:|mailto:|tel:)/i.test(link.getAttribute('href')?.trim() ?? '')) link.removeAttribute('href');
  link.target = '_blank';
  link.rel = 'noreferrer noopener nofollow';
};

/** Decodes percent-encoding; a text that is not validly encoded stays as it is. */
const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A mail's own proportions, since images that hold a place are often one stretched pixel. */
const keepProportions = (image: HTMLImageElement): void => {
  const [width, height] = [Number(image.getAttribute('width')), Number(image.getAttribute('height'))];
  if (width > 0 && height > 0) image.style.aspectRatio = `${width} / ${height}`;
};

/** Gives an image its address, or removes it. Returns whether it was held back. */
const cleanImage = (image: HTMLImageElement, { images, showRemote, words }: Preparation): boolean => {
  // With an empty text, a screen reader passes over the image.
  if (!image.hasAttribute('alt')) image.alt = image.title;
  const address = image.getAttribute('src')?.trim() ?? '';
  image.loading = 'lazy';
  keepProportions(image);
  image.referrerPolicy = 'no-referrer';
  if (/^cid:/i.test(address)) {
    const own = images.get(unescaped(address.slice(4)).replace(/^<|>$/g, ''));
    if (own === undefined) image.replaceWith(`[${image.alt || words.image}]`);
    else image.src = own;
    return false;
  }
  if (/^data:image\/(png|jpe?g|gif|webp)[;,]/i.test(address)) return false;
  if (!/^https?:/i.test(address)) {
    image.remove();
    return false;
  }
  if (showRemote) return false;
  // Images of up to three pixels are there to track the reader: they are removed without a placeholder.
  if (Number(image.getAttribute('width') ?? 99) < 4 || Number(image.getAttribute('height') ?? 99) < 4) {
    image.remove();
    return false;
  }
  const place = image.ownerDocument.createElement('span');
  place.dataset.held = '';
  place.textContent = image.alt || words.image;
  image.replaceWith(place);
  return true;
};

/**
 * Prepares a mail's HTML for showing. The server has sanitized it; this cleans it a second time, sets the addresses of
 * images, makes links open in a new tab and folds quoted mails.
 */
export const prepareHtml = (html: string, preparation: Preparation): PreparedHtml => {
  // Without the tag, white space at the beginning would be lost, and with it the places of what follows.
  const { body } = new DOMParser().parseFromString(`<body>${html}`, 'text/html');
  const places = placesIn(body);
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  // Needs the class names that the cleaning below removes; its own output is cleaned too.
  foldQuote(body, preparation.words.quoted);
  for (const form of body.querySelectorAll('form')) form.replaceWith(...form.childNodes);
  for (const element of body.querySelectorAll<HTMLElement>('*')) {
    for (const { name } of [...element.attributes])
      if (!KEPT_ATTRIBUTES.has(name.toLowerCase())) element.removeAttribute(name);
    if (element.hasAttribute('style')) cleanStyle(element);
  }
  for (const link of body.querySelectorAll('a')) cleanLink(link);
  giveDirections(body);
  const needsPaper = readColors(body);
  keepWordsOfTables(body);
  let heldImages = false;
  for (const image of body.querySelectorAll('img')) heldImages = cleanImage(image, preparation) || heldImages;
  drawMasks(body, places, preparation.masks, preparation.words.masked);
  const runs = runsOf(body, places);
  // The page's parser drops one line break behind the tag, as it did when the HTML was read.
  for (const { firstChild } of body.querySelectorAll('pre'))
    if (firstChild?.nodeValue?.startsWith('\n')) firstChild.before('\n');
  return { html: body.innerHTML, heldImages, needsPaper, runs };
};

/** Milliseconds. Presigned addresses are valid for 15 minutes; the first one is used for 10 of them. */
const KEPT_FOR = 10 * 60_000;
const kept = new Map<string, { readonly url: string; readonly since: number }>();

/** The first address that was given for an attachment, while it is valid: so its image is not loaded again. */
export const steadyAddress = (id: string, url: string, now: number = Date.now()): string => {
  const before = kept.get(id);
  if (before !== undefined && now - before.since < KEPT_FOR) return before.url;
  kept.set(id, { url, since: now });
  return url;
};
