import { SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { PutEmailIdentityFeedbackAttributesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { findDesk } from '../../infra/operate/deployed-desk.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo, sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(120_000);

const LIMIT = 20_000;
const NOBODY = 'bounce@simulator.amazonses.com';
const care = { serviceId: 'care' };
let desk: OpenDesk;
let mina: DeskClient;
let admin: DeskClient;
let ses: SESClient;
let secondSes: SESv2Client;

beforeAll(async () => {
  desk = await openDesk();
  [mina, admin] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('admin@example.com')]);
  const { client } = await findDesk({ data: desk.data });
  [ses, secondSes] = [new SESClient(client), new SESv2Client(client)];
});
afterAll(async () => {
  ses.destroy();
  secondSes.destroy();
  await desk.close();
});

/** Has the service send from this address what answers no mail. */
const sendFrom = async (address: string): Promise<void> => {
  const addresses = [address, 'support@desk.example.com'];
  expect(await admin.call('editService', { params: care, body: { addresses } })).toMatchObject({
    status: 200,
    body: { addresses },
  });
};
const ticketsOfCare = async () => (await mina.call('getFigures', { params: care })).body.all.created;

/** Writes to a customer whose address is none, from the service's own one: the ticket, once its mail has bounced. */
const bounced = async (): Promise<number> => {
  const { body } = await mina.call('createTicket', {
    params: care,
    body: { title: 'Your order', html: '<p>Asked by phone</p>', customer: { email: NOBODY } },
  });
  const { number } = body;
  const params = { ...care, number };
  expect((await mina.call('keepTicket', { params, body: {} })).status).toBe(200);
  expect((await mina.call('resolveTicket', { params, body: { html: '<p>It is here.</p>' } })).status).toBe(200);
  await waitUntil(`a bounce on ticket ${number}`, async () => (await bouncesOf(number))[0], LIMIT);
  return number;
};
const bouncesOf = async (number: number) =>
  (await mina.call('listEvents', { params: { ...care, number } })).body.events.filter(
    ({ type }) => type === 'mail_bounced',
  );
const mailOf = async (number: number) =>
  (await mina.call('listEntries', { params: { ...care, number } })).body.entries
    .flatMap(({ mail }) => mail ?? [])
    .at(-1);

const verify = async (address: string): Promise<void> => {
  expect(await admin.call('verifyMailAddress', { params: care, body: { address } })).toMatchObject({
    status: 200,
    body: { state: 'verified' },
  });
};
/** A customer's mail: when it is a ticket, what happened before it has been worked off. */
const untilLaterMail = async (tickets: number): Promise<void> => {
  await sendAsCustomer(desk.smtpPort, {
    from: `after${tickets}@customer.example.com`,
    to: 'support@desk.example.com',
    subject: 'Later',
    text: 'Hello',
  });
  await waitUntil(`${tickets} tickets`, async () => (await ticketsOfCare()) >= tickets, LIMIT);
  expect(await ticketsOfCare()).toBe(tickets);
};

it.each<[string, string, (address: string) => Promise<unknown>]>([
  ['an administrator had verified', 'sales@elsewhere.example', verify],
  [
    'the operator had verified by hand',
    'orders@elsewhere.example',
    (address) => ses.send(new VerifyEmailIdentityCommand({ EmailAddress: address })),
  ],
])(
  'given a sender address that %s, when its mail bounces, then its ticket says so once and nobody gets a mail',
  async (_, own, verifyFirst) => {
    await verifyFirst(own);
    await sendFrom(own);
    const before = await ticketsOfCare();
    const number = await bounced();
    expect(await mailOf(number)).toMatchObject({ status: 'sent', outcome: 'bounced' });
    expect((await sentTo(desk.outboxUrl, NOBODY)).at(-1)).toMatchObject({ from: own });
    await untilLaterMail(before + 2);
    expect(await bouncesOf(number)).toHaveLength(1);
    expect(await sentTo(desk.outboxUrl, own)).toEqual([]);
  },
);

it('given an operator who has SES mail bounces to an address, then they come there, and are no tickets when they are passed on to the desk', async () => {
  const own = 'orders@elsewhere.example';
  await secondSes.send(
    new PutEmailIdentityFeedbackAttributesCommand({ EmailIdentity: own, EmailForwardingEnabled: true }),
  );
  const before = await ticketsOfCare();
  const number = await bounced();
  const notice = await onlyMailTo(desk.outboxUrl, own, LIMIT);
  expect(notice.parsed.subject).toBe('Delivery Status Notification (Failure)');
  expect(notice.parsed.from!.value).toEqual([expect.objectContaining({ address: 'MAILER-DAEMON@amazonses.com' })]);
  await sendAsCustomer(desk.smtpPort, { envelope: { from: '', to: 'support@desk.example.com' }, raw: notice.raw });
  await untilLaterMail(before + 2);
  expect(await bouncesOf(number)).toHaveLength(1);

  // An administrator who verifies it once more has the desk switch that off.
  await verify(own);
  await bounced();
  await untilLaterMail(before + 4);
  expect(await sentTo(desk.outboxUrl, own)).toHaveLength(1);
});

it('given an invitation to nobody, then SES mails its bounce to the desk, of which no event tells, and it is no ticket', async () => {
  const before = await ticketsOfCare();
  expect(
    await admin.call('addAgent', {
      params: care,
      body: { email: 'bounce@people.example.com', name: 'Nobody', groupIds: ['delivery'] },
    }),
  ).toMatchObject({ status: 201, body: { invitation: { state: 'sent' } } });
  const notice = await onlyMailTo(desk.outboxUrl, 'no-reply@desk.example.com', LIMIT);
  expect(notice.parsed.subject).toBe('Delivery Status Notification (Failure)');
  await untilLaterMail(before + 1);
});
