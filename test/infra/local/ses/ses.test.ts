import { cpSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import {
  GetAccountSendingEnabledCommand,
  GetSendQuotaCommand,
  SendEmailCommand,
  SendRawEmailCommand,
  SESClient,
  UpdateAccountSendingEnabledCommand,
  VerifyEmailIdentityCommand,
} from '@aws-sdk/client-ses';
import { PutEmailIdentityFeedbackAttributesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Authorize, Principal } from '../../../../infra/local/kernel.ts';
import { mailStore } from '../../../../infra/local/outbox/mail-store.ts';
import { ses, type SesOptions } from '../../../../infra/local/ses/ses.ts';
import { startSmtp } from '../../../../infra/local/smtp/start-smtp.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import { aMailDeployment, authorizeOnly, topicArn } from '../../../support/local/a-mail-deployment.ts';
import { recorders } from '../../../support/local/recorders.ts';
import { serviceOverHttp } from '../../../support/local/service-over-http.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

const sender: Principal = {
  kind: 'role',
  roleArn: 'arn:aws:iam::000000000000:role/send-mail',
  functionName: 'send-mail',
};
const identityArn = 'arn:aws:ses:ap-northeast-2:000000000000:identity/desk.example.com';
const setArn = 'arn:aws:ses:ap-northeast-2:000000000000:configuration-set/mails';

type Setting = Partial<Pick<SesOptions, 'relayUrl' | 'deliveryDelayMs' | 'limits'>> & {
  readonly folder?: string;
  readonly authorize?: Authorize;
  readonly as?: Principal;
  readonly withMailIn?: boolean;
};
const stops: (() => Promise<void>)[] = [];

const open = async ({
  folder = temporaryFolder(),
  authorize = authorizeOnly(),
  as,
  withMailIn,
  ...rest
}: Setting = {}) => {
  const state = openState(folder);
  const mails = mailStore(state);
  const recorded = recorders();
  const deployment = aMailDeployment();
  const mailIn = withMailIn
    ? await startSmtp({ ...recorded, backlog: () => 0, port: 0, deployment, log: () => {} })
    : undefined;
  const host = ses({
    ...recorded,
    deployment,
    state,
    mails,
    ports: { smtp: mailIn?.port ?? 1 },
    authorize,
    deliveryDelayMs: 1,
    log: () => {},
    ...rest,
  });
  const http = await serviceOverHttp('ses', host.service, as && (() => as));
  const client = new SESClient(http.client);
  const second = await serviceOverHttp('sesv2', host.secondService, as && (() => as));
  const secondClient = new SESv2Client(second.client);
  stops.push(async () => {
    client.destroy();
    secondClient.destroy();
    await http.stop();
    await second.stop();
    await host.stop();
    await mailIn?.stop();
    state.close();
  });
  return { ...recorded, folder, host, mails, client, secondClient };
};
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});
afterAll(removeTemporaryFolders);

const aMail = (
  headers: readonly string[] = [],
  body = 'Hello\r\n.\r\nFrom here to the end, byte for byte: \xc3\xa9 \t \r\n',
) =>
  Buffer.from(
    [
      'From: =?utf-8?B?6rOg6rCd7IS87YSw?= <support@desk.example.com>',
      'To: Customer <customer@example.com>',
      'Subject: =?utf-8?B?67CU7KKF?=',
      ' continued',
      ...headers,
      '',
      body,
    ].join('\r\n'),
    'latin1',
  );
const raw = (Data: Buffer, rest: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {}) =>
  new SendRawEmailCommand({
    RawMessage: { Data },
    ConfigurationSetName: 'mails',
    Tags: [{ Name: 'mailId', Value: 'm_1' }],
    ...rest,
  });

