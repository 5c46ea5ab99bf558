import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sendUntilTaken } from '../support/customer-mail.ts';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { startDesk } from '../support/open-desk.ts';
import { operate, type RunningDesk, startRunningDesk, throwawayFolder } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(600_000);

const CARE = { serviceId: 'care' };
const ENGINEERING = { serviceId: 'engineering' };
/** Milliseconds for each stage, on a machine under the load of other tests. */
const WITHIN = 240_000;
const TICKETS = 6;
const NTHS = Array.from({ length: TICKETS }, (_, index) => index + 1);
/** Milliseconds after orders and solutions at which the whole process group is killed. */
const UNTIL_KILL = { ordered: 150, solved: 250 };

it(`given ${TICKETS} tickets that are handed over and solved, when the whole process group is killed amid both, then each is one issue ticket and comes back once`, async () => {
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  let desk: RunningDesk = await startDesk({ data });
  const { port } = desk;
  const killed = async () => {
    await desk.killHard();
    desk = await startRunningDesk({ data, port });
  };
  const clientOf = async (email: string) =>
    deskClient(desk.url, (await tokenFor(desk.url, email, 'Handover-Test-1')).accessToken);
  const rowsOf = async (client: DeskClient, place: { readonly serviceId: string }) =>
    (await client.call('listTickets', { params: place, query: { list: 'all', limit: 100 } })).body.rows;
  try {
    const [jun, engineer] = [await clientOf('jun@example.com'), await clientOf('engineer@example.com')];
    for (const nth of NTHS)
      await sendUntilTaken(port + 4, {
        from: `customer-${nth}@customer.example.com`,
        to: 'support@desk.example.com',
        subject: `Question ${nth}`,
        text: 'It burns',
        messageId: `<question-${nth}@customer.example.com>`,
      });
    const tickets = await waitUntil(
      'the tickets',
      async () => {
        const rows = await rowsOf(jun, CARE);
        return rows.length === TICKETS && rows;
      },
      WITHIN,
      500,
    );

    for (const { number, title } of tickets) {
      expect((await jun.call('keepTicket', { params: { ...CARE, number }, body: {} })).status).toBe(200);
      const ordered = await jun.call('escalateTicket', {
        params: { ...CARE, number },
        body: { targetServiceId: 'engineering', title, html: '<p>It burns</p>' },
      });
      expect(ordered.status).toBe(200);
    }
    await pause(UNTIL_KILL.ordered);
    await killed();
    const issues = await waitUntil(
      'each to wait for an issue ticket',
      async () => {
        const [here, there] = [await rowsOf(jun, CARE), await rowsOf(engineer, ENGINEERING)];
        return here.every(({ status }) => status === 'transferred') && there.length >= TICKETS && there;
      },
      WITHIN,
      500,
    );
    expect(issues.map(({ title }) => title).toSorted()).toEqual(NTHS.map((nth) => `Question ${nth}`));

    for (const { number } of issues) {
      const place = { ...ENGINEERING, number };
      expect((await engineer.call('keepTicket', { params: place, body: {} })).status).toBe(200);
      const solved = await engineer.call('resolveTicket', { params: place, body: { html: '<p>Mended</p>' } });
      expect(solved.status).toBe(200);
    }
    await pause(UNTIL_KILL.solved);
    await killed();
    await waitUntil(
      'each to come back',
      async () => (await rowsOf(jun, CARE)).every(({ status }) => status === 'transfer_completed'),
      WITHIN,
      500,
    );
    for (const { number } of tickets) {
      const { body } = await jun.call('listEvents', { params: { ...CARE, number } });
      const moves = body.events.map(({ type }) => type).filter((type) => /transfer/.test(type));
      expect(moves.toSorted()).toEqual(['ticket_transferred', 'transfer_moved', 'transfer_ordered']);
    }
    await waitUntil(
      'the figures to equal a recount',
      async () =>
        /no difference/.test(await operate(desk, 'reconcile', '--service', 'care')) &&
        /no difference/.test(await operate(desk, 'reconcile', '--service', 'engineering')),
      WITHIN,
      1000,
    );
  } finally {
    await desk.killHard();
    folder.remove();
  }
});
