import type { DeskClient } from '../support/desk-client.ts';
import { RED_PIXEL_PNG, sendAsCustomer } from '../support/customer-mail.ts';
import { listenLive, type LiveListener } from '../support/live-listener.ts';
import { onlyMailTo, sentTo } from '../support/outbox.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

let desk: OpenDesk;
let mina: DeskClient;
let jun: DeskClient;
let live: LiveListener;
const care = { serviceId: 'care' };

beforeAll(async () => {
  desk = await openDesk({ fresh: true });
  [mina, jun] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('jun@example.com')]);
  live = await listenLive(mina, 'care');
  // A desk in use: its functions have been asked before.
  await sendAsCustomer(desk.smtpPort, {
    from: 'early@customer.example.com',
    to: 'support@desk.example.com',
    subject: 'the first mail of the day',
    text: 'good morning',
  });
  await live.row(({ version }) => version === 1, { limit: 20_000 });
  await live.figures(({ all }) => all.created === 1, 20_000);
});
afterAll(async () => {
  await live.close();
  await desk.close();
});

describe('the main road: a customer writes, an agent answers, the customer gets the answer', () => {
  let number: number;
  let customerMessageId: string;
  let answer: Awaited<ReturnType<typeof onlyMailTo>>;

  it('given an open console, when a customer writes with Korean subject, HTML, inline image and attachment, then it is there within 2 s and the figures move', async () => {
    const before = (await mina.call('getFigures', { params: care })).body;
    ({ messageId: customerMessageId } = await sendAsCustomer(desk.smtpPort, {
      from: '"김소라" <sora@customer.example.com>',
      to: 'support@desk.example.com',
      subject: '주문한 상품이 파손되어 도착했습니다 — 교환 문의',
      text: '안녕하세요. 상자가 찌그러져 있습니다.',
      html: '<p>안녕하세요. <b>상자가 찌그러져</b> 있습니다.</p><img src="cid:photo@customer"><script>alert(1)</script>',
      attachments: [
        { filename: '사진.png', content: RED_PIXEL_PNG, cid: 'photo@customer', contentType: 'image/png' },
        { filename: '영수증.pdf', content: Buffer.from('%PDF-1.4 receipt'), contentType: 'application/pdf' },
      ],
    }));
    const acceptedAt = Date.now();
    const row = await live.row(({ number, version }) => version === 1 && number > 1);
    const figures = await live.figures(({ all }) => all.created === before.all.created + 1);
    expect(row.receivedAt - acceptedAt).toBeLessThan(2_000);
    expect(figures.receivedAt - acceptedAt).toBeLessThan(2_000);
    expect(figures.all.unassigned).toBe(before.all.unassigned + 1);
    number = row.number;

    const list = await mina.call('listTickets', { params: care, query: { list: 'all_unassigned' } });
    expect(list.body.rows.find((row) => row.number === number)).toMatchObject({
      title: '주문한 상품이 파손되어 도착했습니다 — 교환 문의',
      status: 'unassigned',
      channel: 'email',
      customer: { name: '김소라', email: 'sora@customer.example.com' },
    });

    const history = (await mina.call('listEntries', { params: { ...care, number } })).body.entries;
    expect(history).toHaveLength(1);
    expect(history[0]).toMatchObject({
      kind: 'customer_message',
      author: { kind: 'customer', email: 'sora@customer.example.com' },
    });
    expect(history[0]!.html).toContain('<b>상자가 찌그러져</b>');
    expect(history[0]!.html).toContain('cid:photo@customer');
    expect(history[0]!.html).not.toContain('script');
    const names = history[0]!.attachments.map((file) => [file.name, file.contentId]);
    expect(names).toEqual(
      expect.arrayContaining([
        ['사진.png', 'photo@customer'],
        ['영수증.pdf', null],
      ]),
    );
    const receipt = await fetch(history[0]!.attachments.find((file) => file.name === '영수증.pdf')!.url);
    expect(receipt.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(await receipt.text()).toBe('%PDF-1.4 receipt');
  });

  it('given an unassigned ticket, when two agents keep it at once, then one wins and the other is told who has it', async () => {
    const answers = await Promise.all(
      [mina, jun].map((agent) => agent.call('keepTicket', { params: { ...care, number }, body: {} })),
    );
    const won = answers.find((a) => a.status === 200);
    const lost = answers.find((a) => a.status === 409);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
    expect(won!.body).toMatchObject({ status: 'processing', version: 2 });
    expect(lost!.headers.get('content-type')).toContain('application/problem+json');
    const winner = answers[0]!.status === 200 ? 'Mina' : 'Jun';
    expect(lost!.body).toMatchObject({ code: 'illegal_transition', status: 409, assigneeName: winner });
    if (winner === 'Jun') [mina, jun] = [jun, mina]; // from here on `mina` is whoever has it
  });

  it('when the assignee resolves it with rich text, then exactly one correct answer leaves and threads', async () => {
    const ticket = await mina.call('getTicket', { params: { ...care, number } });
    const resolved = await mina.call('resolveTicket', {
      params: { ...care, number },
      headers: { 'if-match': ticket.headers.get('etag')! },
      body: { html: '<p>불편을 드려 <strong>죄송합니다</strong>.</p><ul><li>새 제품은 내일 출고됩니다.</li></ul>' },
    });
    expect(resolved).toMatchObject({ status: 200, body: { status: 'resolved', version: 3 } });
    answer = await onlyMailTo(desk.outboxUrl, 'sora@customer.example.com');
    const { parsed } = answer;
    expect(parsed.subject).toBe(`Re: 주문한 상품이 파손되어 도착했습니다 — 교환 문의 [#${number}]`);
    expect(parsed.inReplyTo).toBe(customerMessageId);
    expect([parsed.references].flat()).toContain(customerMessageId);
    expect(parsed.from?.value[0]).toMatchObject({ address: 'support@desk.example.com' });
    expect(parsed.replyTo?.value[0]?.address).toMatch(
      new RegExp(`^support\\+${number}-[a-z2-7]{16}@desk\\.example\\.com$`),
    );
    expect(parsed.text).toContain('새 제품은 내일 출고됩니다.');
    expect(parsed.html).toContain('<strong>죄송합니다</strong>');
    await waitUntil('the mail to be shown as delivered', async () => {
      const entries = (await mina.call('listEntries', { params: { ...care, number } })).body.entries;
      return entries.at(-1)?.mail?.outcome === 'delivered';
    });
    expect(await sentTo(desk.outboxUrl, 'sora@customer.example.com')).toHaveLength(1);
  });

  it('when the customer replies in the thread, then it lands on the same ticket and reopens it with the same assignee', async () => {
    const before = (await mina.call('getTicket', { params: { ...care, number } })).body;
    await sendAsCustomer(desk.smtpPort, {
      from: 'sora@customer.example.com',
      to: 'support@desk.example.com',
      subject: answer.parsed.subject!,
      inReplyTo: answer.parsed.messageId!,
      references: [customerMessageId, answer.parsed.messageId!],
      text: '감사합니다. 오전에 받을 수 있나요?',
    });
    await live.row((row) => row.number === number && row.replied);
    const after = (await mina.call('getTicket', { params: { ...care, number } })).body;
    expect(after).toMatchObject({ status: 'processing', assigneeId: before.assigneeId, unreadReply: true });
  });

  it('when a reply comes without any reference but to the signed address, then it lands on the same ticket; a forged address makes a new one', async () => {
    const replyAddress = answer.parsed.replyTo!.value[0]!.address!;
    await sendAsCustomer(desk.smtpPort, {
      from: 'sora@customer.example.com',
      to: replyAddress,
      subject: 'another subject',
      text: 'by the signed address',
    });
    const entries = await waitUntil('the second reply', async () => {
      const page = (await mina.call('listEntries', { params: { ...care, number } })).body.entries;
      return page.some((entry) => entry.text.includes('by the signed address')) ? page : undefined;
    });
    expect(entries.filter((entry) => entry.kind === 'customer_message')).toHaveLength(3);

    const forged = `support+${number}-aaaaaaaaaaaaaaaa@desk.example.com`;
    await sendAsCustomer(desk.smtpPort, {
      from: 'stranger@customer.example.com',
      to: forged,
      subject: `Re: something [#${number}]`,
      text: 'let me in',
    });
    const stranger = await live.row((row) => row.version === 1 && row.number > number);
    expect(
      (await mina.call('listEntries', { params: { ...care, number: stranger.number } })).body.entries[0]!.text,
    ).toContain('let me in');
  });

  it('given the same mail delivered twice, then it makes one entry', async () => {
    const mail = {
      from: 'twice@customer.example.com',
      to: 'support@desk.example.com',
      subject: 'twice',
      text: 'only once, please',
      messageId: '<only-once@customer.example.com>',
      date: new Date(),
    };
    await sendAsCustomer(desk.smtpPort, mail);
    await sendAsCustomer(desk.smtpPort, mail);
    await sendAsCustomer(desk.smtpPort, {
      ...mail,
      subject: 'a marker that comes after',
      messageId: '<marker@customer.example.com>',
    });
    await waitUntil('the marker', async () => {
      const rows = (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows;
      return (
        rows.some((row) => row.title === 'a marker that comes after') &&
        rows.filter((row) => row.title === 'twice').length === 1
      );
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const rows = (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows;
    expect(rows.filter((row) => row.title === 'twice')).toHaveLength(1);
  });

  it('the event log tells it all, newest first', async () => {
    const events = (await mina.call('listEvents', { params: { ...care, number } })).body.events;
    const types = events.map((event) => event.type).reverse();
    expect(types.filter((type) => !type.startsWith('mail_'))).toEqual([
      'ticket_created',
      'ticket_kept',
      'ticket_resolved',
      'customer_replied',
      'customer_replied',
    ]);
    expect(types).toContain('mail_sent');
    expect(events.find((event) => event.type === 'ticket_kept')).toMatchObject({
      changes: { status: { before: 'unassigned', after: 'processing' } },
    });
  });

  it('the figures equal a recount of the tickets', async () => {
    expect(await desk.operate('reconcile', '--service', 'care')).toMatch(/no difference/i);
  });
});
