import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailComposer as Composer } from '../../application/ports/mails.ts';
import type { AnswerMail } from '../../domain/mail/answer-mail.ts';
import { MARKER_HEADER } from '../../domain/mail/classify-mail.ts';
import { encodeAsWritten } from '../../domain/mail/encoded-words.ts';

const EMBEDDED = /\bsrc="data:(image\/(?:png|jpe?g|gif|webp|bmp|avif));base64,([A-Za-z0-9+/=\s]+)"/gi;

type File = AnswerMail['files'][number];

/** Moves `data:` pictures into inline parts, since mail clients don't show them; the same picture only once. */
const takeOutEmbedded = (html: string): { readonly html: string; readonly files: readonly File[] } => {
  const files = new Map<string, File>();
  const shorter = html.replace(EMBEDDED, (_whole, type: string, coded: string) => {
    const file = files.get(coded) ?? {
      name: `image-${files.size + 1}.${type.slice(6).replace('jpeg', 'jpg')}`,
      type,
      bytes: Buffer.from(coded, 'base64'),
      contentId: `image-${files.size + 1}@handover`,
    };
    files.set(coded, file);
    return `src="cid:${file.contentId}"`;
  });
  return { html: shorter, files: [...files.values()] };
};

/** A line break in a header value would start another header. */
const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim();
/** RFC 3834, and the word that Exchange listens to. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } as const;
const bracket = (id: string) => `<${oneLine(id).replace(/[<>\s]/g, '')}>`;

/**
 * Composes MIME with nodemailer: UTF-8, text and HTML, inline pictures related to the HTML. SES sets the Message-ID and
 * may rewrite Date.
 */
export const nodemailerComposer: Composer = {
  compose(answer) {
    const { html, files } = takeOutEmbedded(answer.html);
    return new MailComposer({
      from: { name: oneLine(answer.from.name), address: answer.from.address },
      to: [
        { name: oneLine(answer.to.name ?? ''), address: answer.to.address },
        ...(answer.also ?? []).map((address) => ({ name: '', address })),
      ],
      replyTo: { name: oneLine(answer.from.name), address: answer.replyTo },
      // Text that only looks like an encoded word is encoded, so that mail programs don't decode it.
      subject: encodeAsWritten(oneLine(answer.subject)),
      ...(answer.inReplyTo === undefined ? {} : { inReplyTo: bracket(answer.inReplyTo) }),
      ...(answer.references.length === 0 ? {} : { references: answer.references.map(bracket) }),
      headers: { [MARKER_HEADER]: oneLine(answer.marker), ...(answer.isAutomatic && AUTOMATIC) },
      text: answer.text,
      html,
      textEncoding: 'base64',
      attachments: [...files, ...answer.files].map(({ name, type, bytes, contentId }) => ({
        filename: oneLine(name),
        contentType: type,
        content: Buffer.from(bytes),
        ...(contentId !== undefined && html.includes(`cid:${contentId}`)
          ? { cid: contentId, contentDisposition: 'inline' as const }
          : {}),
      })),
      // An answer must not make nodemailer read a file or fetch a URL.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
      .compile()
      .build();
  },
};
