import { join } from 'node:path';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { sendUntilTaken } from '../support/customer-mail.ts';
import { HURRIED, startDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { operate, startRunningDesk, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(480_000);

const MAILS = 200;
const KILLS = 4;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const customerOf = (i: number) => `customer-${i}@customer.example.com`;
const titleOf = (i: number) => `Question ${i} of many`;

type Row = { readonly number: number; readonly title: string; readonly status: string };
const everyRow = async (client: DeskClient): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof client.call<'listTickets'>>> = await client.call('listTickets', {
      params: { serviceId: 'care' },
      query: { list: 'all', limit: 100, ...(cursor === null ? {} : { cursor }) },
    });
    if (page.status !== 200) throw new Error(`the list answered ${page.status}`);
    rows.push(...page.body.rows);
    cursor = page.body.nextCursor;
  } while (cursor !== null);
  return rows;
};

it(`given ${MAILS} mails and an agent who answers them, when the whole process group is killed ${KILLS} times at random moments, then nothing accepted or decided is lost or doubled`, async () => {
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  let desk: RunningDesk = await startDesk({ data, config: HURRIED });
  const port = desk.port;
  let finished = false;
  try {
    const { accessToken } = await tokenFor(desk.url, 'admin@example.com', 'Handover-Test-1');
    const admin = deskClient(desk.url, accessToken);

    const accepted = new Set<number>();
    const customers = async (): Promise<void> => {
      const waiting = Array.from({ length: MAILS }, (_, i) => i);
      const sender = async (): Promise<void> => {
        for (let i = waiting.shift(); i !== undefined; i = waiting.shift()) {
          await sendUntilTaken(port + 4, {
            from: customerOf(i),
            to: 'support@desk.example.com',
            subject: titleOf(i),
            text: `This is question ${i}.`,
            messageId: `<question-${i}@customer.example.com>`,
          });
          accepted.add(i);
          await pause(20);
        }
      };
      await Promise.all([sender(), sender(), sender()]);
    };

    // The agent keeps and resolves what is unassigned; what was answered with 200 counts as decided.
    const decided = new Set<number>();
    const agent = async (): Promise<void> => {
      while (!finished) {
        try {
          const { body } = await admin.call('listTickets', {
            params: { serviceId: 'care' },
            query: { list: 'all_unassigned', order: 'oldest', limit: 10 },
          });
          for (const row of body.rows.slice(0, 6)) {
            const params = { serviceId: 'care', number: row.number };
            await admin.call('keepTicket', { params, body: { groupId: 'delivery' } });
            const answer = await admin.call('resolveTicket', {
              params,
              body: { html: `<p>Answer to ${row.number}</p>` },
            });
            if (answer.status === 200) decided.add(row.number);
          }
        } catch {
          /* the desk is down: agents try again */
        }
        await pause(100);
      }
    };

    const working = agent();
    const writing = customers();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(1_500 + Math.random() * 3_000);
      await desk.killHard();
      desk = await startRunningDesk({ data, port, config: HURRIED });
    }
    await writing;

    const rows = await waitUntil(
      'every accepted mail to be a ticket',
      async () => {
        const all = await everyRow(admin);
        return new Set(all.map((row) => row.title)).size >= MAILS ? all : undefined;
      },
      180_000,
      1_000,
    );
    await waitUntil('the agent to have decided enough', () => decided.size >= 40, 60_000);
    finished = true;
    await working;

    // Every mail that was taken is a ticket exactly once.
    expect(accepted.size).toBe(MAILS);
    const finalRows = await everyRow(admin);
    expect(finalRows.map((row) => row.title).sort()).toEqual(
      Array.from({ length: MAILS }, (_, i) => titleOf(i)).sort(),
    );
    expect(rows.length).toBe(MAILS);

    // Every decided answer is in the outbox exactly once, and none that was not decided.
    const resolved = new Map(
      finalRows.filter((row) => row.status === 'resolved').map((row) => [row.number, row.title]),
    );
    for (const number of decided) expect(resolved.has(number)).toBe(true);
    const indexOf = (title: string) => Number(/\d+/.exec(title)![0]);
    await waitUntil(
      'every decided answer to be in the outbox',
      async () => {
        for (const title of resolved.values())
          if ((await sentTo(desk.outboxUrl, customerOf(indexOf(title)))).length === 0) return false;
        return true;
      },
      120_000,
      1_000,
    );
    await pause(8_000); // longer than the settle time: a second sending would have shown
    for (const row of finalRows) {
      expect([row.number, (await sentTo(desk.outboxUrl, customerOf(indexOf(row.title)))).length]).toEqual([
        row.number,
        row.status === 'resolved' ? 1 : 0,
      ]);
    }

    // And the figures still equal a recount.
    await waitUntil(
      'the figures to equal a recount',
      async () => (await operate(desk, 'reconcile', '--service', 'care')).includes('no difference'),
      30_000,
      1_000,
    );
  } finally {
    finished = true;
    await desk.killHard();
    folder.remove();
  }
});
