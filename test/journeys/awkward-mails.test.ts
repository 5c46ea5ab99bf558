import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(400_000);

let desk: OpenDesk;
let admin: DeskClient;
beforeAll(async () => {
  desk = await openDesk();
  admin = await desk.signIn('admin@example.com');
});
afterAll(() => desk.close());

const care = { serviceId: 'care' };
const titles = async () =>
  (await admin.call('listTickets', { params: care, query: { list: 'all', limit: 100 } })).body.rows.map(
    ({ title }) => title,
  );
const send = (subject: string, more: object) =>
  sendAsCustomer(desk.smtpPort, {
    from: `${subject.replaceAll(' ', '-')}@example.org`,
    to: 'support@desk.example.com',
    subject,
    ...more,
  });

it('takes mails that are made to be slow, and everybody else’s beside them', async () => {
  const awkward = [
    `<p>${'‹'.repeat(220_000)}`,
    '<!--'.repeat(100_000),
    '<div>'.repeat(300_000),
    '<b><i>'.repeat(200_000),
  ];
  const normal = Array.from({ length: 20 }, (_, index) => `mail ${index}`);
  await Promise.all([
    ...awkward.map((html, index) => send(`slow ${index}`, { html })),
    ...normal.map((subject) => send(subject, { text: 'Hello' })),
  ]);
  await waitUntil(
    'all twenty normal ones',
    async () => {
      const known = await titles();
      return normal.every((title) => known.includes(title));
    },
    120_000,
  );
  await waitUntil('the slow ones', async () => (await titles()).length === 24, 120_000);
});

it('shows a burst on one ticket in the order in which it was sent', async () => {
  const { messageId } = await send('a burst', { text: 'mail 0' });
  const number = await waitUntil(
    'its ticket',
    async () =>
      (await admin.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
        ({ title }) => title === 'a burst',
      )?.number,
    30_000,
  );
  for (let n = 1; n <= 8; n += 1) await send('a burst', { text: `mail ${n}`, inReplyTo: messageId });
  const texts = async () =>
    (await admin.call('listEntries', { params: { ...care, number: number! }, query: {} })).body.entries.map(
      ({ text }) => text,
    );
  await waitUntil('nine entries', async () => (await texts()).length === 9, 120_000);
  expect(await texts()).toEqual(Array.from({ length: 9 }, (_, n) => `mail ${n}`));
});
