import { join } from 'node:path';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { startDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { type RunningDesk, startRunningDesk, throwawayFolder } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

const care = { serviceId: 'care' };
const folder = throwawayFolder();
const data = join(folder.path, 'data');
let desk: RunningDesk;
let mina: DeskClient;

const signIn = async () => {
  mina = deskClient(desk.url, (await tokenFor(desk.url, 'mina@example.com', 'Handover-Test-1')).accessToken);
};
beforeAll(async () => {
  desk = await startDesk({ data });
  await signIn();
});
afterAll(async () => {
  await desk.stop();
  folder.remove();
});

const aTicketOf = async (email: string) => {
  const body = { title: `Asked by ${email}`, html: '<p>Where is it?</p>', customer: { email } };
  const { number } = (await mina.call('createTicket', { params: care, body })).body;
  const params = { ...care, number };
  await mina.call('keepTicket', { params, body: {} });
  return params;
};
type Params = Awaited<ReturnType<typeof aTicketOf>>;
const answer = { html: '<p>It is on its way</p>' };
const replyToOf = (mime: string) => /^Reply-To:.*?([\w+.-]+@[\w.-]+)/im.exec(mime)![1]!;

/** What a mail without any other reference than its address becomes: another text on the ticket. */
const replyBy = async (address: string, params: Params, text: string) => {
  await sendAsCustomer(desk.smtpPort, {
    from: 'colleague@customer.example.com',
    to: address,
    subject: 'From another address, under another subject',
    text,
  });
  await waitUntil(`“${text}” on its ticket`, async () =>
    (await mina.call('listEntries', { params })).body.entries.some((entry) => entry.text.includes(text)),
  );
};

describe('the address in an answer, at a desk that has mailed nothing before', () => {
  let params: Params;
  let address: string;

  it('is shown in the preview as it leaves', async () => {
    params = await aTicketOf('sora@customer.example.com');
    const preview = await mina.call('previewAnswer', { params, body: { command: 'resolve', ...answer } });
    address = replyToOf(preview.body.mime!);
    expect(address).toMatch(new RegExp(`^support\\+${params.number}-[a-z2-7]{16}@desk\\.example\\.com$`));
    await mina.call('resolveTicket', { params, body: answer });
    const { parsed } = await onlyMailTo(desk.outboxUrl, 'sora@customer.example.com');
    expect(parsed.replyTo?.value[0]?.address).toBe(address);
  });

  it('leads to its ticket', () => replyBy(address, params, 'before the desk was killed'));

  it('leads there after the desk was killed and started anew, too, and later answers carry the same', async () => {
    await desk.killHard();
    desk = await startRunningDesk({ data, port: desk.port });
    await signIn();
    await replyBy(address, params, 'after the desk was killed');

    const preview = await mina.call('previewAnswer', { params, body: { command: 'resolve', ...answer } });
    expect(replyToOf(preview.body.mime!)).toBe(address);
  });

  it('is of that ticket alone', async () => {
    const other = await aTicketOf('jisu@customer.example.com');
    const forged = address.replace(`+${String(params.number)}-`, `+${String(other.number)}-`);
    const subject = 'By the address of another ticket';
    await sendAsCustomer(desk.smtpPort, { from: 'x@customer.example.com', to: forged, subject, text: 'let me in' });
    await waitUntil('a ticket of its own', async () =>
      (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.some(
        ({ title }) => title === subject,
      ),
    );
    expect((await mina.call('listEntries', { params: other })).body.entries).toHaveLength(1);
  });
});
