import { createHandler } from '../../../functions/receive-mail/index.ts';
import { aCustomerMail, aDelivery, aMailDesk, type MailDesk } from '../../support/mail-desk.ts';

/** As SES's receipt rule invokes. */
const anEvent = (
  messageId: string,
  ses: Readonly<Record<string, unknown>> = {},
  receipt: Readonly<Record<string, unknown>> = {},
) => ({
  Records: [
    {
      eventSource: 'aws:ses',
      eventVersion: '1.0',
      ses: {
        mail: {
          timestamp: '2026-11-22T09:00:00.000Z',
          source: 'customer@example.com',
          messageId,
          destination: ['support@example.com'],
          headersTruncated: false,
          headers: [],
          commonHeaders: { from: ['customer@example.com'], to: ['support@example.com'] },
          ...ses,
        },
        receipt: {
          timestamp: '2026-11-22T09:00:00.000Z',
          processingTimeMillis: 5,
          recipients: ['support@example.com'],
          spamVerdict: { status: 'PASS' },
          virusVerdict: { status: 'PASS' },
          spfVerdict: { status: 'PASS' },
          dkimVerdict: { status: 'PASS' },
          dmarcVerdict: { status: 'GRAY' },
          action: { type: 'Lambda', functionArn: 'arn', invocationType: 'Event' },
          ...receipt,
        },
      },
    },
  ],
});

it('makes a ticket of a receipt', async () => {
  const desk = await aMailDesk();
  const { sesMessageId } = aDelivery(desk, aCustomerMail());
  await createHandler(desk)(anEvent(sesMessageId));
  expect(desk.state.tickets.size).toBe(1);
});

it.each([
  ['of another source', { Records: [{ eventSource: 'aws:s3', s3: {} }] }],
  ['without records', { Records: [] }],
  ['of nothing', undefined],
  ['with an id that is a path', anEvent('../x')],
  ['with an unknown verdict', anEvent('ses1', {}, { virusVerdict: { status: 'MAYBE' } })],
  ['without recipients', anEvent('ses1', {}, { recipients: [] })],
])('throws at an event %s, so that it ends as a dead letter', async (_name, event) => {
  const desk = await aMailDesk();
  await expect(createHandler(desk)(event)).rejects.toThrow();
  expect(desk.state.tickets.size).toBe(0);
});

describe('the second and third mail of a conversation', () => {
  let seconds = 0;
  const receive = async (desk: MailDesk, raw: string, recipients?: string[]) => {
    const timestamp = new Date(Date.parse('2026-11-22T09:00:00.000Z') + (seconds += 1) * 1000).toISOString();
    await createHandler(desk)(
      anEvent(aDelivery(desk, raw).sesMessageId, { timestamp }, recipients === undefined ? {} : { recipients }),
    );
  };
  const texts = (desk: MailDesk) => desk.state.entries.get('support#1')?.map(({ text }) => text.trim());

  it('land on its ticket by the signed address and by what they refer to, each once', async () => {
    const desk = await aMailDesk();
    await receive(desk, aCustomerMail({ 'Message-ID': '<one@mail.example.com>' }, 'One'));
    const signed = `support+1-${await desk.replyReference.sign('support', 1)}@example.com`;
    await receive(desk, aCustomerMail({ 'Message-ID': '<two@mail.example.com>', Subject: 'Another' }, 'Two'), [signed]);
    const third = aCustomerMail(
      { 'Message-ID': '<three@mail.example.com>', References: '<one@mail.example.com> <two@mail.example.com>' },
      'Three',
    );
    await receive(desk, third);
    await receive(desk, third);
    expect([desk.state.tickets.size, texts(desk)]).toEqual([1, ['One', 'Two', 'Three']]);
    expect(desk.state.facts.map(({ type }) => type)).toEqual([
      'ticket_created',
      'customer_replied',
      'customer_replied',
    ]);
  });

  it('under one Message-ID, as broken clients send them, are both taken', async () => {
    const desk = await aMailDesk();
    for (const body of ['One', 'Two', 'Two'])
      await receive(desk, aCustomerMail({ 'Message-ID': '<same@mail.example.com>' }, body));
    expect([...desk.state.entries.values()].flat().map(({ text }) => text.trim())).toEqual(['One', 'Two']);
  });

  it('go on with the same assignee, and follow a ticket that is completed', async () => {
    const desk = await aMailDesk();
    await receive(desk, aCustomerMail({ 'Message-ID': '<one@mail.example.com>' }, 'One'));
    const ticket = desk.state.tickets.get('support#1')!;
    desk.state.tickets.set('support#1', { ...ticket, status: 'resolved', assigneeId: 'agent_1' });
    await receive(desk, aCustomerMail({ References: '<one@mail.example.com>' }, 'Two'));
    expect(desk.state.tickets.get('support#1')).toMatchObject({ status: 'processing', assigneeId: 'agent_1' });
    desk.state.tickets.set('support#1', { ...desk.state.tickets.get('support#1')!, status: 'completed' });
    await receive(desk, aCustomerMail({ References: '<one@mail.example.com>' }, 'Three'));
    expect(desk.state.tickets.get('support#2')).toMatchObject({ followsNumber: 1, customerId: ticket.customerId });
  });

  it('bring every file, and a text that is longer than its row', async () => {
    const desk = await aMailDesk();
    const parts = ['one', 'two'].map((name) =>
      ['--b', `Content-Type: text/csv; name=${name}.csv`, '', name].join('\n'),
    );
    await receive(
      desk,
      aCustomerMail(
        { 'Content-Type': 'multipart/mixed; boundary=b' },
        ['--b', 'Content-Type: text/plain; charset=utf-8', '', '안녕하세요 '.repeat(20_000), ...parts, '--b--'].join(
          '\n',
        ),
      ),
    );
    const [entry] = desk.state.entries.get('support#1')!;
    expect(entry!.attachments.map(({ key }) => Buffer.from(desk.objects.get(key)!.bytes).toString().trim())).toEqual([
      'one',
      'two',
    ]);
    expect(Buffer.from(desk.objects.get(entry!.wholeKey!)!.bytes).toString()).toContain('안녕하세요 '.repeat(19_999));
  });
});
