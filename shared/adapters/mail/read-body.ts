import { trimEnd, trimStart } from '../../domain/kernel/plain-text.ts';
import type { MailFile } from '../../domain/mail/parsed-mail.ts';
import { decodeText } from './decode-text.ts';
import { decodeHeader } from './encoded-words.ts';
import type { MimePart } from './mime-tree.ts';
import { hasVisibleContent } from './has-visible-content.ts';
import { textToHtml } from './text-to-html.ts';
import { readUuencoded } from './uuencode.ts';

/** A section of the body in reading order: text, HTML, or both (alternatives of the same content). */
type Block = { readonly text?: string; readonly html?: string };
type Read = { readonly blocks: readonly Block[]; readonly files: readonly MailFile[] };

const NOTHING: Read = { blocks: [], files: [] };
const TEXTS = new Set([
  'text/plain',
  'text/html',
  'text',
  'text/enriched',
  'text/richtext',
  'plain/text',
  'text/markdown',
  'text/x-markdown',
]);

const unfold = (part: MimePart, text: string): string => {
  if (!/^flowed$/i.test(part.params.format ?? '')) return text;
  const joined = /^yes$/i.test(part.params.delsp ?? '') ? '' : ' ';
  // RFC 3676: a line that ends in a space continues in the next line of the same quote depth, except `-- `; one stuffed
  // space is removed. Pieces are joined once at the end, since appending to a growing paragraph would copy it for each
  // line.
  const out: string[] = [];
  let open: { readonly depth: number } | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const depth = quoteDepth(line);
    const stuffed = line.slice(depth).replace(/^ /, '');
    const goesOn = stuffed.endsWith(' ') && stuffed !== '-- ';
    const said = goesOn ? stuffed.slice(0, -1) : stuffed;
    if (open !== undefined && open.depth === depth && stuffed !== '-- ') out.push(joined, said);
    else {
      if (open !== undefined) out.push(' ');
      out.push(index === 0 ? '' : '\n', depth > 0 ? `${'>'.repeat(depth)}${stuffed === '' ? '' : ' '}` : '', said);
    }
    open = goesOn ? { depth } : undefined;
  }
  return out.join('') + (open === undefined ? '' : ' ');
};
const quoteDepth = (line: string) => /^>*/.exec(line)![0].length;

const metaCharset = (bytes: Uint8Array) =>
  /<meta[^>]{0,200}charset\s*=\s*["']?([\w:.-]+)/i.exec(Buffer.from(bytes.subarray(0, 4096)).toString('latin1'))?.[1];

/** `namedTexts`: read text parts that have a file name as body, for mails without any other text. */
type Reading = { readonly hint?: string | undefined; readonly namedTexts: boolean };

const isFile = (part: MimePart, { namedTexts }: Reading) =>
  part.disposition === 'attachment' || !TEXTS.has(part.type) || (!namedTexts && fileNameOf(part) !== undefined);

/** Maximum characters that are read of a file name or Content-ID. */
const NAME_LIMIT = 2_000;

const fileNameOf = (part: MimePart, hint?: string): string | undefined => {
  const written =
    part.dispositionParams.filename ?? part.params.name ?? part.dispositionParams.name ?? part.params.filename;
  const name =
    written === undefined ? '' : decodeHeader(written.slice(0, NAME_LIMIT), hint).replace(/\s+/g, ' ').trim();
  return name === '' ? undefined : name;
};

const EXTENSIONS: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/html': 'html',
  'text/plain': 'txt',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'application/ms-tnef': 'dat',
  'message/delivery-status': 'txt',
  'text/rfc822-headers': 'txt',
  'message/feedback-report': 'txt',
};

const inventedName = (part: MimePart, hint?: string): string => {
  if (part.type === 'application/ms-tnef') return 'winmail.dat';
  const stem =
    part.type === 'message/rfc822'
      ? (nestedSubject(part, hint) ?? 'message')
      : part.type === 'text/calendar'
        ? 'invite'
        : part.type.split('/')[0]! || 'file';
  return `${stem}.${
    EXTENSIONS[part.type] ??
    part.type
      .slice(0, 200)
      .split('/')[1]
      ?.replace(/^x-|[^a-z0-9].*$/g, '') ??
    'bin'
  }`;
};
const nestedSubject = (part: MimePart, hint?: string): string | undefined => {
  const subject = /^subject:([^\n]*(?:\n[ \t][^\n]*)*)/im.exec(
    decodeText(part.content.subarray(0, 16_384), undefined, hint),
  )?.[1];
  const title =
    subject === undefined
      ? ''
      : decodeHeader(subject.replace(/\r?\n/g, ''), hint).replace(/\s+/g, ' ').trim().slice(0, 100);
  return title === '' ? undefined : title;
};

const toFile = (part: MimePart, hint?: string): MailFile => ({
  name: fileNameOf(part, hint) ?? inventedName(part, hint),
  type: /^[\w.+-]+\/[\w.+-]+$/.test(part.type) ? part.type : 'application/octet-stream',
  bytes: part.content,
  ...(part.contentId === undefined
    ? {}
    : { contentId: trimEnd(trimStart(part.contentId.slice(0, NAME_LIMIT), '< \t\r\n'), '> \t\r\n') }),
});

const readText = (part: MimePart, hint?: string): Read => {
  if (/^(x-)?(uue|uuencode)$/.test(part.transferEncoding)) {
    const found = readUuencoded(Buffer.from(part.content).toString('latin1'));
    if (found.length > 0) return { blocks: [], files: found };
  }
  if (part.type === 'text/html')
    return {
      blocks: [{ html: decodeText(part.content, part.params.charset ?? metaCharset(part.content), hint) }],
      files: [],
    };
  const text = unfold(part, decodeText(part.content, part.params.charset, hint));
  if (/^text\/(enriched|richtext)$/.test(part.type))
    return {
      blocks: [
        {
          html: text
            .replaceAll('<<', '&lt;')
            .replace(/<\/?(?:param|color|fontfamily|bigger|smaller|fixed|flush\w*|excerpt|nofill|x-[\w-]+)>/gi, '')
            .replace(/\n/g, '<br>'),
        },
      ],
      files: [],
    };
  return { blocks: [{ text }], files: readUuencoded(text) };
};

