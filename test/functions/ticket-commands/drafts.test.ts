import { httpDesk, type HttpDesk } from '../../support/http-desk.ts';

let desk: HttpDesk;
let number: number;
beforeEach(async () => {
  desk = await httpDesk();
  number = await desk.create();
});
const save = (
  html: string,
  version: number,
  over: { readonly as?: string; readonly uploadIds?: readonly string[] } = {},
) => {
  const { as = 'first', ...body } = over;
  return desk.call('saveDraft', { as, params: { number }, body: { html, version, ...body } });
};
const get = (as = 'first') => desk.call('getDraft', { as, params: { number } });
const discard = (version: string, as = 'first') =>
  desk.call('discardDraft', { as, params: { number }, query: { version } });
const versions = async (as = 'first') =>
  (await desk.call('listDraftVersions', { as, params: { number } })).body['versions'];

describe('getDraft', () => {
  it('given nothing written, then it is empty with version 0', async () => {
    expect(await get()).toMatchObject({
      status: 200,
      body: { version: 0, html: '', uploadIds: [], begunAt: null, savedAt: null, arrived: [] },
    });
  });
  it('shows each agent their own', async () => {
    await save('<p>Mine</p>', 0);
    await save('<p>Theirs</p>', 0, { as: 'second', uploadIds: ['upl_01abc'] });
    expect((await get()).body).toMatchObject({ version: 1, html: '<p>Mine</p>', uploadIds: [] });
    expect((await get('second')).body).toMatchObject({ version: 1, html: '<p>Theirs</p>', uploadIds: ['upl_01abc'] });
    expect((await get('boss')).body).toMatchObject({ version: 0 });
  });
  it('tells who added what since it was begun', async () => {
    await save('<p>Mine</p>', 0);
    await desk.call('commentTicket', { as: 'second', params: { number }, body: { html: '<p>He called</p>' } });
    const { body } = await get();
    expect(body['arrived']).toEqual([
      {
        entryId: expect.stringMatching(/^ent_/) as string,
        kind: 'comment',
        at: expect.stringMatching(/^2026-/) as string,
        by: { kind: 'agent', agentId: 'second' },
      },
    ]);
    expect((await save('<p>Mine, on</p>', 1)).body['arrived']).toEqual(body['arrived']);
  });
});

