import PostalMime, { type Attachment } from 'postal-mime';
import sanitizeHtml from 'sanitize-html';

export type ReadAttachment = {
  readonly filename: string;
  readonly mimeType: string;
  readonly size: number;
  readonly inline: boolean;
  readonly contentId?: string;
  readonly content: Buffer;
};

/**
 * A mail taken apart to be looked at; `html` is as sent, `safeHtml` without scripts, forms and anything fetched from
 * elsewhere.
 */
export type ReadMail = {
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text?: string;
  readonly html?: string;
  readonly safeHtml?: string;
  readonly attachments: readonly ReadAttachment[];
};

export const readMail = async (raw: Buffer): Promise<ReadMail> => {
  const mail = await PostalMime.parse(raw);
  const attachments = mail.attachments.map(readAttachment);
  return {
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    ...(mail.text === undefined ? {} : { text: mail.text }),
    ...(mail.html === undefined ? {} : { html: mail.html, safeHtml: safe(mail.html, attachments) }),
    attachments,
  };
};

const readAttachment = (attachment: Attachment, index: number): ReadAttachment => {
  const content =
    typeof attachment.content === 'string'
      ? Buffer.from(attachment.content)
      : Buffer.from(attachment.content instanceof Uint8Array ? attachment.content : new Uint8Array(attachment.content));
  return {
    filename: attachment.filename ?? `part-${String(index + 1)}`,
    mimeType: attachment.mimeType,
    size: content.length,
    inline: attachment.related === true || attachment.disposition === 'inline',
    ...(attachment.contentId === undefined ? {} : { contentId: attachment.contentId.replace(/^<|>$/g, '') }),
    content,
  };
};

const safe = (html: string, attachments: readonly ReadAttachment[]) =>
  sanitizeHtml(html, {
    allowedTags: [...sanitizeHtml.defaults.allowedTags, 'img', 'center', 'font', 'del', 'ins'],
    allowedAttributes: {
      '*': ['style', 'align', 'width', 'height', 'dir', 'lang', 'bgcolor', 'color', 'title'],
      a: ['href', 'name', 'target', 'rel'],
      img: ['src', 'alt'],
      td: ['colspan', 'rowspan', 'valign'],
      th: ['colspan', 'rowspan', 'valign'],
      table: ['cellpadding', 'cellspacing', 'border'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['data'] },
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer' } }),
      img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, src: inlineSource(attribs.src, attachments) } }),
    },
  });

const inlineSource = (src: string | undefined, attachments: readonly ReadAttachment[]) => {
  const part = attachments.find(
    (each) => src?.startsWith('cid:') && each.contentId === decodeURIComponent(src.slice(4)),
  );
  return part && part.mimeType.startsWith('image/')
    ? `data:${part.mimeType};base64,${part.content.toString('base64')}`
    : src?.startsWith('data:image/')
      ? src
      : '';
};
