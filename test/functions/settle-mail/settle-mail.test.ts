import { parseFeedback } from '../../../functions/settle-mail/feedback.ts';
import { createHandler } from '../../../functions/settle-mail/index.ts';
import { aMailDesk } from '../../support/mail-desk.ts';
import { aMail, aTicket } from '../../support/tickets.ts';

const tags = { mailId: ['mail_1'], serviceId: ['support'], number: ['1024'], 'ses:configuration-set': ['desk'] };
const mail = {
  timestamp: '2026-11-22T10:00:00.000Z',
  messageId: '0100-1',
  source: 'support@example.com',
  destination: ['customer@example.com'],
  tags,
};
const event = (eventType: string, over: Readonly<Record<string, unknown>> = {}) => ({ eventType, mail, ...over });
const bounce = {
  feedbackId: 'f',
  bounceType: 'Permanent',
  bounceSubType: 'General',
  bouncedRecipients: [
    {
      emailAddress: 'customer@example.com',
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 user unknown',
    },
  ],
  timestamp: '2026-11-22T10:00:05.000Z',
};
const inSns = (message: unknown) =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'sns-1',
    TopicArn: 'arn',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-11-22T10:00:01.000Z',
    SignatureVersion: '1',
  });

describe('parseFeedback', () => {
  it.each([
    ['Send', event('Send', { send: {} }), { kind: 'sent', at: mail.timestamp }],
    [
      'Delivery',
      event('Delivery', {
        delivery: { timestamp: '2026-11-22T10:00:03.000Z', recipients: [], smtpResponse: '250 ok' },
      }),
      { kind: 'delivered', at: '2026-11-22T10:00:03.000Z' },
    ],
    [
      'a permanent Bounce',
      event('Bounce', { bounce }),
      { kind: 'bounced', reason: 'Permanent/General 5.1.1 smtp; 550 user unknown', at: bounce.timestamp },
    ],
    [
      'a transient Bounce',
      event('Bounce', { bounce: { ...bounce, bounceType: 'Transient', bounceSubType: 'MailboxFull' } }),
      { kind: 'bounced_for_now' },
    ],
    [
      'an undetermined Bounce',
      event('Bounce', { bounce: { bounceType: 'Undetermined', bouncedRecipients: [] } }),
      { kind: 'bounced_for_now', reason: 'Undetermined/General', at: mail.timestamp },
    ],
    [
      'a Complaint',
      event('Complaint', {
        complaint: { complainedRecipients: [], complaintFeedbackType: 'abuse', timestamp: '2026-11-22T11:00:00.000Z' },
      }),
      { kind: 'complained', reason: 'abuse' },
    ],
    [
      'a Reject',
      event('Reject', { reject: { reason: 'Bad content' } }),
      { kind: 'rejected', reason: 'Reject Bad content' },
    ],
    [
      'a Rendering Failure',
      event('Rendering Failure', { failure: { errorMessage: 'no', templateName: 't' } }),
      { kind: 'rejected', reason: 'Rendering Failure no' },
    ],
    [
      'a DeliveryDelay',
      event('DeliveryDelay', {
        deliveryDelay: { delayType: 'TransientCommunicationFailure', timestamp: '2026-11-22T10:30:00.000Z' },
      }),
      { kind: 'delayed' },
    ],
  ])('reads %s, in SNS’s envelope or bare, by either name of its type', (_name, message, news) => {
    const { eventType, ...rest } = message;
    for (const body of [inSns(message), JSON.stringify(message), inSns({ notificationType: eventType, ...rest })]) {
      expect(parseFeedback(body)).toMatchObject({
        kind: 'news',
        marker: { serviceId: 'support', number: 1024, mailId: 'mail_1' },
        news: { sesMessageId: '0100-1', sentAt: mail.timestamp, ...news },
      });
    }
  });

  it('finds the mail by its marker header when there are no tags', () => {
    const { tags: _tags, ...untagged } = mail;
    const headers = [
      { name: 'Subject', value: 'x' },
      { name: 'X-Handover-Ticket', value: 'support/1024/mail_1' },
    ];
    expect(
      parseFeedback(inSns({ notificationType: 'Delivery', mail: { ...untagged, headers }, delivery: {} })),
    ).toMatchObject({ marker: { mailId: 'mail_1' } });
  });

  it.each([
    ['SES’s greeting to a new topic', 'Successfully validated SNS topic for Amazon SES event publishing.'],
    ['an opened mail', event('Open', { open: {} })],
  ])('ignores %s', (_name, message) => {
    expect(parseFeedback(inSns(message))).toEqual({ kind: 'ignored' });
  });

  it.each([
    ['no JSON', 'x'],
    ['JSON of nobody', '{}'],
    ['no type', JSON.stringify({ mail })],
    ['a Bounce without its bounce', inSns(event('Bounce'))],
    ['no mail', inSns({ eventType: 'Send' })],
    ['a time that is none', inSns(event('Send', { mail: { ...mail, timestamp: 'soon' } }))],
  ])('throws at %s', (_name, body) => {
    expect(() => parseFeedback(body)).toThrow();
  });
});

it('settles the records it can read and reports the others', async () => {
  const desk = await aMailDesk();
  desk.state.tickets.set('support#1024', aTicket());
  desk.state.mails.set('mail_1', aMail({ status: 'sending', attempts: 1 }));
  const record = (messageId: string, body: string) => ({ messageId, body }) as never;
  const untagged = event('Send', { mail: { ...mail, tags: {} } });
  const answer = await createHandler(desk)({
    Records: [
      record('a', inSns(event('Bounce', { bounce }))),
      record('b', 'riddle'),
      record('c', inSns(untagged)),
      record('d', inSns(event('Send'))),
    ],
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
  expect(desk.state.mails.get('mail_1')).toMatchObject({ status: 'sent', outcome: 'bounced', sesMessageId: '0100-1' });
  expect(desk.state.facts.map(({ type }) => type)).toEqual(['mail_sent', 'mail_bounced']);
  expect(desk.log.lines.map(({ message }) => message)).toEqual(['record_failed', 'mail_feedback_unknown']);
});