const join = (reads: readonly Read[]): Read => ({
  blocks: reads.flatMap((read) => read.blocks),
  files: reads.flatMap((read) => read.files),
});

const isVisible = ({ html }: Block) => html !== undefined && hasVisibleContent(html);

const readAlternative = (part: MimePart, reading: Reading): Read => {
  const reads = part.children.map((child) => read(child, reading));
  const files = reads.flatMap((found) => found.files);
  const plain = reads.find(
    (found) =>
      found.blocks.some((block) => block.text?.trim()) && found.blocks.every((block) => block.html === undefined),
  );
  const rich =
    reads.findLast((found) => found.blocks.some(isVisible)) ??
    (plain === undefined
      ? reads.findLast((found) => found.blocks.some((block) => block.html !== undefined))
      : undefined);
  const text = plain?.blocks.map((block) => block.text ?? '').join('\n');
  if (rich === undefined) return { blocks: plain?.blocks ?? reads.flatMap((found) => found.blocks).slice(0, 1), files };
  const html = rich.blocks.map((block) => block.html ?? textToHtml(block.text ?? '')).join('\n');
  return { blocks: [{ html, ...(text === undefined ? {} : { text }) }], files };
};

/**
 * The first part is the document and the others are its resources: an HTML part among them is a file, not a second body
 * (RFC 2387).
 */
const readRelated = ([first, ...rest]: readonly MimePart[], reading: Reading): Read => {
  if (first === undefined) return NOTHING;
  const root = read(first, reading);
  const hasHtml = root.blocks.some((block) => block.html !== undefined);
  return join([
    root,
    ...rest.map((part) =>
      hasHtml && part.type === 'text/html' ? { blocks: [], files: [toFile(part, reading.hint)] } : read(part, reading),
    ),
  ]);
};

const read = (part: MimePart, reading: Reading): Read => {
  const { hint } = reading;
  if (part.children.length > 0) {
    if (part.type === 'multipart/alternative') return readAlternative(part, reading);
    return part.type === 'multipart/related'
      ? readRelated(part.children, reading)
      : join(part.children.map((child) => read(child, reading)));
  }
  // A multipart whose boundary never occurs: its content is read as text.
  if (part.type.startsWith('multipart/'))
    return part.content.length === 0
      ? NOTHING
      : { blocks: [{ text: decodeText(part.content, undefined, hint) }], files: [] };
  if (isFile(part, reading))
    return part.content.length === 0 && fileNameOf(part) === undefined
      ? NOTHING
      : { blocks: [], files: [toFile(part, hint)] };
  return readText(part, hint);
};

const EMBEDDED = /\bsrc\s*=\s*(["'])data:(image\/(?:png|jpe?g|gif|webp|bmp));base64,([A-Za-z0-9+/=\s]+)\1/gi;

/** Moves pictures embedded in the HTML into files; a pasted screenshot would fill the whole entry. */
const takeOutEmbedded = (html: string): { readonly html: string; readonly files: readonly MailFile[] } => {
  const files: MailFile[] = [];
  const shorter = html.replace(EMBEDDED, (_whole, quote: string, type: string, coded: string) => {
    const contentId = `embedded-${files.length + 1}@handover`;
    files.push({
      name: `image-${files.length + 1}.${EXTENSIONS[type.toLowerCase()] ?? type.slice(6).toLowerCase()}`,
      type: type.toLowerCase(),
      bytes: Buffer.from(coded, 'base64'),
      contentId,
    });
    return `src=${quote}cid:${contentId}${quote}`;
  });
  return { html: shorter, files };
};

export type Body = {
  readonly html: string;
  readonly text: string;
  readonly isHtml: boolean;
  readonly files: readonly MailFile[];
};

/**
 * The body as a mail client would show it, and all other parts as files. `html` is empty only when the mail has no
 * text.
 */
export const readBody = (root: MimePart, hint?: string): Body => {
  const strict = read(root, { hint, namedTexts: false });
  const { blocks, files } = withRootText(
    root,
    strict.blocks.some((block) => isVisible(block) || block.text?.trim())
      ? strict
      : read(root, { hint, namedTexts: true }),
    hint,
  );
  const said = blocks.filter((block) => (block.html ?? block.text ?? '').trim() !== '');
  const { html, files: embedded } = takeOutEmbedded(
    said.map((block) => block.html ?? textToHtml(block.text ?? '')).join('\n'),
  );
  const text = said.every((block) => block.text !== undefined) ? said.map((block) => block.text ?? '').join('\n') : '';
  return { html, text, isHtml: said.some((block) => block.html !== undefined), files: [...files, ...embedded] };
};

/**
 * A mail that is a single text part with a file name or an unusual text type is shown as text, not only offered as a
 * file.
 */
const withRootText = (root: MimePart, found: Read, hint?: string): Read =>
  found.blocks.length === 0 &&
  root.children.length === 0 &&
  (root.type.startsWith('text/') || !root.type.includes('/')) &&
  root.type !== 'text/calendar' &&
  root.disposition !== 'attachment'
    ? {
        blocks: [
          root.type === 'text/html'
            ? { html: decodeText(root.content, root.params.charset, hint) }
            : { text: decodeText(root.content, root.params.charset, hint) },
        ],
        files: found.files,
      }
    : found;
