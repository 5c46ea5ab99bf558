import { sendMail } from '../../../shared/application/mail/send-mail.ts';
import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';
import { PATIENCE, scriptedMailer, testReplyReference } from '../../support/mail-desk.ts';
import { aService } from '../../support/tickets.ts';

const html = '<p>Pull the plug</p>';
let desk: HttpDesk;
let number: number;
/** Each look at the desk's clock takes a second. */
const begin = async (parts: Parameters<typeof httpDesk>[0] = {}) => {
  desk = await httpDesk(parts);
  await desk.directory.putService(aService({ undoSeconds: 100 }));
  number = await desk.create();
  await desk.call('keepTicket', { params: { number } });
};
/** Gives how to say what is done once, when the next undo is decided and before it is saved. */
const beginInterrupted = async () => {
  let before: (() => Promise<unknown>) | undefined;
  await begin({
    aroundTickets: (tickets) => ({
      ...tickets,
      save: async (change) => {
        const first = change.takenBack === undefined ? undefined : before;
        before = undefined;
        await first?.();
        return tickets.save(change);
      },
    }),
  });
  return (first: () => Promise<unknown>) => {
    before = first;
  };
};
beforeEach(() => begin());

const resolve = async (body: object = {}) => {
  const answer = await desk.call('resolveTicket', { params: { number }, body: { html, ...body } });
  expect(answer.status).toBe(200);
  return answer.body['lastEntryId'] as string;
};
const undo = (entryId: string, more: { readonly as?: string; readonly headers?: Record<string, string> } = {}) =>
  desk.call('takeBackAnswer', { params: { number }, body: { entryId }, ...more });
const ticket = () => desk.tickets.find('support', number);
const mail = () => desk.memory.mails.values().next().value!;
const draft = async (as = 'first') => (await desk.call('getDraft', { as, params: { number } })).body;
const facts = () => desk.memory.facts.map(({ type }) => type);
const listed = async (list: string) =>
  ((await desk.call('listTickets', { query: { list } })).body['rows'] as { number: number }[]).map((row) => row.number);

it('takes the answer back: the ticket as it was, its text a draft again, and the log says so', async () => {
  const before = (await ticket())!;
  const entryId = await resolve();
  expect(await listed('my_resolved')).toEqual([number]);
  expect(await undo(entryId)).toMatchObject({
    status: 200,
    body: { number, status: 'processing', version: before.version + 2, lastEntryId: before.lastEntry!.id },
  });
  expect(await ticket()).toEqual({ ...before, version: before.version + 2 });
  expect([await listed('my_processing'), await listed('my_resolved')]).toEqual([[number], []]);
  expect(await draft()).toMatchObject({ html, version: 1, arrived: [] });
  expect(mail()).toMatchObject({ status: 'taken_back', attempts: 0 });
  expect(facts().slice(-2)).toEqual(['ticket_resolved', 'answer_taken_back']);
  const { body } = await desk.call('listEvents', { params: { number } });
  expect((body['events'] as unknown[])[0]).toMatchObject({
    type: 'answer_taken_back',
    actor: { kind: 'agent', id: 'first' },
    changes: { status: { before: 'resolved', after: 'processing' } },
    entryId,
  });
  const { body: history } = await desk.call('listEntries', { params: { number } });
  expect((history['entries'] as { id: string }[]).map(({ id }) => id)).not.toContain(entryId);
});

it('while it can be taken back the history says until when', async () => {
  const entryId = await resolve();
  const { body } = await desk.call('listEntries', { params: { number } });
  expect((body['entries'] as { id: string; mail: object }[]).find(({ id }) => id === entryId)!.mail).toMatchObject({
    status: 'queued',
    leavesAt: mail().leavesAt,
  });
});

it('gives the draft that was sent back, with its files, and they can be sent again', async () => {
  const uploadId = await desk.upload('plan.txt', 'to the exit');
  await desk.call('saveDraft', { params: { number }, body: { html, version: 0, uploadIds: [uploadId] } });
  const entryId = await resolve({ draftVersion: 1, uploadIds: [uploadId] });
  expect(await draft()).toMatchObject({ html: '', version: 2 });
  expect((await undo(entryId)).status).toBe(200);
  const file = { uploadId, name: 'plan.txt', type: 'text/plain', size: 11 };
  expect(await draft()).toMatchObject({ html, version: 3, uploadIds: [uploadId], files: [file] });
  const again = await resolve({ draftVersion: 3, uploadIds: [uploadId] });
  expect(desk.memory.entries.get(`support#${number}`)!.find(({ id }) => id === again)).toMatchObject({
    attachments: [{ name: 'plan.txt', size: 11 }],
  });
});

