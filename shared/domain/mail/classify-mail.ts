import { headerOf, type ParsedMail } from './parsed-mail.ts';

/**
 * Who or what wrote a mail. `generated`: a machine's own message (web form, monitor); `auto_reply`: a machine's answer
 * to a mail; `bulk`: a list or newsletter, also people's mail through a list; `own`: a mail of this desk that came
 * back.
 */
export const MAIL_KINDS = ['human', 'bulk', 'generated', 'auto_reply', 'bounce', 'own'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/**
 * What happens to each kind of mail. An ignored mail changes nothing, not even the status of the ticket that it
 * answers; its raw form is kept.
 */
export const MAIL_TREATMENT = {
  human: { onTicket: 'entry', otherwise: 'ticket' },
  bulk: { onTicket: 'entry', otherwise: 'ticket' },
  generated: { onTicket: 'ignored', otherwise: 'ticket' },
  auto_reply: { onTicket: 'ignored', otherwise: 'ignored' },
  bounce: { onTicket: 'ignored', otherwise: 'ignored' },
  own: { onTicket: 'ignored', otherwise: 'ignored' },
} as const satisfies Record<
  MailKind,
  { readonly onTicket: 'entry' | 'ignored'; readonly otherwise: 'ticket' | 'ignored' }
>;

/** The header that identifies the desk's own mails when a mailbox returns them unchanged. */
export const MARKER_HEADER = 'X-Handover-Ticket';

export type Classified = Pick<ParsedMail, 'headers' | 'from' | 'subject' | 'contentType' | 'reportType' | 'files'>;
export type MailContext = {
  /** The envelope's sender; empty or `<>` for notices from mail servers. */
  readonly envelopeFrom?: string;
  /** Whether the author's address is one of the desk's own. */
  readonly isOurAddress: boolean;
};

const AUTO_REPLY_HEADERS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoreply-from',
  'x-auto-reply-from',
  'x-autoresponder',
  'x-mail-autoreply',
  'x-vacation',
];
const BULK_HEADERS = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'x-mailing-list',
  'mailing-list',
  'feedback-id',
  'x-campaign-id',
  'x-csa-complaints',
];
const VACATION_SUBJECT =
  /^(?:auto(?:matic|mated|matische|matisch)?[ -]?(?:reply|response|antwort|svar)|out of (?:the )?office|abwesenheit|absence|réponse automatique|respuesta automática|on vacation|자동 ?(?:회신|응답|답장)|부재 ?중|自動(?:返信|応答)|不在(?:通知|連絡)|自动(?:回复|答复)|自動回覆)/i;
const BOUNCE_SUBJECT =
  /undeliver|delivery (?:status|fail|report|has failed|notification)|deliver(?:y|ing) .*fail|mail delivery|failure notice|failure delivery|returned mail|returning message|mail system error|could not (?:be delivered|send message)|complaint about message|エラー通知|配信(?:不能|エラー)|전송 ?(?:실패|오류)|반송|退信|не доставлено/i;
/** Sender names of mail servers; `postmaster` is not among them, since people use it too. */
const DAEMON = /^(?:mailer[-_. ]?daemon|mail[-_. ]?daemon|double-bounce)$/i;
const POSTMASTER = /^(?:poo?stmaster|mmdf)$/i;

/** Maximum characters read of a subject or sender name: the marks of a machine stand at the beginning. */
const SUBJECT_LOOKED_AT = 300;
const ADDRESS_LOOKED_AT = 1_000;

const localPart = (address: string) =>
  address.slice(0, ADDRESS_LOOKED_AT).trim().replace(/^<|>$/g, '').split('@')[0]!.split('+')[0]!;
const isNullSender = (value: string | undefined) =>
  value !== undefined && /^(?:<>?|>)?$/.test(value.slice(0, ADDRESS_LOOKED_AT).replace(/\s/g, ''));

/** `auto-replied (vacation)` → auto-replied; "no" means a person wrote it (RFC 3834). */
const autoSubmitted = (mail: Classified): string | undefined => {
  const value = headerOf(mail, 'auto-submitted')
    ?.trim()
    .toLowerCase()
    .split(/[\s;(]/)[0];
  return value === '' || value === 'no' ? undefined : value;
};

const isBounce = (mail: Classified, { envelopeFrom }: MailContext): boolean => {
  const returnPath = envelopeFrom ?? headerOf(mail, 'return-path');
  const senders = [mail.from.address || mail.from.name, headerOf(mail, 'from') ?? '', returnPath ?? ''].map(localPart);
  const hasReport = mail.files.some(
    ({ type }) => type === 'message/delivery-status' || type === 'message/feedback-report',
  );
  if (senders.some((sender) => DAEMON.test(sender)) || headerOf(mail, 'x-failed-recipients') !== undefined) return true;
  if (mail.contentType === 'multipart/report' && mail.reportType !== 'disposition-notification') return true;
  const returnsMail =
    hasReport || mail.files.some(({ type }) => type === 'message/rfc822' || type === 'text/rfc822-headers');
  return (
    BOUNCE_SUBJECT.test(mail.subject) &&
    (hasReport ||
      POSTMASTER.test(localPart(mail.from.address)) ||
      (returnsMail && !/^\s*(?:fwd?|wg|tr|전달)\s*:/i.test(mail.subject)))
  );
};

const isAutoReply = (mail: Classified, { envelopeFrom }: MailContext): boolean => {
  const submitted = autoSubmitted(mail);
  if (submitted === 'auto-replied') return true;
  if (mail.contentType === 'multipart/report' && mail.reportType === 'disposition-notification') return true;
  if (AUTO_REPLY_HEADERS.some((name) => headerOf(mail, name) !== undefined)) return true;
  const precedence = headerOf(mail, 'precedence')?.trim().toLowerCase();
  if (
    precedence === 'auto_reply' ||
    precedence === 'auto-reply' ||
    /^reply$/i.test(headerOf(mail, 'x-autogenerated') ?? '')
  )
    return true;
  // A subject alone proves nothing: people also write "Out of office on Friday?".
  const hints =
    submitted !== undefined ||
    isNullSender(envelopeFrom ?? headerOf(mail, 'return-path')) ||
    headerOf(mail, 'x-auto-response-suppress') !== undefined ||
    /^(?:bulk|junk)$/.test(precedence ?? '');
  return hints && VACATION_SUBJECT.test(mail.subject);
};

const isBulk = (mail: Classified): boolean =>
  BULK_HEADERS.some((name) => headerOf(mail, name) !== undefined) ||
  /^(?:bulk|list|junk)$/i.test(headerOf(mail, 'precedence')?.trim() ?? '');

export const classifyMail = (whole: Classified, context: MailContext): MailKind => {
  const mail = { ...whole, subject: whole.subject.slice(0, SUBJECT_LOOKED_AT) };
  if (context.isOurAddress || headerOf(mail, MARKER_HEADER.toLowerCase()) !== undefined) return 'own';
  if (isBounce(mail, context)) return 'bounce';
  if (isAutoReply(mail, context)) return 'auto_reply';
  // Only notices may have an empty return path (RFC 5321, 4.5.5).
  if (isNullSender(context.envelopeFrom ?? headerOf(mail, 'return-path'))) return 'bounce';
  if (autoSubmitted(mail) !== undefined) return 'generated';
  return isBulk(mail) ? 'bulk' : 'human';
};
