import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { startSmtp } from '../../../../infra/local/smtp/start-smtp.ts';
import { aMailDeployment, rawMailBucket } from '../../../support/local/a-mail-deployment.ts';
import { functionArn } from '../../../support/local/a-deployment.ts';
import { recorders } from '../../../support/local/recorders.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const open = async (changes: Parameters<typeof aMailDeployment>[0] = {}, backlog = () => 0) => {
  const recorded = recorders();
  const smtp = await startSmtp({ ...recorded, backlog, port: 0, deployment: aMailDeployment(changes), log: () => {} });
  const customer = createTransport({ host: '127.0.0.1', port: smtp.port, name: 'mail.example.com' });
  stops.push(
    () => {
      customer.close();
    },
    () => smtp.stop(),
  );
  return { ...recorded, ...smtp, customer };
};
const aMail = {
  from: 'Customer <customer@example.com>',
  to: 'support@desk.example.com',
  subject: '배송 문의',
  text: '언제 오나요?',
};
const oneMail = { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: expect.anything() }] };

it('stores the mail, then tells the function what SES tells', async () => {
  const { customer, stored, invoked } = await open();
  const sent = await customer.sendMail({
    ...aMail,
    to: ['support@desk.example.com', 'Issues <issues@desk.example.com>'],
    messageId: '<theirs@example.com>',
    date: new Date('2026-11-22T10:00:00Z'),
  });

  const id = /^250 2\.0\.0 OK ([a-z0-9]{40})$/.exec(sent.response)?.[1];
  expect(stored.map(({ bucket, key }) => [bucket, key])).toEqual([[rawMailBucket, `in/${id!}`]]);
  expect(invoked).toEqual([{ functionArn: functionArn('receive-mail'), payload: oneMail }]);
  const { mail, receipt } = invoked[0]!.payload.Records[0].ses;
  expect(mail).toMatchObject({
    messageId: id,
    source: 'customer@example.com',
    destination: ['support@desk.example.com', 'issues@desk.example.com'],
    headersTruncated: false,
    timestamp: expect.stringMatching(/Z$/),
    commonHeaders: {
      returnPath: 'customer@example.com',
      from: ['Customer <customer@example.com>'],
      to: ['support@desk.example.com', 'Issues <issues@desk.example.com>'],
      date: 'Sun, 22 Nov 2026 10:00:00 +0000',
      messageId: '<theirs@example.com>',
      subject: '배송 문의',
    },
  });
  expect(mail.headers).toEqual(
    expect.arrayContaining([
      { name: 'Return-Path', value: '<customer@example.com>' },
      { name: 'Message-ID', value: '<theirs@example.com>' },
    ]),
  );
  expect(receipt).toEqual({
    timestamp: mail.timestamp,
    processingTimeMillis: expect.any(Number),
    recipients: ['support@desk.example.com', 'issues@desk.example.com'],
    spamVerdict: { status: 'PASS' },
    virusVerdict: { status: 'PASS' },
    spfVerdict: { status: 'PASS' },
    dkimVerdict: { status: 'PASS' },
    dmarcVerdict: { status: 'PASS' },
    action: { type: 'Lambda', functionArn: functionArn('receive-mail'), invocationType: 'Event' },
  });
  await expect(simpleParser(stored[0]!.body)).resolves.toMatchObject({
    subject: '배송 문의',
    text: expect.stringMatching(/^언제 오나요\?\s*$/),
    messageId: '<theirs@example.com>',
  });
});