it('leaves the text of a draft that was begun since alone: its own is among the versions, its files come to the draft’s', async () => {
  const [sent, begun] = [await desk.upload('plan.txt', 'to the exit'), await desk.upload('map.txt', 'north')];
  const entryId = await resolve({ uploadIds: [sent] });
  await desk.call('saveDraft', { params: { number }, body: { html: '<p>More</p>', version: 0, uploadIds: [begun] } });
  expect((await undo(entryId)).status).toBe(200);
  expect(await draft()).toMatchObject({
    html: '<p>More</p>',
    version: 2,
    uploadIds: [begun, sent],
    files: [{ uploadId: begun }, { uploadId: sent, name: 'plan.txt' }],
  });
  const { body } = await desk.call('listDraftVersions', { params: { number } });
  expect(body['versions']).toMatchObject([{ html }]);
});

it('gives back what the agent wrote, without their signature, so that it is signed once when it is sent again', async () => {
  await desk.call('editMyPreferences', { body: { signatures: { support: '<p>Mina, Care</p>' } } });
  const written = `<p>Your number is 010-1234-5678</p>`;
  const signed = (of: string) => `${of}<div style="margin-top:16px"><p>Mina, Care</p></div>`;
  const stored = (id: string) => desk.memory.entries.get(`support#${number}`)!.find((entry) => entry.id === id)!;
  await desk.call('saveDraft', { params: { number }, body: { html: written, version: 0 } });
  const entryId = await resolve({ html: written, draftVersion: 1 });
  expect(stored(entryId).html).toBe(signed(written));
  const { body } = await desk.call('listDraftVersions', { params: { number } });
  expect(body['versions']).toMatchObject([{ html: written, sentAs: entryId }]);
  const selections = [{ start: 15, end: 28 }];
  const masked = await desk.call('maskEntry', { params: { number, entryId }, body: { selections, revision: 0 } });
  expect(masked.status).toBe(200);
  expect((await undo(entryId)).status).toBe(200);
  const restored = (await draft()) as { html: string; version: number };
  expect(restored.html).toBe('<p>Your number is *************</p>');
  const again = await resolve({ html: restored.html, draftVersion: restored.version });
  expect(stored(again)).toMatchObject({
    html: signed(restored.html),
    text: 'Your number is *************\n\nMina, Care',
  });
});

it('done twice it answers the same and does nothing more, with a key and without', async () => {
  const entryId = await resolve();
  const key = { headers: { 'idempotency-key': 'u-1' } };
  const first = await undo(entryId, key);
  const known = facts().length;
  for (const again of [await undo(entryId, key), await undo(entryId)])
    expect([again.status, again.body]).toEqual([200, first.body]);
  expect(facts()).toHaveLength(known);
});

it('is refused plainly', async () => {
  const entryId = await resolve();
  expect(await undo(entryId, { as: 'boss' })).toMatchObject({ status: 403, body: { code: 'answer_not_yours' } });
  expect(await undo('ent_0')).toMatchObject({ status: 404, body: { code: 'answer_not_found', entryId: 'ent_0' } });
  await desk.call('completeTicket', { as: 'boss', params: { number }, body: {} });
  expect(await undo(entryId)).toMatchObject({
    status: 409,
    body: { code: 'ticket_moved_on', ticketStatus: 'completed', because: 'status' },
  });
  expect(mail().status).toBe('queued');
});

it('what was taken back by one is not another’s', async () => {
  const entryId = await resolve();
  await undo(entryId);
  expect(await undo(entryId, { as: 'boss' })).toMatchObject({ status: 403, body: { code: 'answer_not_yours' } });
});

it('given no window, then it is too late at once', async () => {
  await desk.directory.putService(aService({ undoSeconds: 0 }));
  expect(await undo(await resolve())).toMatchObject({ status: 409, body: { code: 'undo_too_late' } });
});

it('given If-Match of another version, then it is refused as every command is', async () => {
  const entryId = await resolve();
  expect(await undo(entryId, { headers: { 'if-match': '"1"' } })).toMatchObject({
    status: 412,
    body: { code: 'version_conflict' },
  });
});