describe('saveDraft', () => {
  it('says what is stored now, made safe', async () => {
    expect(await save('<p>Dear</p><script>x</script>', 0)).toMatchObject({
      status: 200,
      body: { version: 1, html: '<p>Dear</p>', arrived: [] },
    });
  });
  it('given another window in between, then it names both versions, and the clock has the refused text', async () => {
    await save('<p>One</p>', 0);
    await save('<p>One and two</p>', 1);
    expect(await save('<p>One and three</p>', 1)).toMatchObject({
      status: 409,
      body: { code: 'draft_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect(await versions()).toMatchObject([{ version: 1, html: '<p>One and three</p>', sentAs: null }]);
  });
  it.each([
    [{ html: '<p>x</p>' }, '#/version'],
    [{ html: '<p>x</p>', version: -1 }, '#/version'],
    [{ version: 0 }, '#/html'],
    [{ html: 'x'.repeat(200_001), version: 0 }, '#/html'],
    [{ html: 'x', version: 0, note: 1 }, '#/note'],
  ])('refuses %#', async (body, pointer) => {
    expect(await desk.call('saveDraft', { params: { number }, body })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed', errors: [{ pointer }] },
    });
  });
  it('is not for strangers, nor for a ticket that is not there', async () => {
    expect(await save('<p>x</p>', 0, { as: 'stranger' })).toMatchObject({
      status: 404,
      body: { code: 'service_not_found' },
    });
    expect(
      await desk.call('saveDraft', { params: { number: 999 }, body: { html: '<p>x</p>', version: 0 } }),
    ).toMatchObject({ status: 404, body: { code: 'ticket_not_found' } });
    for (const id of ['getDraft', 'listDraftVersions'] as const)
      expect(await desk.call(id, { params: { number: 999 } })).toMatchObject({
        status: 404,
        body: { code: 'ticket_not_found' },
      });
  });
});

describe('discardDraft', () => {
  it('empties it, and the clock still has it', async () => {
    await save('<p>Never mind</p>', 0);
    expect(await discard('1')).toMatchObject({ status: 200, body: { version: 2, html: '', begunAt: null } });
    expect(await versions()).toMatchObject([{ version: 1, text: 'Never mind' }]);
  });
  it('given another version, then it is refused', async () => {
    await save('<p>One</p>', 0);
    await save('<p>One two</p>', 1);
    expect(await discard('1')).toMatchObject({
      status: 409,
      body: { code: 'draft_conflict', expectedVersion: 1, actualVersion: 2 },
    });
    expect((await get()).body).toMatchObject({ version: 2, html: '<p>One two</p>' });
  });
  it.each(['0', '-1', 'x', '1.5'])('refuses version %s', async (version) => {
    expect(await discard(version)).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/query/version' }] } });
  });
});

describe('a command that sends the draft', () => {
  const comment = (draftVersion: number, key?: string) =>
    desk.call('commentTicket', {
      params: { number },
      body: { html: '<p>As written</p>', draftVersion },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
  const commentsThere = async () =>
    ((await desk.call('listEntries', { params: { number } })).body['entries'] as { kind: string }[]).filter(
      ({ kind }) => kind === 'comment',
    ).length;

  it('uses it up, and the clock tells what it became', async () => {
    await save('<p>As writ</p>', 0);
    expect(await comment(1)).toMatchObject({ status: 200 });
    expect((await get()).body).toMatchObject({ version: 2, html: '', begunAt: null });
    const entries = (await desk.call('listEntries', { params: { number } })).body['entries'] as {
      id: string;
      kind: string;
    }[];
    expect(await versions()).toMatchObject([
      { version: 1, html: '<p>As written</p>', sentAs: entries.find(({ kind }) => kind === 'comment')!.id },
    ]);
  });

  it('given five who send it at once, then one does and the others are told', async () => {
    await save('<p>As written</p>', 0);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => comment(1)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'draft_conflict',
      expectedVersion: 1,
      actualVersion: 2,
    });
    expect(await commentsThere()).toBe(1);
  });

  it('given one request that is sent again under its key, then it is done once and all is well', async () => {
    await save('<p>As written</p>', 0);
    const answers = [...(await Promise.all([1, 2, 3].map(() => comment(1, 'k-1')))), await comment(1, 'k-1')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await commentsThere()).toBe(1);
    expect((await get()).body).toMatchObject({ version: 2 });
  });

  it('given a refused command, then the draft stays', async () => {
    await save('<p>As written</p>', 0);
    expect(
      await desk.call('resolveTicket', { params: { number }, body: { html: '<p>As written</p>', draftVersion: 1 } }),
    ).toMatchObject({ status: 409, body: { code: 'illegal_transition' } });
    expect((await get()).body).toMatchObject({ version: 1, html: '<p>As written</p>' });
    expect(await versions()).toEqual([]);
  });
});

describe('listDrafts', () => {
  const list = (as = 'first', query: Readonly<Record<string, string>> = {}) => desk.call('listDrafts', { as, query });

  it('has what the agent wrote and did not send, with the title of its ticket, and nothing of others', async () => {
    const other = await desk.create();
    await save('<p>Mine</p>', 0);
    await desk.call('saveDraft', { params: { number: other }, body: { html: '<p>Mine, too</p>', version: 0 } });
    await save('<p>Theirs</p>', 0, { as: 'second' });
    const { status, body } = await list();
    expect(status).toBe(200);
    expect(body).toEqual({
      drafts: [other, number].map((each) => ({
        number: each,
        title: expect.any(String) as string,
        version: 1,
        begunAt: expect.stringMatching(/^2026-/) as string,
        savedAt: expect.stringMatching(/^2026-/) as string,
      })),
      nextCursor: null,
    });
    expect((await list('boss')).body).toEqual({ drafts: [], nextCursor: null });
  });

  it('loses what is discarded or sent', async () => {
    const other = await desk.create();
    await save('<p>Mine</p>', 0);
    await desk.call('saveDraft', { params: { number: other }, body: { html: '<p>Mine, too</p>', version: 0 } });
    await discard('1');
    expect((await list()).body['drafts']).toMatchObject([{ number: other }]);
    await desk.call('commentTicket', {
      params: { number: other },
      body: { html: '<p>Mine, too</p>', draftVersion: 1 },
    });
    expect((await list()).body['drafts']).toEqual([]);
  });

  it('comes in pages, and refuses what is no page of it', async () => {
    const other = await desk.create();
    await save('<p>Mine</p>', 0);
    await desk.call('saveDraft', { params: { number: other }, body: { html: '<p>Mine, too</p>', version: 0 } });
    const { body } = await list('first', { limit: '1' });
    expect(body['drafts']).toHaveLength(1);
    const cursor = String(body['nextCursor']);
    expect((await list('first', { limit: '1', cursor })).body['drafts']).toHaveLength(1);
    expect(await list('second', { limit: '1', cursor })).toMatchObject({ status: 400 });
    expect(await list('first', { limit: '101' })).toMatchObject({ status: 400 });
  });
});
