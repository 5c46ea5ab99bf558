import { join } from 'node:path';
import { deskClient, type DeskClient } from '../support/desk-client.ts';
import { sendAsCustomer } from '../support/customer-mail.ts';
import { HURRIED, startDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { startRunningDesk, throwawayFolder, type RunningDesk } from '../support/running-desk.ts';
import { tokenFor } from '../support/sign-in.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(240_000);

const UNDO_SECONDS = 8;
const care = { serviceId: 'care' };
const customerOf = (name: string) => `${name}@customer.example.com`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('given answers whose mails wait to be taken back, when the whole process group is killed within the window, then those that were taken back never leave and each other leaves once', async () => {
  const folder = throwawayFolder();
  const data = join(folder.path, 'data');
  let desk: RunningDesk = await startDesk({ data, config: HURRIED });
  const { port } = desk;
  const signedIn = async (): Promise<DeskClient> =>
    deskClient(desk.url, (await tokenFor(desk.url, 'admin@example.com', 'Handover-Test-1')).accessToken);
  try {
    let admin = await signedIn();
    await admin.call('editService', { params: care, body: { undoSeconds: UNDO_SECONDS } });
    const numbers = new Map<string, number>();
    for (const name of ['stays', 'taken', 'torn'])
      await sendAsCustomer(port + 4, {
        from: customerOf(name),
        to: 'support@desk.example.com',
        subject: name,
        text: 'When does it come?',
      });
    await waitUntil(
      'the tickets',
      async () => {
        const { body } = await admin.call('listTickets', { params: care, query: { list: 'all' } });
        for (const { title, number } of body.rows) numbers.set(title, number);
        return numbers.size === 3;
      },
      30_000,
    );
    const params = (name: string) => ({ ...care, number: numbers.get(name)! });
    const answer = async (name: string): Promise<string> => {
      await admin.call('keepTicket', { params: params(name), body: { groupId: 'delivery' } });
      const { status, body } = await admin.call('resolveTicket', {
        params: params(name),
        body: { html: '<p>Tomorrow</p>' },
      });
      expect(status).toBe(200);
      return body.lastEntryId!;
    };
    const undo = (name: string, entryId: string) =>
      admin.call('takeBackAnswer', { params: params(name), body: { entryId } });

    await answer('stays');
    expect((await undo('taken', await answer('taken'))).body.status).toBe('processing');
    const torn = undo('torn', await answer('torn')).then(
      ({ status }) => status === 200,
      () => undefined,
    );
    await desk.killHard();
    const tornAnswer = await torn;
    desk = await startRunningDesk({ data, port, config: HURRIED });
    admin = await signedIn();

    await waitUntil(
      'the mail that stays',
      async () => (await sentTo(desk.outboxUrl, customerOf('stays'))).length > 0,
      60_000,
      500,
    );
    // Longer than the window and the settle time: a second sending, or one of what was taken back, would have shown.
    await pause((UNDO_SECONDS + 8) * 1000);
    const sent = async (name: string) => (await sentTo(desk.outboxUrl, customerOf(name))).length;
    const statusOf = async (name: string) => (await admin.call('getTicket', { params: params(name) })).body.status;
    expect([await statusOf('stays'), await sent('stays')]).toEqual(['resolved', 1]);
    expect([await statusOf('taken'), await sent('taken')]).toEqual(['processing', 0]);
    // Killed while it was asked for: done whole or not at all, whatever its agent was told.
    const tornStatus = await statusOf('torn');
    if (tornAnswer === true) expect(tornStatus).toBe('processing');
    expect([tornStatus, await sent('torn')]).toEqual(tornStatus === 'processing' ? ['processing', 0] : ['resolved', 1]);
  } finally {
    await desk.killHard();
    folder.remove();
  }
});