it('puts SES’s headers in front and leaves every byte of the mail', async () => {
  const { port, stored } = await open();
  const mail =
    'From: customer@example.com\r\nSubject: \xbe\xc8\xb3\xe7 raw EUC-KR\r\nX-Odd:  two  spaces\r\n\r\n.one dot in front\r\n\xff\xfe 8-bit \t\r\n\r\n';
  const socket = connect(port, '127.0.0.1');
  const talk = async (line: string) => {
    const answer = new Promise<string>((resolve) =>
      socket.once('data', (data) => {
        resolve(data.toString());
      }),
    );
    socket.write(line, 'latin1');
    return answer;
  };
  await talk('');
  expect(await talk('EHLO mail.example.com\r\n')).toMatch(/SIZE 41943040[^]*|8BITMIME[^]*SMTPUTF8[^]*/);
  await talk('MAIL FROM:<> BODY=8BITMIME\r\n');
  await talk('RCPT TO:<support@desk.example.com>\r\n');
  await talk('DATA\r\n');
  expect(await talk(`${mail.replace('\r\n.one', '\r\n..one')}.\r\n`)).toMatch(/^250 /);
  socket.destroy();

  const raw = stored[0]!.body.toString('latin1');
  expect(raw.endsWith(mail)).toBe(true);
  expect(
    raw
      .slice(0, -mail.length)
      .split('\r\n')
      .filter((line) => /^\S/.test(line))
      .map((line) => line.split(':')[0]),
  ).toEqual([
    'Return-Path',
    'Received',
    'X-SES-Spam-Verdict',
    'X-SES-Virus-Verdict',
    'Received-SPF',
    'Authentication-Results',
    'X-SES-RECEIPT',
  ]);
  expect(raw).toMatch(
    /^Return-Path: <>\r\nReceived: from mail\.example\.com .*\r\n by inbound-smtp\.ap-northeast-2\.amazonaws\.com with SMTP id [a-z0-9]{40}\r\n for support@desk\.example\.com;\r\n /,
  );
});

it('takes addresses beyond ASCII', async () => {
  const { customer, stored, invoked } = await open();
  await customer.sendMail({ ...aMail, from: '고객@example.com' });
  expect(stored).toHaveLength(1);
  expect(invoked[0]!.payload.Records[0].ses.mail.source).toBe('고객@example.com');
});

it.each([
  ['a domain', ['desk.example.com'], 'anyone@DESK.example.com', true],
  ['an address with a label', ['support@desk.example.com'], 'support+42@desk.example.com', true],
  ['another address', ['support@desk.example.com'], 'sales@desk.example.com', false],
  ['a subdomain under a leading dot', ['.desk.example.com'], 'a@mail.desk.example.com', true],
  ['a subdomain without it', ['desk.example.com'], 'a@mail.desk.example.com', false],
  ['another domain', ['desk.example.com'], 'a@example.com', false],
])('knows whether a rule wants %s', async (_, recipients, to, wanted) => {
  const { customer } = await open({ recipients });
  const sending = customer.sendMail({ ...aMail, to });
  if (wanted) await expect(sending).resolves.toBeDefined();
  else
    await expect(sending).rejects.toMatchObject({
      responseCode: 550,
      response: expect.stringContaining(`550 5.1.1 No mailbox here by the name of ${to}`),
    });
});

it('asks the sender to try again when something could not be stored, and takes it then', async () => {
  const { customer, stored, invoked, failing } = await open();
  failing.times = 1;
  await expect(customer.sendMail(aMail)).rejects.toMatchObject({ responseCode: 451 });
  expect([stored, invoked]).toEqual([[], []]);
  await customer.sendMail(aMail);
  expect([stored.length, invoked.length]).toEqual([1, 1]);
});

it('refuses more than 40 MB, also from a client that doesn’t say the size first', async () => {
  const { customer, stored } = await open();
  const big = Buffer.alloc(41 * 1024 * 1024, 'abcdefghi\n');
  await expect(
    customer.sendMail({
      envelope: { from: 'a@example.com', to: 'support@desk.example.com', size: big.length },
      raw: big,
    }),
  ).rejects.toThrow('larger than allowed 41943040');
  await expect(
    customer.sendMail({ envelope: { from: 'a@example.com', to: 'support@desk.example.com' }, raw: big }),
  ).rejects.toMatchObject({ responseCode: 552 });
  expect(stored).toEqual([]);
});

