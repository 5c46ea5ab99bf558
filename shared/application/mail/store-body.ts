import { fits, fitUtf8, INLINE_LIMIT } from '../../domain/mail/fit-body.ts';
import { safeFileName } from '../../domain/mail/file-name.ts';
import { CUT_NOTE } from '../../domain/mail/incoming-title.ts';
import { mailHeaderOf } from '../../domain/mail/mail-header.ts';
import type { MailFile, ParsedMail } from '../../domain/mail/parsed-mail.ts';
import { writtenAt } from '../../domain/mail/written-at.ts';
import type { MessageBody } from '../../domain/ticket/decision.ts';
import type { Attachment } from '../../domain/ticket/entry.ts';
import type { Language } from '../../domain/ticket/ticket.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { AttachmentStore } from '../ports/mails.ts';
import type { RichText, Sanitize } from '../ports/writing.ts';

type Deps = { readonly attachments: AttachmentStore; readonly richText: RichText; readonly clockAndIds: ClockAndIds };

/** How many files one entry has, since its row lists them all. Of a mail with more, the raw mail is the last file. */
const FILES_LIMIT = 100;
/** Bytes kept free for the tags that are closed again when HTML is cut. */
const CLOSING_TAGS = 4 * 1024;
/** Characters of HTML that are sanitized; the whole of a longer mail becomes a file. */
const BODY_LIMIT = 1_000_000;

const filesOf = (mail: ParsedMail, raw: Uint8Array): readonly MailFile[] => {
  const original: MailFile = { name: 'message.eml', type: 'message/rfc822', bytes: raw };
  if (mail.isCut) return [original];
  const all: MailFile[] = [...mail.files];
  if (mail.html.length > BODY_LIMIT) {
    all.push({
      name: mail.isHtml ? 'message.html' : 'message.txt',
      type: mail.isHtml ? 'text/html' : 'text/plain',
      bytes: new TextEncoder().encode(mail.isHtml ? mail.html : mail.text),
    });
  }
  return all.length <= FILES_LIMIT ? all : [...all.slice(0, FILES_LIMIT - 1), original];
};

/** `language` is the service's: a note of the desk itself is written in it. */
type Place = {
  readonly serviceId: string;
  readonly number: number;
  readonly entryId: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly language: Language;
};

/** The text of the mail, sanitized; a note is added when the mail was cut. */
const bodyOf = async ({ richText }: Deps, mail: ParsedMail, language: Language): Promise<ReturnType<Sanitize>> => {
  const whole = mail.safe ?? (await richText.sanitizer())(mail.html);
  const text = mail.isHtml ? whole.text : mail.text.trim() || whole.text;
  if (!mail.isCut) return { html: whole.html, text };
  return {
    html: `${whole.html}<hr><p><em>${CUT_NOTE[language]}</em></p>`,
    text: `${text}\n\n${CUT_NOTE[language]}`.trim(),
  };
};

/**
 * Stores the files of a mail and gives its text, sanitized. The files are put into the bucket first, so that an entry
 * never names a file that isn't there. When the transaction fails, they stay in the bucket, where nobody sees them.
 */
export const storeBody =
  (deps: Deps) =>
  async (mail: ParsedMail, raw: Uint8Array, place: Place): Promise<MessageBody> => {
    const { attachments, richText, clockAndIds } = deps;
    const folder = `${place.serviceId}/${place.number}`;
    const files: Attachment[] = [];
    for (const file of filesOf(mail, raw)) {
      const id = clockAndIds.newId('att');
      const key = `${folder}/${id}/${safeFileName(file.name)}`;
      await attachments.put(key, file.bytes, file.type);
      const name =
        file.name
          .replace(/\p{Cc}+/gu, ' ')
          .toWellFormed()
          .slice(0, 200) || 'file';
      files.push({
        id,
        key,
        name,
        type: file.type.slice(0, 100),
        size: file.bytes.length,
        ...(file.contentId === undefined ? {} : { contentId: file.contentId.slice(0, 500) }),
      });
    }
    const { html: whole, text } = await bodyOf(deps, mail, place.language);
    const written = writtenAt(mail.date, place.receivedAt);
    const body = {
      attachments: files,
      mailHeader: mailHeaderOf(mail),
      ...(mail.messageId === undefined ? {} : { messageId: mail.messageId.slice(0, 998) }),
      ...(written === undefined ? {} : { writtenAt: written }),
    };
    if (fits(whole) && fits(text)) return { ...body, html: whole, text };
    const wholeKey = `${folder}/${place.entryId}/whole.html`;
    await attachments.put(wholeKey, new TextEncoder().encode(whole), 'text/html; charset=utf-8');
    const html = fits(whole) ? whole : await cutHtml(richText, whole);
    return { ...body, html, text: fitUtf8(text, INLINE_LIMIT), wholeKey };
  };

/** The beginning of the HTML; sanitizing closes the tags that are open where it was cut. */
const cutHtml = async (richText: RichText, whole: string): Promise<string> => {
  const sanitize = await richText.sanitizer();
  return fitUtf8(sanitize(cutBeforeTag(fitUtf8(whole, INLINE_LIMIT - CLOSING_TAGS))).html, INLINE_LIMIT);
};

const cutBeforeTag = (html: string) =>
  html.lastIndexOf('<') > html.lastIndexOf('>') ? html.slice(0, html.lastIndexOf('<')) : html;
