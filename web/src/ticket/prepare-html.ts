import { foldQuote } from './fold-quote.ts';

/** What is shown of a mail: its HTML made harmless, and whether pictures of other servers were held back. */
export type PreparedHtml = { readonly html: string; readonly heldImages: boolean };

export type Preparation = {
  /** Addresses of the mail's own images by Content-ID, without angle brackets. */
  readonly images: ReadonlyMap<string, string>;
  /** Loads images of other servers: they tell the sender that the mail was read. */
  readonly showRemote: boolean;
  readonly words: { readonly quoted: string; readonly image: string };
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

/** What has a direction of its own: by its first letter, unless the mail says otherwise. */
const BLOCKS = 'p, div, li, td, th, h1, h2, h3, h4, h5, h6, pre, caption, dt, dd, address, center';
/** What holds blocks: marks and borders stand on the side where its text begins. */
const HOLDERS = 'ul, ol, table, blockquote, dl';
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

/** What is no percent-encoding stays as it is. */
const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Gives an image its address. Returns whether it was held back. */
const cleanImage = (image: HTMLImageElement, { images, showRemote, words }: Preparation): boolean => {
  // Without a text of its own an image is only scenery to a screen reader.
  if (!image.hasAttribute('alt')) image.alt = image.title;
  const address = image.getAttribute('src')?.trim() ?? '';
  image.loading = 'lazy';
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
  // Pictures of a pixel or two only watch; they leave no gap.
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
 * The server has sanitized it; this is the second lock, and what only the one who looks can know: images, links,
 * folding.
 */
export const prepareHtml = (html: string, preparation: Preparation): PreparedHtml => {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const { body } = parsed;
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  // Before its marks are stripped; what it makes passes the cleaning like all else.
  foldQuote(body, preparation.words.quoted);
  for (const form of body.querySelectorAll('form')) form.replaceWith(...form.childNodes);
  for (const element of body.querySelectorAll<HTMLElement>('*')) {
    for (const { name } of [...element.attributes])
      if (!KEPT_ATTRIBUTES.has(name.toLowerCase())) element.removeAttribute(name);
    if (element.hasAttribute('style')) cleanStyle(element);
  }
  for (const link of body.querySelectorAll('a')) cleanLink(link);
  giveDirections(body);
  let heldImages = false;
  for (const image of body.querySelectorAll('img')) heldImages = cleanImage(image, preparation) || heldImages;
  return { html: body.innerHTML, heldImages };
};

/**
 * Presigned addresses are good for 15 minutes; one is shown for ten, so that an image doesn't load anew with each
 * reading of the history.
 */
const KEPT_FOR = 10 * 60_000;
const kept = new Map<string, { readonly url: string; readonly since: number }>();

/** The address that an attachment was first shown by, as long as it is good. */
export const steadyAddress = (id: string, url: string, now: number = Date.now()): string => {
  const before = kept.get(id);
  if (before !== undefined && now - before.since < KEPT_FOR) return before.url;
  kept.set(id, { url, since: now });
  return url;
};
