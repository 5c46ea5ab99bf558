import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  startOutsideReceivers,
  type OutsideReceiversSimulator,
} from '../simulators/outside-receivers/start-outside-receivers.ts';
import { keptCertificate } from '../simulators/self-signed-certificate.ts';
import { sendUntilTaken } from '../support/customer-mail.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { startDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { operate, startRunningDesk, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(900_000);

const CARE = { serviceId: 'care' };
const KILLS = 3;
/** Mails between two kills; all of them together are a multiple of the group's three agents. */
const MAILS_AT_ONCE = 6;
const MAILS = MAILS_AT_ONCE * (KILLS + 1);
/** Milliseconds after the last mail of a batch was taken: amid evaluation, distribution, sending and calling. */
const UNTIL_KILL = [100, 600, 1300];
/** Milliseconds: a queue gives what a killed function held to the next one after three minutes. */
const WITHIN = 300_000;
const customerOf = (nth: number) => `customer-${nth}@customer.example.com`;
const titleOf = (nth: number) => `Question ${nth}`;
const NTHS = [...Array(MAILS).keys()];

const deliver = (port: number, nth: number): Promise<void> =>
  sendUntilTaken(port + 4, {
    from: customerOf(nth),
    to: 'support@desk.example.com',
    subject: titleOf(nth),
    text: 'Where is it?',
    messageId: `<question-${nth}@customer.example.com>`,
  });

const makeTriggers = async (admin: DeskClient, receivers: OutsideReceiversSimulator): Promise<void> => {
  type NewTrigger = NonNullable<NonNullable<Parameters<typeof admin.call<'createTrigger'>>[1]>['body']>;
  const triggers: readonly NewTrigger[] = [
    {
      name: 'New mails',
      event: { kind: 'ticket_created' },
      conditions: { match: 'all', conditions: [{ field: 'ticket.channel', operator: 'is', value: 'email' }] },
      actions: [
        { kind: 'assign', groupId: 'delivery', strategy: 'sequential' },
        { kind: 'mail', to: 'customer', subject: 'We have it', html: '<p>Soon</p>' },
        { kind: 'call_url', url: `${receivers.url}/calls`, secret: 'a secret of both sides' },
      ],
    },
    {
      name: 'Handed out',
      event: { kind: 'ticket_assigned' },
      conditions: { match: 'all', conditions: [{ field: 'ticket.status', operator: 'is', value: 'processing' }] },
      actions: [{ kind: 'comment', html: '<p>Handed out</p>' }],
    },
  ];
  for (const body of triggers)
    expect(await admin.call('createTrigger', { params: CARE, body })).toMatchObject({ status: 201 });
};

it(`given ${MAILS} mails that triggers hand out, answer and call a URL for, when the whole process group is killed ${KILLS} times amid it, then each is done once for each ticket, evenly, and every figure and list says so`, async () => {
  const tls = keptCertificate('.build/simulators-certificate.json');
  const receivers = await startOutsideReceivers(tls);
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  const config = { customerInformation: { allowedHosts: [receivers.host], authority: tls.certificate } };
  let desk: RunningDesk = await startDesk({ data, config });
  const { port } = desk;
  try {
    const { accessToken } = await tokenFor(desk.url, 'admin@example.com', 'Handover-Test-1');
    const admin = deskClient(desk.url, accessToken);
    await makeTriggers(admin, receivers);

    for (let batch = 0; batch <= KILLS; batch += 1) {
      const nths = NTHS.slice(batch * MAILS_AT_ONCE, (batch + 1) * MAILS_AT_ONCE);
      await Promise.all(nths.map((nth) => deliver(port, nth)));
      const until = UNTIL_KILL[batch];
      if (until === undefined) break;
      await pause(until);
      await desk.killHard();
      desk = await startRunningDesk({ data, port, config });
    }

    const rows = await waitUntil(
      'every ticket to be somebody’s',
      async () => {
        const { body } = await admin.call('listTickets', { params: CARE, query: { list: 'all', limit: 100 } });
        return body.rows.length >= MAILS && body.rows.every(({ assigneeId }) => assigneeId !== null) && body.rows;
      },
      WITHIN,
      1000,
    );
    expect(rows.map(({ title }) => title).toSorted()).toEqual(NTHS.map(titleOf).toSorted());
    expect([...Map.groupBy(rows, ({ assigneeId }) => assigneeId).values()].map(({ length }) => length)).toEqual([
      MAILS / 3,
      MAILS / 3,
      MAILS / 3,
    ]);
    const callsOf = async (number: number) =>
      (await admin.call('listOutwardCalls', { params: { ...CARE, number } })).body.calls;
    const calls = await waitUntil(
      'every call to be taken',
      async () => {
        const all = (await Promise.all(rows.map(({ number }) => callsOf(number)))).flat();
        return all.length >= MAILS && all.every(({ status }) => status === 'done') && all;
      },
      WITHIN,
      2000,
    );
    // A call that was cut off is made again as the same one: the receiver can tell.
    expect(calls).toHaveLength(MAILS);
    expect(new Set(receivers.received.map(({ headers }) => headers['x-handover-id']))).toEqual(
      new Set(calls.map(({ id }) => id)),
    );
    await waitUntil(
      'every customer to have their mail',
      async () => {
        for (const nth of NTHS) if ((await sentTo(desk.outboxUrl, customerOf(nth))).length === 0) return false;
        return true;
      },
      WITHIN,
      2000,
    );
    await waitUntil(
      'all that triggers say to be in the histories, and the figures to equal a recount',
      async () => {
        for (const { number } of rows) {
          const { entries, events } = (await admin.call('getTicketWithHistory', { params: { ...CARE, number } })).body;
          expect([number, entries.entries.map(({ kind }) => kind).toSorted()]).toEqual([
            number,
            ['comment', 'customer_message', 'trigger_mail'],
          ]);
          const types = events.events.map(({ type }) => type);
          for (const once of ['ticket_assigned', 'mail_ordered', 'outward_ordered'])
            expect([number, once, types.filter((type) => type === once)]).toEqual([number, once, [once]]);
          const { runs } = (await admin.call('listTriggerRuns', { params: { ...CARE, number } })).body;
          const fired = runs.flatMap(({ considered }) => considered.filter(({ outcome }) => outcome === 'fired'));
          expect([number, fired.map(({ name }) => name).toSorted()]).toEqual([number, ['Handed out', 'New mails']]);
        }
        return (await operate(desk, 'reconcile', '--service', 'care')).includes('no difference');
      },
      WITHIN,
      2000,
    );
    for (const nth of NTHS) expect([nth, (await sentTo(desk.outboxUrl, customerOf(nth))).length]).toEqual([nth, 1]);
    const { body } = await admin.call('listTickets', { params: CARE, query: { list: 'my_processing', limit: 100 } });
    expect(body.rows).toHaveLength(MAILS / 3);
  } finally {
    await desk.killHard();
    await receivers.stop();
    folder.remove();
  }
});
