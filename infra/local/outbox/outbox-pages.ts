import PostalMime, { type Attachment } from 'postal-mime';
import sanitizeHtml from 'sanitize-html';
import type { MailSummary } from './mail-store.ts';

type ReadAttachment = {
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
type ReadMail = {
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

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const css = `
:root{color-scheme:light dark;--bg:light-dark(#f8fafc,#0f1117);--card:light-dark(#fff,#171a22);--line:light-dark(#e2e8f0,#2a2f3a);--text:light-dark(#1e293b,#e5e7eb);--soft:light-dark(#64748b,#9aa4b2);--accent:light-dark(#4f46e5,#a5b4fc);--hover:light-dark(#f1f5f9,#1d212b)}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:14px/20px Pretendard,'Pretendard Variable',-apple-system,BlinkMacSystemFont,'Segoe UI','Apple SD Gothic Neo','Malgun Gothic',sans-serif}
main{max-width:1040px;margin:0 auto;padding:24px 16px 64px}a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
header{display:flex;gap:16px;align-items:center;flex-wrap:wrap;margin-bottom:16px}h1{font-size:20px;line-height:28px;margin:0;flex:1}
h1 small{font-size:13px;font-weight:400;color:var(--soft);margin-left:8px}
input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:6px 12px;width:260px;max-width:100%}
input:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.card{background:var(--card);border:1px solid var(--line);border-radius:6px;overflow:hidden}
.row{display:grid;grid-template-columns:minmax(0,220px) minmax(0,1fr) 148px;gap:16px;padding:10px 16px;color:inherit;border-top:1px solid var(--line);font-size:13px}
.row:first-child{border-top:0}.row:hover{background:var(--hover);text-decoration:none}.row span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.row b{font-weight:600}.soft,time{color:var(--soft)}time{text-align:right;font-variant-numeric:tabular-nums;font-size:12px}
.empty{padding:48px 16px;text-align:center;color:var(--soft)}nav{display:flex;justify-content:space-between;margin-top:16px}
dl{display:grid;grid-template-columns:96px minmax(0,1fr);gap:4px 16px;margin:0;padding:16px;border-bottom:1px solid var(--line)}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
.tag{display:inline-block;border:1px solid var(--line);border-radius:6px;padding:0 6px;margin:0 4px 0 0;font-size:12px}
iframe{width:100%;height:48vh;border:0;background:#fff;color-scheme:light;display:block}pre{margin:0;padding:16px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
pre.code{font:12px/18px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft)}details{border-top:1px solid var(--line)}summary{padding:10px 16px;cursor:pointer;color:var(--soft)}
ul{list-style:none;margin:0;padding:12px 16px;border-top:1px solid var(--line);display:flex;flex-wrap:wrap;gap:8px}li{border:1px solid var(--line);border-radius:6px;padding:6px 10px}
@media(max-width:640px){.row{grid-template-columns:minmax(0,1fr) auto}.row .subject{grid-column:1/-1;grid-row:2}}
`;

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${css}</style></head><body><main>${body}</main></body></html>`;

const shownTime = (iso: string) => `<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;

type ListView = {
  readonly mails: readonly MailSummary[];
  readonly total: number;
  readonly text: string;
  readonly to: string;
  readonly older?: string;
  readonly isFirst: boolean;
};

/** Newest first: people look for what was just sent. */
export const listPage = (view: ListView): string => {
  const search = (before?: string) =>
    `/?${new URLSearchParams({ ...(view.text ? { q: view.text } : {}), ...(view.to ? { to: view.to } : {}), ...(before ? { before } : {}) }).toString()}`;
  const rows = view.mails
    .toReversed()
    .map(
      (mail) =>
        `<a class="row" href="/mails/${mail.id}"><span>${escapeHtml(mail.to.join(', '))}</span><span class="subject"><b>${escapeHtml(mail.subject || '(no subject)')}</b> <span class="soft">${escapeHtml(mail.from)}</span></span>${shownTime(mail.sentAt)}</a>`,
    );
  return page(
    'Outbox',
    `<header><h1>Outbox<small>${view.total.toLocaleString('en')} ${view.total === 1 ? 'mail' : 'mails'}${view.to ? ` to ${escapeHtml(view.to)}` : ''}</small></h1>
<form method="get" action="/" role="search"><input type="search" name="q" value="${escapeHtml(view.text)}" placeholder="Subject or address" aria-label="Search by subject or address"></form></header>
<div class="card">${rows.length === 0 ? '<div class="empty">Nothing was sent yet. Mails that are sent through SES appear here.</div>' : rows.join('')}</div>
<nav>${view.isFirst ? '<span></span>' : `<a href="${escapeHtml(search())}">← Newest</a>`}${view.older ? `<a href="${escapeHtml(search(view.older))}">Older →</a>` : ''}</nav>`,
  );
};

export const mailPage = (mail: MailSummary, content: ReadMail): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['From', escapeHtml(content.headers.find(({ name }) => name.toLowerCase() === 'from')?.value ?? mail.from)],
    ['To', escapeHtml(mail.to.join(', '))],
    ['Sent', shownTime(mail.sentAt)],
    ['Message-ID', escapeHtml(mail.messageId)],
    ...(mail.inReplyTo === undefined ? [] : [['In-Reply-To', escapeHtml(mail.inReplyTo)] as const]),
    ...(Object.keys(mail.tags).length === 0
      ? []
      : [
          [
            'Tags',
            Object.entries(mail.tags)
              .map(([name, values]) => `<span class="tag">${escapeHtml(`${name} ${values.join(', ')}`)}</span>`)
              .join(''),
          ] as const,
        ]),
  ];
  const attachments = content.attachments.map(
    (each, index) =>
      `<li><a href="/mails/${mail.id}/attachments/${String(index)}" download>${escapeHtml(each.filename)}</a> <span class="soft">${escapeHtml(each.mimeType)} · ${sizeOf(each.size)}</span></li>`,
  );
  return page(
    mail.subject || '(no subject)',
    `<header><h1>${escapeHtml(mail.subject || '(no subject)')}</h1><a href="/">← Outbox</a><a href="/mails/${mail.id}.eml" download>Raw .eml</a></header>
<article class="card"><dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
${content.safeHtml === undefined ? `<pre>${escapeHtml(content.text ?? '')}</pre>` : frame(content.safeHtml)}
${attachments.length === 0 ? '' : `<ul aria-label="Attachments">${attachments.join('')}</ul>`}
${content.safeHtml === undefined || content.text === undefined ? '' : `<details><summary>As text</summary><pre>${escapeHtml(content.text)}</pre></details>`}
<details><summary>Headers</summary><pre class="code">${escapeHtml(content.headers.map(({ name, value }) => `${name}: ${value}`).join('\n'))}</pre></details></article>`,
  );
};

/** No scripts, no forms, nothing fetched; links open outside. */
const frame = (html: string) => {
  const inner = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"><style>:root{color-scheme:light;background:#fff;color:#1e293b}body{font:14px/20px sans-serif;margin:16px;overflow-wrap:anywhere}img{max-width:100%}</style>${html}`;
  return `<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escapeHtml(inner)}"></iframe>`;
};

const sizeOf = (bytes: number) =>
  bytes < 1024
    ? `${String(bytes)} B`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const notFoundPage = (): string =>
  page('Not found', '<header><h1>There is no such mail.</h1><a href="/">← Outbox</a></header>');
