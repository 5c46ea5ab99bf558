import {
  startOutsideReceivers,
  type OutsideReceiversSimulator,
} from '../simulators/outside-receivers/start-outside-receivers.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { listenLive } from '../support/live-listener.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { onlyMailTo } from '../support/outbox.ts';
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

it('given a customer’s mail, then a trigger gives it to the next agent, the customer and the group get their mails, a URL is called until it takes the call, and the history and the log say so', async () => {
  const mina = await desk.signIn('mina@example.com');
  const admin = await desk.signIn('admin@example.com');
  const params = { serviceId: 'care' };
  const made = await admin.call('createTrigger', {
    params,
    body: {
      name: '새 문의',
      event: { kind: 'ticket_created' },
      conditions: { match: 'all', conditions: [{ field: 'ticket.channel', operator: 'is', value: 'email' }] },
      actions: [
        { kind: 'assign', groupId: 'delivery', strategy: 'sequential' },
        {
          kind: 'mail',
          to: 'customer',
          subject: '문의를 받았습니다',
          html: '<p>#{customer.name} 님, 곧 답변드리겠습니다.</p>',
        },
        { kind: 'mail', to: 'group', groupId: 'delivery', subject: 'New: #{ticket.title}', html: '<p>Please look</p>' },
        { kind: 'call_url', url: `${receivers.url}/fails/1`, secret: 'a secret of both sides' },
      ],
    },
  });
  expect(made.status).toBe(201);
  const live = await listenLive(mina, 'care');
  const customers = ['sky', 'sea', 'sun', 'sand'];
  for (const name of customers)
    await sendAsCustomer(desk.smtpPort, {
      from: { name: '김하늘', address: `${name}@customer.example.com` },
      to: 'support@desk.example.com',
      subject: `Where is the parcel of ${name}?`,
      text: 'It is late',
    });
  const rows = await Promise.all(
    customers.map((name) => live.row((row) => row.title.includes(name) && row.assigneeId !== null, { limit: 60_000 })),
  );
  // Three are in the group: each is next after the one before, whatever order the mails came in.
  const counts = [...Map.groupBy(rows, ({ assigneeId }) => assigneeId).values()].map(({ length }) => length);
  expect(counts.toSorted()).toEqual([1, 1, 2]);
  expect(rows.every(({ status, groupId }) => status === 'processing' && groupId === 'delivery')).toBe(true);
  await live.close();

  const at = { serviceId: 'care', number: rows[0]!.number };
  const { parsed } = await onlyMailTo(desk.outboxUrl, 'sky@customer.example.com', 30_000);
  expect(parsed).toMatchObject({ subject: `문의를 받았습니다 [#${String(at.number)}]` });
  expect(parsed.text).toContain('김하늘 님, 곧 답변드리겠습니다.');
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');

  const calls = await waitUntil(
    'the call to be taken',
    async () => {
      const { body } = await admin.call('listOutwardCalls', { params: at });
      return body.calls[0]?.status === 'done' ? body.calls : undefined;
    },
    60_000,
  );
  expect(calls).toMatchObject([{ kind: 'call', trigger: { name: '새 문의' }, answer: { status: 200 } }]);
  const heard = receivers.received.filter(({ headers }) => headers['x-handover-id'] === calls[0]!.id);
  expect(heard).toHaveLength(calls[0]!.attempts);

  const history = await mina.call('getTicketWithHistory', { params: at });
  expect(history.body.entries.entries).toMatchObject([
    { kind: 'trigger_mail', mailedTo: { kind: 'group' }, automatedBy: [{ name: '새 문의' }] },
    { kind: 'trigger_mail', mailedTo: { kind: 'customer' }, automatedBy: [{ name: '새 문의' }] },
    { kind: 'customer_message' },
  ]);
  const types = history.body.events.events.map(({ type }) => type);
  expect(types.filter((type) => type === 'mail_ordered')).toHaveLength(2);
  expect(types).toEqual(expect.arrayContaining(['ticket_automated', 'ticket_assigned', 'outward_ordered']));

  const { runs } = (await mina.call('listTriggerRuns', { params: at })).body;
  expect(runs.at(-1)!.considered[0]!.actions).toEqual([
    { kind: 'assign', result: 'done', of: 'delivery', why: null },
    { kind: 'mail', result: 'done', of: null, why: 'mail_ordered 1' },
    { kind: 'mail', result: 'done', of: null, why: 'mail_ordered 3' },
    { kind: 'call_url', result: 'done', of: null, why: 'call_ordered 1' },
  ]);
});
