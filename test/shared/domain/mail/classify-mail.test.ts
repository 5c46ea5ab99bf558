import {
  classifyMail,
  MAIL_KINDS,
  MAIL_TREATMENT,
  type Classified,
} from '../../../../shared/domain/mail/classify-mail.ts';

const aMail = (headers: Readonly<Record<string, string>>, over: Partial<Classified> = {}): Classified => ({
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  from: { name: '', address: headers.from ?? 'customer@example.com' },
  subject: headers.subject ?? 'Printer on fire',
  contentType: 'text/plain',
  files: [],
  ...over,
});
const report = { name: 'x', type: 'message/delivery-status', bytes: new Uint8Array() };
const original = { name: 'x', type: 'message/rfc822', bytes: new Uint8Array() };

describe('classifyMail', () => {
  it.each([
    ['human', 'nothing special', {}, {}],
    ['human', 'Auto-Submitted: no', { 'auto-submitted': 'no' }, {}],
    ['human', 'Auto-Submitted: no with a remark', { 'auto-submitted': 'No (a person)' }, {}],
    ['human', 'a vacation subject alone', { subject: 'Out of office on Friday?' }, {}],
    ['human', 'a bounce’s words in a subject', { subject: 'Delivery status of my order' }, {}],
    ['human', 'a bounce passed on', { subject: 'Fwd: Undeliverable: hello' }, { files: [original] }],
    ['human', 'a postmaster who writes', { from: 'postmaster@example.com', subject: 'Question about your DNS' }, {}],
    ['human', 'asking others not to answer by machine', { 'x-auto-response-suppress': 'All' }, {}],
    ['auto_reply', 'Auto-Submitted: auto-replied', { 'auto-submitted': 'auto-replied; owner-email="x"' }, {}],
    ['auto_reply', 'X-Autoreply', { 'x-autoreply': 'yes' }, {}],
    ['auto_reply', 'Precedence: auto_reply', { precedence: 'auto_reply' }, {}],
    [
      'auto_reply',
      'a vacation subject, generated',
      { 'auto-submitted': 'auto-generated', subject: 'Automatic reply: Printer' },
      {},
    ],
    [
      'auto_reply',
      'a Korean vacation subject, suppressing answers',
      { 'x-auto-response-suppress': 'All', subject: '부재중: 회신이 늦습니다' },
      {},
    ],
    [
      'auto_reply',
      'a receipt of reading',
      {},
      { contentType: 'multipart/report', reportType: 'disposition-notification' },
    ],
    ['bounce', 'MAILER-DAEMON', { from: 'MAILER-DAEMON@mx.example.com' }, {}],
    ['bounce', 'a delivery report', {}, { contentType: 'multipart/report', reportType: 'delivery-status' }],
    ['bounce', 'a feedback report', {}, { contentType: 'multipart/report', reportType: 'feedback-report' }],
    ['bounce', 'an empty Return-Path', { 'return-path': '<>' }, {}],
    ['bounce', 'Return-Path: MAILER-DAEMON', { 'return-path': '<MAILER-DAEMON>' }, {}],
    ['bounce', 'X-Failed-Recipients', { 'x-failed-recipients': 'a@example.com' }, {}],
    ['bounce', 'a postmaster’s notice', { from: 'postmaster@example.com', subject: 'Undeliverable Mail' }, {}],
    ['bounce', 'a notice with its report', { subject: 'Undelivered Mail Returned to Sender' }, { files: [report] }],
    ['generated', 'Auto-Submitted: auto-generated', { 'auto-submitted': 'auto-generated' }, {}],
    ['bulk', 'List-Id', { 'list-id': '<a.example.com>' }, {}],
    ['bulk', 'Precedence: bulk', { precedence: 'Bulk' }, {}],
    ['own', 'our marker', { 'x-handover-ticket': 'support/1/mail_1' }, {}],
  ] as const)('is %s: %s', (kind, _name, headers, over) => {
    expect(classifyMail(aMail(headers, over), { isOurAddress: false })).toBe(kind);
  });

  it('takes mail of our own address for our own, whatever else it is', () => {
    expect(classifyMail(aMail({ 'auto-submitted': 'auto-replied' }), { isOurAddress: true })).toBe('own');
  });
  it('believes the envelope before Return-Path', () => {
    expect(classifyMail(aMail({ 'return-path': '<a@example.com>' }), { isOurAddress: false, envelopeFrom: '' })).toBe(
      'bounce',
    );
    expect(classifyMail(aMail({ 'return-path': '<>' }), { isOurAddress: false, envelopeFrom: 'a@example.com' })).toBe(
      'human',
    );
  });
  it.each(MAIL_KINDS)('never lets what a machine answered reopen or open a ticket: %s', (kind) => {
    if (['auto_reply', 'bounce', 'own'].includes(kind))
      expect(MAIL_TREATMENT[kind]).toEqual({ onTicket: 'ignored', otherwise: 'ignored' });
    else expect(MAIL_TREATMENT[kind].otherwise).toBe('ticket');
  });
});