describe('a mail that is sent', () => {
  it('keeps every byte but the headers that are SES’s', async () => {
    const { client, mails } = await open();
    const sent = aMail([
      'Message-ID: <ours@desk.example.com>',
      'Date: Mon, 01 Jan 2001 00:00:00 +0900',
      'In-Reply-To: <theirs@example.com>',
      'References: <a@example.com>',
      '\t<theirs@example.com>',
      'X-SES-MESSAGE-TAGS: other=1',
      'Bcc: secret@example.com',
      'Return-Path: <bounces@desk.example.com>',
      'x-folded: one',
      '  two',
    ]);
    const { MessageId } = await client.send(raw(sent));

    const [mail] = mails.list({});
    const stored = mails.raw(mail!.id)!.toString('latin1');
    expect(stored.slice(stored.indexOf('\r\n\r\n'))).toBe(
      sent.toString('latin1').slice(sent.toString('latin1').indexOf('\r\n\r\n')),
    );
    expect(stored.split('\r\n\r\n')[0]!.split('\r\n')).toEqual([
      'From: =?utf-8?B?6rOg6rCd7IS87YSw?= <support@desk.example.com>',
      'To: Customer <customer@example.com>',
      'Subject: =?utf-8?B?67CU7KKF?=',
      ' continued',
      `Message-ID: <${MessageId!}@ap-northeast-2.amazonses.com>`,
      expect.stringMatching(/^Date: \w{3}, \d\d \w{3} 20\d\d \d\d:\d\d:\d\d \+0000$/),
      'In-Reply-To: <theirs@example.com>',
      'References: <a@example.com>',
      '\t<theirs@example.com>',
      'x-folded: one',
      '  two',
    ]);
    expect(mail).toMatchObject({
      sesMessageId: MessageId,
      messageId: `<${MessageId!}@ap-northeast-2.amazonses.com>`,
      from: 'support@desk.example.com',
      to: ['customer@example.com', 'secret@example.com'],
      inReplyTo: '<theirs@example.com>',
      references: ['<a@example.com>', '<theirs@example.com>'],
      tags: { mailId: ['m_1'] },
    });
    expect(MessageId).toMatch(/^[0-9a-f]{16}-[0-9a-f-]{36}-000000$/);
  });

  it('gets a Message-ID and a Date when it has none', async () => {
    const { client, mails } = await open();
    const { MessageId } = await client.send(raw(aMail(), { Destinations: ['only@example.com'] }));
    const [mail] = mails.list({ to: 'ONLY@example.com' });
    const parsed = await simpleParser(mails.raw(mail!.id)!);
    expect(parsed.messageId).toBe(`<${MessageId!}@ap-northeast-2.amazonses.com>`);
    expect(Math.abs(parsed.date!.getTime() - Date.now())).toBeLessThan(10_000);
    expect(mail!.to).toEqual(['only@example.com']);
  });

  it('is composed by SES when SendEmail names its parts', async () => {
    const { client, mails } = await open();
    await client.send(
      new SendEmailCommand({
        Source: '데스크 <support@desk.example.com>',
        Destination: { ToAddresses: ['to@example.com'], BccAddresses: ['bcc@example.com'] },
        Message: { Subject: { Data: '제목' }, Body: { Text: { Data: '글' }, Html: { Data: '<p>글</p>' } } },
      }),
    );
    const [mail] = mails.list({});
    expect(mail!.to).toEqual(['to@example.com', 'bcc@example.com']);
    await expect(simpleParser(mails.raw(mail!.id)!)).resolves.toMatchObject({ subject: '제목', html: '<p>글</p>' });
    await expect(client.send(new GetSendQuotaCommand({}))).resolves.toMatchObject({ SentLast24Hours: 2 });
  });
});

