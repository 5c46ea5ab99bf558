import { systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoMailCounts } from '../../shared/adapters/dynamodb/mail-counts.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { orderOutward } from '../../shared/application/triggers/order-outward.ts';
import type { TriggerAction } from '../../shared/domain/trigger/trigger.ts';
import {
  startOutsideReceivers,
  type OutsideReceiversSimulator,
} from '../simulators/outside-receivers/start-outside-receivers.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { openTables } from '../support/desk-tables.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
import { aTrigger } from '../support/outward.ts';
import { aChange } from '../support/tickets.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

let receivers: OutsideReceiversSimulator;
let desk: OpenDesk;
beforeAll(async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  receivers = await startOutsideReceivers(tls);
  desk = await openDesk({
    config: { customerInformation: { allowedHosts: [receivers.host], authority: tls.certificate } },
  });
});
afterAll(async () => {
  await desk.close();
  await receivers.stop();
});

it('given what triggers did to a ticket, then the customer and a group get their mails, a URL is called until it takes the call, and the history and the log say so', async () => {
  const mina = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  const params = { serviceId: 'care' };
  const {
    body: { number },
  } = await mina.call('createTicket', {
    params,
    body: {
      title: 'Where is my parcel?',
      html: '<p>It is late</p>',
      customer: { name: '김하늘', email: 'sky@customer.example.com' },
      groupId: 'delivery',
    },
  });
  const at = { serviceId: 'care', number };

  // What the evaluation of triggers does with what fired, in its own transaction.
  const tables = await openTables(desk.data);
  const on = { ...tables, backoff: async () => {}, now: () => new Date() };
  const tickets = dynamoTicketRepository(on);
  const directory = dynamoDeskDirectory(on);
  const actions: readonly TriggerAction[] = [
    {
      kind: 'mail',
      to: 'customer',
      subject: '문의를 받았습니다',
      html: '<p>#{customer.name} 님, 곧 답변드리겠습니다.</p>',
    },
    { kind: 'mail', to: 'group', subject: 'New: #{ticket.title}', html: '<p>Please look</p>' },
    { kind: 'call_url', url: `${receivers.url}/fails/1` },
  ];
  const [service, stored] = [await directory.findService('care'), await tickets.find('care', number)];
  const ticket = { ...stored!, version: stored!.version + 1 };
  const { facts, told, ...ordered } = await orderOutward({
    directory,
    mailCounts: dynamoMailCounts(on),
    richText: sanitizedRichText,
    clock: systemClockAndIds(),
  })({
    ticket,
    automation: {
      mails: actions.flatMap((action) => (action.kind === 'mail' ? [{ triggerId: 'trg_1', ...action }] : [])),
      calls: [{ triggerId: 'trg_1', triggerVersion: 3, action: 2 }],
      notices: [],
    },
    triggers: [aTrigger({ serviceId: 'care', name: '새 문의', actions })],
    snapshot: { service: service!, fields: {}, definitions: [] },
    context: { at: new Date().toISOString(), correlationId: 'cor_9', link: { chainId: 'evt_0', depth: 1 } },
  });
  expect(told.map(({ word }) => word)).toEqual(['mail_ordered 1', 'mail_ordered 3', 'call_ordered 1']);
  expect((await tickets.save({ ...aChange(ticket), ...ordered, furtherFacts: facts })).ok).toBe(true);

  const { parsed } = await onlyMailTo(desk.outboxUrl, 'sky@customer.example.com', 30_000);
  expect(parsed).toMatchObject({ subject: `문의를 받았습니다 [#${String(number)}]` });
  expect(parsed.text).toContain('김하늘 님, 곧 답변드리겠습니다.');
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
  const toAgents = await onlyMailTo(desk.outboxUrl, 'mina@example.com', 30_000);
  expect(toAgents.sent.to).toEqual(
    expect.arrayContaining(['mina@example.com', 'jun@example.com', 'admin@example.com']),
  );
  expect(toAgents.parsed.html).toContain(`${desk.url}/s/care/all/${String(number)}`);

  const calls = await waitUntil(
    'the call to be taken',
    async () => {
      const { body } = await admin.call('listOutwardCalls', { params: at });
      return body.calls[0]?.status === 'done' ? body.calls : undefined;
    },
    60_000,
  );
  expect(calls).toMatchObject([{ kind: 'call', attempts: 2, trigger: { name: '새 문의' }, answer: { status: 200 } }]);
  expect(receivers.received.map(({ headers }) => headers['x-handover-id'])).toEqual([calls[0]!.id, calls[0]!.id]);

  const history = await mina.call('getTicketWithHistory', { params: at });
  expect(history.body.entries.entries).toMatchObject([
    { kind: 'trigger_mail', mailedTo: { kind: 'group' }, mail: { status: 'sent' } },
    { kind: 'trigger_mail', mailedTo: { kind: 'customer' }, trigger: { name: '새 문의' }, mail: { status: 'sent' } },
    { kind: 'customer_message' },
  ]);
  const types = history.body.events.events.map(({ type }) => type);
  expect(types.filter((type) => type === 'mail_ordered')).toHaveLength(2);
  expect(types).toEqual(expect.arrayContaining(['outward_ordered', 'mail_sent']));
  tables.close();
});
