import type { ParsedMail } from 'mailparser';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { mailsTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

const CUSTOMER = 'sora@customer.example.com';
const QUEUE_OF_MAILS = 20_000;
let desk: OpenDesk;
let mina: DeskClient;
let number: number;
/** Message-IDs of the conversation so far, oldest first, and of the customer's mails alone. */
const thread: string[] = [];
const asked: string[] = [];
let answers: readonly ParsedMail[] = [];

beforeAll(async () => {
  desk = await openDesk();
  mina = await desk.signIn('mina@example.com');
});
afterAll(() => desk.close());

const at = () => ({ serviceId: 'care', number });
const ticket = async () => (await mina.call('getTicket', { params: at() })).body;
const entries = async () =>
  (await mina.call('listEntries', { params: at(), query: { order: 'oldest', limit: 50 } })).body.entries;
const write = async (mail: object) => {
  const { messageId } = await sendAsCustomer(desk.smtpPort, {
    from: `"김소라" <${CUSTOMER}>`,
    to: 'support@desk.example.com',
    ...mail,
  });
  asked.push(messageId);
  thread.push(messageId);
};
/** Waits until as many mails have left to the customer. */
const mailsThatLeft = (count: number): Promise<readonly ParsedMail[]> =>
  waitUntil(
    `mail ${count} to the customer`,
    async () => {
      const mails = await mailsTo(desk.outboxUrl, CUSTOMER);
      return mails.length >= count ? mails : undefined;
    },
    QUEUE_OF_MAILS,
  );

test('given a customer’s mail, then it is a ticket that an agent takes', async () => {
  await write({ subject: '환불 문의', text: '언제 환불되나요?' });
  const row = await waitUntil(
    'the ticket',
    async () =>
      (await mina.call('listTickets', { params: { serviceId: 'care' }, query: { list: 'all_unassigned' } })).body
        .rows[0],
  );
  ({ number } = row);
  expect((await mina.call('keepTicket', { params: at(), body: {} })).status).toBe(200);
});

/**
 * How a mail program tells which mail it replies to: by every header, by the chain alone, by nothing but the address
 * that it writes to.
 */
const replyTo = (nth: number, answer: ParsedMail): object =>
  [
    { inReplyTo: answer.messageId, references: [...thread], subject: answer.subject },
    { references: [...thread], subject: answer.subject },
    { to: answer.replyTo!.value[0]!.address, subject: '다른 제목' },
  ][nth - 1]!;

describe.each([
  [1, 'pendTicket', 'pending'],
  [2, 'resolveTicket', 'resolved'],
  [3, 'resolveTicket', 'resolved'],
] as const)('answer %i (%s)', (nth, operation, status) => {
  test('leaves once, after everything that was written before it', async () => {
    const decided = await mina.call(operation, { params: at(), body: { html: `<p>답변 ${nth}</p>` } });
    expect(decided).toMatchObject({ status: 200, body: { status } });

    answers = await mailsThatLeft(nth);

    const answer = answers[nth - 1]!;
    expect(answer.text).toContain(`답변 ${nth}`);
    expect(answer.subject).toBe(`Re: 환불 문의 [#${number}]`);
    expect(answer.inReplyTo).toBe(asked.at(-1));
    expect([answer.references].flat()).toEqual(thread);
    expect(answer.replyTo?.value[0]?.address).toMatch(
      new RegExp(`^support\\+${number}-[a-z2-7]{16}@desk\\.example\\.com$`),
    );
    thread.push(answer.messageId!);
    await waitUntil('it to be shown as delivered', async () => (await entries()).at(-1)?.mail?.outcome === 'delivered');
  });

  test('is replied to, and the reply lands on the same ticket', async () => {
    await write({ ...replyTo(nth, answers[nth - 1]!), text: `답장 ${nth}` });
    const entry = await waitUntil(`reply ${nth}`, async () =>
      (await entries()).find(({ text }) => text.includes(`답장 ${nth}`)),
    );
    expect(entry.kind).toBe('customer_message');
    // A pending or resolved ticket is worked on again.
    expect(await ticket()).toMatchObject({ status: 'processing', unreadReply: true });
  });
});

test('then there is one ticket with the whole conversation, each answer was sent and delivered, and nothing left twice', async () => {
  expect((await entries()).map(({ kind, mail }) => [kind, mail?.status ?? null, mail?.outcome ?? null])).toEqual([
    ['customer_message', null, null],
    ...[1, 2, 3].flatMap(() => [
      ['agent_reply', 'sent', 'delivered'],
      ['customer_message', null, null],
    ]),
  ]);
  expect(
    (await mina.call('listTickets', { params: { serviceId: 'care' }, query: { list: 'all' } })).body.rows.map(
      (row) => row.number,
    ),
  ).toEqual([number]);
  const mails = await mailsThatLeft(3);
  expect(mails.map(({ text }) => /답변 \d/.exec(text!)?.[0])).toEqual(['답변 1', '답변 2', '답변 3']);
  expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(3);
  expect(new Set(mails.map(({ replyTo: address }) => address?.value[0]?.address)).size).toBe(1);
});

test('then its history comes compressed to who takes it so, and says the same', async () => {
  const path = `/services/care/tickets/${number}/entries?limit=50`;
  const ask = async (encoding: string) => {
    const { headers, body } = await mina.raw('GET', path, { headers: { 'accept-encoding': encoding } });
    return { encoding: headers.get('content-encoding'), length: Number(headers.get('content-length')), body };
  };
  const [packed, plain] = [await ask('gzip'), await ask('identity')];
  expect([packed.encoding, plain.encoding]).toEqual(['gzip', null]);
  const texts = ({ body }: typeof packed) => (body['entries'] as { readonly id: string }[]).map(({ id }) => id);
  expect(texts(packed)).toEqual(texts(plain));
  expect(packed.length).toBeLessThan(plain.length / 2);
});

test('then the console’s pieces are kept by browsers for good, and its page is asked for anew', async () => {
  const page = await fetch(desk.url);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const [, piece] = /src="(\/assets\/[^"]+)"/.exec(await page.text())!;
  expect((await fetch(new URL(piece!, desk.url))).headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  );
});
