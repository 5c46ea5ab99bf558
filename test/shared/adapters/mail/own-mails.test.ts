import { postalMailParser } from '../../../../shared/adapters/mail/parse-mail.ts';
import { sanitizeRichText } from '../../../../shared/adapters/mail/sanitize-rich-text.ts';
import { classifyMail } from '../../../../shared/domain/mail/classify-mail.ts';
import type { Mailbox, MailFile, ParsedMail } from '../../../../shared/domain/mail/parsed-mail.ts';
import { ANY_NAME, bytes, type RightValues, usual } from '../../../mails/build-mail.ts';
import { OWN_MAILS } from '../../../mails/own-mails.ts';

const written = ({ name, address }: Mailbox) =>
  name === '' ? address : address === '' ? name : `${name} <${address}>`;
const withoutBlankLines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd())
    .join('\n');

/**
 * A file as its case writes it: without a name where any will do, with line ends of Unix where only its text is given.
 */
const fileOf = (
  { name, type, bytes: content, contentId }: MailFile,
  right: NonNullable<RightValues['files']>[number] | undefined,
) => {
  const latin1 = bytes(content).toString('latin1');
  return [
    right?.[0] === ANY_NAME && name !== '' ? ANY_NAME : name,
    type,
    typeof right?.[2] === 'string' ? withUnixLines(latin1) : latin1,
    ...(contentId === undefined ? [] : [contentId]),
  ];
};
const withUnixLines = (text: string) => text.replaceAll('\r\n', '\n');

/** All that an agent or another part of the desk sees of a mail, as the tables write it. */
const valuesOf = (mail: ParsedMail, right: RightValues) => ({
  from: written(mail.from),
  to: mail.to.map(written),
  cc: mail.cc.map(written),
  replyTo: mail.replyTo.map(written),
  subject: mail.subject,
  messageId: mail.messageId ?? null,
  inReplyTo: mail.inReplyTo,
  references: mail.references,
  date: mail.date ?? null,
  reads: withoutBlankLines(sanitizeRichText(mail.html).text),
  isHtml: mail.isHtml,
  files: mail.files.map((file, at) => fileOf(file, right.files?.[at])),
  htmlHolds: (right.htmlHolds ?? []).filter((text) => mail.html.includes(text)),
  kind: classifyMail(mail, { isOurAddress: false }),
});

const asWritten = (right: RightValues) => ({
  ...usual,
  ...right,
  files: (right.files ?? []).map(([name, type, content, ...more]) => [
    name,
    type,
    typeof content === 'string' ? withUnixLines(content) : bytes(content).toString('latin1'),
    ...more,
  ]),
});

it('has each mail under a name of its own', () => {
  const names = OWN_MAILS.map(([fault]) => fault);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});

describe('given mail with', () => {
  it.each(OWN_MAILS)('%s, reads it right', async (_fault, raw, right) => {
    expect(valuesOf(await postalMailParser.parse(raw), right)).toEqual(asWritten(right));
  });
});

it('still reads what is cut off anywhere', async () => {
  for (const [, raw] of OWN_MAILS) {
    for (const share of [0.1, 0.35, 0.6, 0.85])
      expect((await postalMailParser.parse(raw.subarray(0, Math.floor(raw.length * share)))).digest).toMatch(
        /^[0-9a-f]{64}$/,
      );
  }
});

it('leaves nothing in their HTML that could run', async () => {
  for (const [, raw] of OWN_MAILS) {
    const { html } = sanitizeRichText((await postalMailParser.parse(raw)).html);
    expect(html).not.toMatch(
      /<(?:script|style|iframe|object|embed|form|input|link|meta|base)\b|\son\w+\s*=|javascript:/i,
    );
  }
});