describe('verdicts', () => {
  const gtube = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
  const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
  it.each([
    ['of GTUBE', { text: gtube }, { spamVerdict: 'FAIL', virusVerdict: 'PASS' }],
    [
      'of EICAR in an attachment, base64 on the way',
      { attachments: [{ filename: 'invoice.exe', content: Buffer.from(eicar) }] },
      { spamVerdict: 'PASS', virusVerdict: 'FAIL' },
    ],
    [
      'that a test asks for',
      { headers: { 'X-Test-Verdicts': 'spf=FAIL; dmarc=GRAY, virus=PROCESSING_FAILED' } },
      { spfVerdict: 'FAIL', dkimVerdict: 'PASS', dmarcVerdict: 'GRAY', virusVerdict: 'PROCESSING_FAILED' },
    ],
  ])('%s', async (_, mail, verdicts) => {
    const { customer, invoked } = await open();
    await customer.sendMail({ ...aMail, ...mail });
    expect(invoked[0]!.payload.Records[0].ses.receipt).toMatchObject(
      Object.fromEntries(Object.entries(verdicts).map(([name, status]) => [name, { status }])),
    );
  });

  it('are DISABLED for a rule that doesn’t scan', async () => {
    const { customer, invoked } = await open({ scan: false });
    await customer.sendMail({ ...aMail, text: gtube });
    expect(invoked[0]!.payload.Records[0].ses.receipt).toMatchObject({
      spamVerdict: { status: 'DISABLED' },
      spfVerdict: { status: 'PASS' },
    });
  });
});

it('while much waits to be done, lets the sender wait, and takes the mail then', async () => {
  let waiting = 100;
  const { customer, stored } = await open({}, () => waiting);
  const sending = customer.sendMail(aMail);
  expect(await Promise.race([sending, pause(300, 'waits')])).toBe('waits');
  expect(stored).toEqual([]);
  waiting = 0;
  expect((await sending).response).toMatch(/^250 /);
  expect(stored).toHaveLength(1);
});

describe('at the start', () => {
  const start = (changes: Parameters<typeof aMailDeployment>[0]) =>
    startSmtp({ ...recorders(), backlog: () => 0, port: 0, deployment: aMailDeployment(changes), log: () => {} });

  it.each([
    ['s3:PutObject', 'RawMailPolicy'],
    ['lambda:InvokeFunction', 'MayReceive'],
  ])('misses a grant for %s', async (action, policy) => {
    await expect(start({ without: [policy] })).rejects.toThrow(`SES may not ${action}`);
  });

  it('names an action that it doesn’t know', async () => {
    await expect(start({ actions: [{ WorkmailAction: { OrganizationArn: 'x' } }] })).rejects.toThrow(
      'Desk.Rule: the receipt action WorkmailAction',
    );
  });

  it('can’t choose between two rule sets', async () => {
    await expect(start({ more: [{ type: 'AWS::SES::ReceiptRuleSet', logicalId: 'Second' }] })).rejects.toThrow(
      'the template has 2',
    );
  });
});

it('runs rules in the order of `After`, until one says stop', async () => {
  const rule = (name: string, after: string | undefined, actions: readonly unknown[]) => ({
    type: 'AWS::SES::ReceiptRule',
    logicalId: name,
    ref: name,
    properties: {
      RuleSetName: 'rules',
      ...(after ? { After: after } : {}),
      Rule: { Name: name, Enabled: true, ScanEnabled: true, Recipients: ['desk.example.com'], Actions: actions },
    },
  });
  const store = (prefix: string) => ({ S3Action: { BucketName: rawMailBucket, ObjectKeyPrefix: prefix } });
  const { customer, stored } = await open({
    without: ['Rule'],
    more: [
      rule('third', 'second', [store('3/')]),
      rule('first', undefined, [store('1/')]),
      rule('second', 'first', [store('2/'), { StopAction: { Scope: 'RuleSet' } }]),
    ],
  });
  await customer.sendMail(aMail);
  expect(stored.map(({ key }) => key.slice(0, 2))).toEqual(['1/', '2/']);
});