describe('a mail that is refused', () => {
  it.each([
    [
      'an unverified sender',
      aMail().toString('latin1').replace('desk.example.com', 'elsewhere.example.com'),
      {},
      'MessageRejected',
      'Email address is not verified',
    ],
    [
      '51 recipients',
      aMail().toString('latin1'),
      { Destinations: Array.from({ length: 51 }, (_, i) => `c${String(i)}@example.com`) },
      'InvalidParameterValue',
      'Recipient count exceeds 50',
    ],
    ['no From', 'To: a@example.com\r\n\r\nHello', {}, 'InvalidParameterValue', "'From'"],
    ['no recipient', 'From: support@desk.example.com\r\n\r\nHello', {}, 'InvalidParameterValue', "'To'"],
    [
      'two Subjects',
      aMail(['Subject: again']).toString('latin1'),
      {},
      'InvalidParameterValue',
      "Duplicate header 'Subject'",
    ],
    [
      'an unknown configuration set',
      aMail().toString('latin1'),
      { ConfigurationSetName: 'other' },
      'ConfigurationSetDoesNotExistException',
      '<other>',
    ],
    [
      'a tag with a space',
      aMail().toString('latin1'),
      { Tags: [{ Name: 'mail id', Value: '1' }] },
      'InvalidParameterValue',
      'tag',
    ],
    [
      'more than 10 MB',
      aMail([], 'x'.repeat(10 * 1024 * 1024)).toString('latin1'),
      {},
      'InvalidParameterValue',
      '10485760 bytes',
    ],
  ])('for %s', async (_, text, rest, name, message) => {
    const { client, mails } = await open();
    await expect(client.send(raw(Buffer.from(text, 'latin1'), rest))).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
    expect(mails.list({})).toEqual([]);
  });

  it('for a role without the grant on the identity, or on the configuration set', async () => {
    const all = [
      ['ses:SendRawEmail', identityArn],
      ['ses:SendRawEmail', setArn],
    ] as const;
    for (const granted of [[all[0]], [all[1]]]) {
      const { client } = await open({ as: sender, authorize: authorizeOnly(...granted) });
      await expect(client.send(raw(aMail()))).rejects.toMatchObject({
        name: 'AccessDenied',
        message: expect.stringContaining('ses:SendRawEmail'),
      });
    }
    const { client } = await open({ as: sender, authorize: authorizeOnly(...all) });
    await expect(client.send(raw(aMail()))).resolves.toMatchObject({ MessageId: expect.any(String) });
  });

  it('above the account’s rate, until the second is over', async () => {
    const { client, mails } = await open({ limits: { mailsPerSecond: 2, mailsPerDay: 100 } });
    const answers = await Promise.allSettled(Array.from({ length: 4 }, () => client.send(raw(aMail()))));
    expect(answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as unknown] : []))).toEqual([
      expect.objectContaining({ name: 'Throttling', message: 'Maximum sending rate exceeded.' }),
      expect.objectContaining({ name: 'Throttling', $metadata: expect.objectContaining({ httpStatusCode: 400 }) }),
    ]);
    await pause(1010);
    await client.send(raw(aMail()));
    expect(mails.list({})).toHaveLength(3);
  });

  it('above the account’s quota, which counts recipients, until the day is over, also after a restart', async () => {
    const limits = { mailsPerSecond: 100, mailsPerDay: 3, daySeconds: 2 };
    const { client, folder } = await open({ limits });
    const two = { Destinations: ['a@example.com', 'b@example.com'] };
    await client.send(raw(aMail(), two));
    await expect(client.send(raw(aMail(), two))).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Daily message quota exceeded.',
    });
    await client.send(raw(aMail()));
    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: 3,
      MaxSendRate: 100,
      SentLast24Hours: 3,
    });
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const after = await open({ folder: copy, limits });
    await expect(after.client.send(raw(aMail()))).rejects.toMatchObject({ message: 'Daily message quota exceeded.' });
    await pause(2010);
    await after.client.send(raw(aMail()));
  });

  it('while the account is paused, also after a restart', async () => {
    const { client, folder, mails } = await open();
    expect(await client.send(new GetAccountSendingEnabledCommand({}))).toMatchObject({ Enabled: true });
    await client.send(new UpdateAccountSendingEnabledCommand({ Enabled: false }));
    expect(await client.send(new GetAccountSendingEnabledCommand({}))).toMatchObject({ Enabled: false });
    await expect(client.send(raw(aMail()))).rejects.toMatchObject({ name: 'AccountSendingPausedException' });
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const after = await open({ folder: copy });
    await expect(after.client.send(raw(aMail()))).rejects.toMatchObject({ name: 'AccountSendingPausedException' });
    await client.send(new UpdateAccountSendingEnabledCommand({ Enabled: true }));
    await expect(client.send(raw(aMail()))).resolves.toBeDefined();
    expect([mails.list({}).length, after.mails.list({}).length]).toEqual([1, 0]);
    const stranger = await open({ as: sender });
    await expect(
      stranger.client.send(new UpdateAccountSendingEnabledCommand({ Enabled: false })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('until its sender is verified', async () => {
    const { client } = await open();
    const mail = raw(Buffer.from('From: one@new.example.org\r\nTo: a@example.com\r\n\r\nHello'));
    await expect(client.send(mail)).rejects.toMatchObject({ name: 'MessageRejected' });
    await client.send(new VerifyEmailIdentityCommand({ EmailAddress: 'one@new.example.org' }));
    await expect(client.send(mail)).resolves.toBeDefined();
  });
});

describe('its events', () => {
  it('are Send and Delivery, with the tags, on the topic of the configuration set', async () => {
    const { client, host, published, events } = await open();
    const { MessageId } = await client.send(raw(aMail(['Message-ID: <ours@desk.example.com>'])));
    expect(published).toEqual([]);
    host.start();
    await until(() => published.length === 2);

    const [send, delivery] = published.map(({ message }) => message);
    expect(published.map((each) => each.topicArn)).toEqual([topicArn, topicArn]);
    expect(send).toEqual({
      eventType: 'Send',
      send: {},
      mail: {
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        messageId: MessageId,
        source: '=?utf-8?B?6rOg6rCd7IS87YSw?= <support@desk.example.com>',
        sourceArn: identityArn,
        sendingAccountId: '000000000000',
        destination: ['customer@example.com'],
        headersTruncated: false,
        headers: [
          { name: 'From', value: '=?utf-8?B?6rOg6rCd7IS87YSw?= <support@desk.example.com>' },
          { name: 'To', value: 'Customer <customer@example.com>' },
          { name: 'Subject', value: '=?utf-8?B?67CU7KKF?= continued' },
          { name: 'Message-ID', value: '<ours@desk.example.com>' },
        ],
        commonHeaders: {
          from: ['고객센터 <support@desk.example.com>'],
          to: ['Customer <customer@example.com>'],
          messageId: MessageId,
          subject: '=?utf-8?B?67CU7KKF?= continued',
        },
        tags: {
          mailId: ['m_1'],
          'ses:operation': ['SendRawEmail'],
          'ses:source-ip': ['127.0.0.1'],
          'ses:from-domain': ['desk.example.com'],
          'ses:caller-identity': ['operator'],
          'ses:configuration-set': ['mails'],
        },
      },
    });
    expect(delivery).toEqual({
      eventType: 'Delivery',
      mail: send!.mail,
      delivery: {
        timestamp: expect.any(String),
        processingTimeMillis: expect.any(Number),
        recipients: ['customer@example.com'],
        smtpResponse: expect.stringMatching(/^250 /),
        remoteMtaIp: '127.0.0.1',
        reportingMTA: expect.stringContaining('amazonses.com'),
      },
    });
    expect(events).toEqual([]);
    await until(() => host.pending() === 0);
  });

  it('play the mailbox simulator by local part, on any domain', async () => {
    const { client, host, published, events } = await open();
    host.start();
    await client.send(
      raw(aMail(), {
        Destinations: [
          'bounce+1@example.com',
          'complaint@example.com',
          'suppressionlist@simulator.amazonses.com',
          'mailboxfull@example.com',
          'fine@example.com',
        ],
      }),
    );
    await until(() => published.length === 7 && host.pending() === 0);
    const kinds = published.map(({ message }) => [
      message.eventType,
      message.delivery?.recipients ??
        message.bounce?.bouncedRecipients.map((each: any) => each.emailAddress) ??
        message.complaint?.complainedRecipients.map((each: any) => each.emailAddress),
    ]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['Send', undefined],
        ['Bounce', ['bounce+1@example.com']],
        ['Bounce', ['suppressionlist@simulator.amazonses.com']],
        ['Bounce', ['mailboxfull@example.com']],
        ['Delivery', ['complaint@example.com']],
        ['Complaint', ['complaint@example.com']],
        ['Delivery', ['fine@example.com']],
      ]),
    );
    const hard = published.find(
      ({ message }) => message.bounce?.bouncedRecipients[0].emailAddress === 'bounce+1@example.com',
    )!.message;
    expect(hard.bounce).toMatchObject({
      bounceType: 'Permanent',
      bounceSubType: 'General',
      feedbackId: expect.any(String),
      bouncedRecipients: [{ action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' }],
    });
    expect(events.map(({ Source, DetailType, detail }) => [Source, DetailType, detail.eventType])).toEqual(
      Array(3).fill(['aws.ses', 'Email Bounced', 'Bounce']),
    );
  });

  it('say Reject for a virus, which is not delivered', async () => {
    const { client, host, published } = await open();
    host.start();
    await client.send(raw(aMail([], 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')));
    await until(() => published.length === 1 && host.pending() === 0);
    expect(published[0]!.message).toMatchObject({ eventType: 'Reject', reject: { reason: 'Bad content' } });
  });

  it('are tried again until the topic takes them', async () => {
    const { client, host, published, failing } = await open();
    failing.times = 1;
    host.start();
    await client.send(raw(aMail()));
    await until(() => published.length === 2 && host.pending() === 0);
    expect(published.map(({ message }) => message.eventType).toSorted()).toEqual(['Delivery', 'Send']);
  });

  it('come after a restart when the machine stopped right after answering', async () => {
    const before = await open();
    const { MessageId } = await before.client.send(raw(aMail()));
    const left = temporaryFolder();
    cpSync(before.folder, left, { recursive: true }); // The disk at this moment, nothing closed.

    const after = await open({ folder: left });
    after.host.start();
    await until(() => after.published.length === 2);
    expect(after.mails.list({}).map((mail) => mail.sesMessageId)).toEqual([MessageId]);
    expect(after.published.map(({ message }) => [message.eventType, message.mail.messageId])).toEqual([
      ['Send', MessageId],
      ['Delivery', MessageId],
    ]);
  });

  it('are none without a configuration set', async () => {
    const { client, host, published, mails } = await open();
    host.start();
    await client.send(raw(aMail(), { ConfigurationSetName: undefined }));
    await until(() => mails.list({}).length === 1 && host.pending() === 0);
    expect(published).toEqual([]);
  });
});

describe('feedback about mails of an identity', () => {
  const own = 'one@new.example.org';
  const ownMail = (to: string, headers: readonly string[] = []) =>
    Buffer.from([`From: ${own}`, `To: ${to}`, 'Subject: Hello', ...headers, '', 'Text of ours', ''].join('\r\n'));
  const forwarding = (EmailForwardingEnabled: boolean, EmailIdentity = own) =>
    new PutEmailIdentityFeedbackAttributesCommand({ EmailIdentity, EmailForwardingEnabled });
  const verify = new VerifyEmailIdentityCommand({ EmailAddress: own });
  const idle = (host: { pending(): number }) => until(() => host.pending() === 0);

  it('is sent on to the sender, as of every identity that nobody asked to keep it', async () => {
    const { client, host, mails, published } = await open();
    host.start();
    await client.send(verify);
    await client.send(raw(ownMail('bounce@example.com')));
    await idle(host);

    const [, notice] = mails.list({});
    expect(notice).toMatchObject({ from: 'MAILER-DAEMON@amazonses.com', to: [own] });
    const parsed = await simpleParser(mails.raw(notice!.id)!);
    expect(parsed.subject).toBe('Delivery Status Notification (Failure)');
    expect(parsed.headers.get('content-type')).toMatchObject({
      value: 'multipart/report',
      params: { 'report-type': 'delivery-status' },
    });
    expect(parsed.text).toContain('following recipients:\nbounce@example.com');
    expect(String(mails.raw(notice!.id)!)).toContain(
      'message/delivery-status\r\n\r\nReporting-MTA: dns; a8-50.smtp-out.amazonses.com\r\n\r\n' +
        'Final-Recipient: rfc822;bounce@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550',
    );
    expect(parsed.attachments.map(({ contentType, content }) => [contentType, String(content)])).toEqual([
      ['message/rfc822', expect.stringContaining('Text of ours')],
    ]);
    // The event is published all the same, and what is sent on has none.
    expect(published.map(({ message }) => message.eventType)).toEqual(['Send', 'Bounce']);
  });

  it('is a report of abuse when somebody complained', async () => {
    const { client, host, mails } = await open();
    host.start();
    await client.send(verify);
    await client.send(raw(ownMail('complaint@example.com')));
    await idle(host);
    const [, notice] = mails.list({});
    expect(notice).toMatchObject({ from: 'complaints@email-abuse.amazonses.com', to: [own] });
    const { attachments } = await simpleParser(mails.raw(notice!.id)!);
    expect(attachments.map(({ contentType }) => contentType)).toEqual(['message/feedback-report', 'message/rfc822']);
    expect(String(attachments[0]!.content)).toContain('Original-Rcpt-To: complaint@example.com');
  });

  it('goes to the Source of the call, else to Return-Path, else to From', async () => {
    const { client, host, mails } = await open();
    host.start();
    await client.send(verify);
    const withPath = ownMail('bounce@example.com', ['Return-Path: <path@new.example.org>']);
    await client.send(raw(withPath, { Source: 'Source <source@new.example.org>' }));
    await client.send(raw(withPath));
    await idle(host);
    expect(mails.list({}).flatMap(({ to }) => to)).toEqual(
      expect.arrayContaining(['source@new.example.org', 'path@new.example.org']),
    );
    expect(mails.list({})).toHaveLength(4);
  });

  it('is kept where that is switched off, also after a restart, until it is switched on', async () => {
    const { client, secondClient, host, mails, published, folder } = await open();
    host.start();
    await client.send(verify);
    await secondClient.send(forwarding(false));
    await client.send(raw(ownMail('bounce@example.com')));
    await client.send(raw(ownMail('complaint@example.com')));
    await until(() => published.length === 5 && host.pending() === 0);
    expect(mails.list({})).toHaveLength(2);

    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const after = await open({ folder: copy });
    after.host.start();
    // Verified again: the setting stays.
    await after.client.send(verify);
    await after.client.send(raw(ownMail('bounce@example.com')));
    await idle(after.host);
    expect(after.mails.list({})).toHaveLength(3);
    await after.secondClient.send(forwarding(true));
    await after.client.send(raw(ownMail('bounce@example.com')));
    await idle(after.host);
    expect(after.mails.list({ to: own })).toHaveLength(1);
  });

  it('is what the template says of its identities, until a call changes it', async () => {
    const { client, secondClient, host, mails } = await open();
    host.start();
    const toBounce = { Destinations: ['bounce@example.com'] };
    await client.send(raw(aMail(), toBounce));
    await idle(host);
    expect(mails.list({})).toHaveLength(1);
    await secondClient.send(forwarding(true, 'desk.example.com'));
    await client.send(raw(aMail(), toBounce));
    await until(() => mails.list({ to: 'support@desk.example.com' }).length === 1);
  });

  it('is sent on in any case when no event tells of it', async () => {
    const { client, secondClient, host, mails } = await open();
    host.start();
    await client.send(verify);
    await secondClient.send(forwarding(false));
    await client.send(raw(ownMail('bounce@example.com'), { ConfigurationSetName: undefined }));
    await idle(host);
    expect(mails.list({ to: own })).toHaveLength(1);
  });

  it('comes in as mail from nobody where the sender’s address is the desk’s', async () => {
    const { client, secondClient, host, stored } = await open({ withMailIn: true });
    host.start();
    await secondClient.send(forwarding(true, 'desk.example.com'));
    await client.send(raw(aMail(), { Destinations: ['bounce@example.com'] }));
    const { body } = await until(() => stored[0]);
    expect((await simpleParser(body)).from!.value).toEqual([
      expect.objectContaining({ address: 'MAILER-DAEMON@amazonses.com' }),
    ]);
    expect(String(body)).toMatch(/^Return-Path: <>\r\n/);
    await idle(host);
  });

  it('is not settled for what SES does not know, nor by a role without the grant on it', async () => {
    const { secondClient } = await open();
    await expect(secondClient.send(forwarding(false))).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
    const mine = 'arn:aws:ses:ap-northeast-2:000000000000:identity/desk.example.com';
    const role = await open({
      as: sender,
      authorize: authorizeOnly(['ses:PutEmailIdentityFeedbackAttributes', mine]),
    });
    await role.secondClient.send(forwarding(false, 'desk.example.com'));
    await expect(role.secondClient.send(forwarding(false))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});

it('misses the topic’s grant at the start', () => {
  const state = openState(temporaryFolder());
  const deployment = aMailDeployment({ without: ['ToldPolicy'] });
  expect(() =>
    ses({
      ...recorders(),
      deployment,
      state,
      mails: mailStore(state),
      ports: { smtp: 1 },
      authorize: authorizeOnly(),
      log: () => {},
    }),
  ).toThrow(`SES may not sns:Publish on ${topicArn}`);
  state.close();
});

describe('its way', () => {
  it('leads back in when it is addressed to the desk itself', async () => {
    const { client, host, stored, published } = await open({ withMailIn: true });
    host.start();
    const { MessageId } = await client.send(raw(aMail(), { Destinations: ['support@desk.example.com'] }));
    await until(() => published.length === 2);
    const back = await simpleParser(stored[0]!.body);
    expect(back.messageId).toBe(`<${MessageId!}@ap-northeast-2.amazonses.com>`);
    expect(back.headers.get('return-path')).toMatchObject({
      value: [{ address: `${MessageId!}@ap-northeast-2.amazonses.com` }],
    });
  });

  it('is answered by a mailbox whose owner is away', async () => {
    const { client, host, stored } = await open({ withMailIn: true });
    host.start();
    const { MessageId } = await client.send(raw(aMail(), { Destinations: ['ooto@example.com'] }));
    const answer = await simpleParser((await until(() => stored[0])).body);
    expect(answer).toMatchObject({
      inReplyTo: `<${MessageId!}@ap-northeast-2.amazonses.com>`,
      from: { value: [{ address: 'ooto@example.com' }] },
    });
    expect(answer.headers.get('auto-submitted')).toBe('auto-replied');
  });

  it('leads to a real server when there is a relay, whose refusal is a bounce', async () => {
    const taken: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _, done) => {
        done(
          address.startsWith('nobody')
            ? Object.assign(new Error('5.1.1 unknown here'), { responseCode: 550 })
            : undefined,
        );
      },
      onData: (stream, _, done) => {
        const parts: Buffer[] = [];
        stream
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => {
            taken.push(Buffer.concat(parts).toString('latin1'));
            done(null, 'queued');
          });
      },
    });
    const listening = server.listen(0, '127.0.0.1');
    await until(() => listening.listening);
    stops.unshift(
      () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
        }),
    );
    const { client, host, mails, published } = await open({
      relayUrl: `smtp://127.0.0.1:${String((listening.address() as { port: number }).port)}`,
    });
    host.start();
    await client.send(raw(aMail(), { Destinations: ['customer@example.com', 'nobody@other.example.com'] }));
    await until(() => published.length === 3);
    expect(published.map(({ message }) => message.eventType)).toEqual([
      'Send',
      ...['Delivery', 'Bounce'].toSorted((a) => (published[1]!.message.eventType === a ? -1 : 1)),
    ]);
    expect(published.find(({ message }) => message.bounce)!.message.bounce).toMatchObject({
      bounceType: 'Permanent',
      bouncedRecipients: [
        { emailAddress: 'nobody@other.example.com', status: '5.1.1', diagnosticCode: expect.stringContaining('550') },
      ],
    });
    expect(taken).toEqual([mails.raw(mails.list({})[0]!.id)!.toString('latin1')]);
  });
});