describe('a race with the sending', () => {
  /** send-mail on the same table, an hour later by its clock. */
  const sending = (meanwhile: () => Promise<unknown> = async () => {}) => {
    const mailer = scriptedMailer();
    const send = sendMail({
      tickets: desk.tickets,
      mails: desk.mails,
      directory: desk.directory,
      layouts: { find: async () => undefined },
      attachments: desk.attachments,
      replyReference: testReplyReference,
      composer: {
        compose: async () => {
          await meanwhile();
          return new Uint8Array();
        },
      },
      mailer,
      clockAndIds: { ...desk.clock, now: () => new Date(Date.parse(mail().leavesAt!) + 1) },
      log: desk.log,
      patience: PATIENCE,
      waits: { throttledSeconds: 2, quotaSeconds: 600 },
      region: 'eu-west-1',
    });
    const request = { serviceId: 'support', number, mailId: mail().id, correlationId: 'cor_1' };
    return { mailer, send: (more: object = {}) => send({ ...request, ...more }) };
  };

  it('given an undo that is written while the mail is composed, then nothing leaves, also when the message comes again', async () => {
    const entryId = await resolve();
    const { mailer, send } = sending(() => undo(entryId));
    expect(await send()).toEqual({ kind: 'later', seconds: 1 });
    expect(await send()).toEqual({ kind: 'done' });
    expect(await send({ queuedAt: new Date('2027-01-01T00:00:00.000Z'), isLastTry: true })).toEqual({ kind: 'done' });
    expect(mailer.accepted).toEqual([]);
    expect([mail().status, (await ticket())!.status]).toEqual(['taken_back', 'processing']);
  });

  it('given a mail that is taken to be sent while the undo is decided, then the undo is told, and changes nothing', async () => {
    const beforeUndo = await beginInterrupted();
    const entryId = await resolve();
    const resolved = await ticket();
    const { mailer, send } = sending();
    beforeUndo(() => send());
    expect(await undo(entryId)).toMatchObject({
      status: 409,
      body: { code: 'undo_too_late', mailStatus: 'sent', entryId },
    });
    expect(mailer.accepted).toHaveLength(1);
    expect(await ticket()).toEqual(resolved);
    expect(await draft()).toMatchObject({ version: 0 });
  });

  it('given both at once, ten times, then exactly one of them wins', async () => {
    const won = { sent: 0, undone: 0 };
    for (let time = 0; time < 10; time += 1) {
      await begin();
      const entryId = await resolve();
      const { mailer, send } = sending();
      const [answer] = await Promise.all([undo(entryId), send()]);
      expect([answer.status === 200, mail().status]).toEqual(
        mailer.accepted.length === 0 ? [true, 'taken_back'] : [false, 'sent'],
      );
      won[answer.status === 200 ? 'undone' : 'sent'] += 1;
    }
    expect(won.sent + won.undone).toBe(10);
  });
});

it('given a draft that is saved while the undo is decided, then it is decided again, and nothing is lost', async () => {
  const beforeUndo = await beginInterrupted();
  const entryId = await resolve();
  beforeUndo(() => desk.call('saveDraft', { params: { number }, body: { html: '<p>More</p>', version: 0 } }));
  expect((await undo(entryId)).status).toBe(200);
  expect(await draft()).toMatchObject({ html: '<p>More</p>', version: 2 });
});

describe('a batch', () => {
  const batch = async (key: string, numbers: readonly number[], command: object) => {
    const { status, body } = await desk.call('batchTickets', {
      headers: { 'idempotency-key': key },
      body: { numbers, command },
    });
    return { status, body, results: body['results'] as { ok: boolean; lastEntryId?: string; problem?: object }[] };
  };

  it.each(['resolve', 'pend'])('of %s is taken back in one step, with a result for each', async (kind) => {
    const numbers = [number, await desk.create(), await desk.create()];
    for (const each of numbers.slice(1)) await desk.call('keepTicket', { params: { number: each } });
    const before = await Promise.all(numbers.map((each) => desk.tickets.find('support', each)));
    const { results } = await batch('b-1', numbers, { kind, html });
    const entryIds = results.map(({ lastEntryId }) => lastEntryId!);
    await desk.call('completeTicket', { as: 'boss', params: { number: numbers[2]! }, body: {} });
    if (kind === 'pend')
      await desk.call('forwardTicket', { params: { number: numbers[2]! }, body: { assigneeId: 'boss' } });
    const undone = await batch('b-2', numbers, { kind: 'undo', entryIds });
    expect(undone.results).toMatchObject([
      { ok: true, status: 'processing' },
      { ok: true, status: 'processing' },
      { ok: false, problem: { code: 'ticket_moved_on' } },
    ]);
    for (const index of [0, 1])
      expect(await desk.tickets.find('support', numbers[index]!)).toEqual({
        ...before[index],
        version: before[index]!.version + 2,
      });
    expect(await draft()).toMatchObject({ html });
    expect((await batch('b-2', numbers, { kind: 'undo', entryIds })).results).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: false },
    ]);
  });

  it('must name one entry of each ticket', async () => {
    expect(await batch('b-1', [number], { kind: 'undo', entryIds: ['ent_1', 'ent_2'] })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer: '#/command/entryIds' }] },
    });
  });
});
