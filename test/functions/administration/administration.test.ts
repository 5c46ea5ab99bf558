import { toPublishedOfDesk } from '../../../shared/application/events/to-published.ts';
import { dynamoNoticeRepository } from '../../../shared/adapters/dynamodb/notice-repository.ts';
import { sanitizedRichText } from '../../../shared/adapters/mail/sanitized-rich-text.ts';
import { NOTICE_BYTES, NOTICES_LIMIT } from '../../../shared/domain/notice/notice.ts';
import { httpDesk } from '../../support/http-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { aDeskFact, anAgent } from '../../support/tickets.ts';

type Asked = {
  readonly as?: string;
  readonly noticeId?: string;
  readonly body?: object;
  readonly version?: number;
  readonly serviceId?: string;
};
/**
 * The service with an administrator `boss`, a second one `chief` and an agent `mina`; an administrator `stranger` of
 * another service.
 */
const aDesk = async () => {
  const desk = await httpDesk({ richText: sanitizedRichText });
  const {
    client,
    names: { deskTable },
  } = await hostedStage();
  const notices = dynamoNoticeRepository({ client, deskTable, backoff: async () => {} });
  for (const [agentId, role] of [
    ['chief', 'administrator'],
    ['mina', 'agent'],
  ] as const)
    await desk.directory.putAgent(anAgent({ agentId, role }));
  await desk.directory.putAgent(anAgent({ serviceId: 'other', agentId: 'stranger', role: 'administrator' }));
  const call = async (
    operationId: 'createNotice' | 'editNotice' | 'deleteNotice',
    { as = 'boss', noticeId, body, version, serviceId = 'support' }: Asked,
  ) => {
    const {
      status,
      headers,
      body: answered,
    } = await desk.call(operationId, {
      as,
      params: { serviceId, ...(noticeId === undefined ? {} : { noticeId }) },
      headers: version === undefined ? {} : { 'if-match': `"${version}"` },
      ...(body && { body }),
    });
    return { status, etag: headers['etag'], body: answered };
  };
  const create = async (body: object = {}) =>
    (await call('createNotice', { body: { title: 'Holiday', html: '<p>We are closed</p>', ...body } })).body[
      'noticeId'
    ] as string;
  return {
    serviceId: 'support',
    notices,
    call,
    create,
    only: async () => (await notices.list('support'))[0],
    facts: () => desk.notices.facts,
  };
};

describe('administration of notices', () => {
  it('puts a notice up from now on, with what is safe of its text', async () => {
    const desk = await aDesk();
    const answer = await desk.call('createNotice', {
      body: { title: ' Holiday ', html: '<p onclick="x()">We are <b>closed</b></p><script>bad()</script>' },
    });
    expect(answer).toEqual({
      status: 201,
      etag: '"1"',
      body: {
        noticeId: expect.stringMatching(/^ntc_/),
        version: 1,
        title: 'Holiday',
        html: '<p>We are <b>closed</b></p>',
        pinned: false,
        from: '2026-11-22T09:00:01.000Z',
        until: null,
        createdBy: 'boss',
        createdAt: '2026-11-22T09:00:01.000Z',
        editedBy: null,
        editedAt: null,
      },
    });
    expect(await desk.only()).toMatchObject({ title: 'Holiday', html: '<p>We are <b>closed</b></p>' });
  });

  it('puts a pinned one up for a time, whatever the offsets that it was told in', async () => {
    const desk = await aDesk();
    await desk.create({ pinned: true, from: '2026-12-24T09:00:00+09:00', until: '2026-12-24T00:00:00Z' });
    expect(await desk.only()).toMatchObject({
      pinned: true,
      from: '2026-12-24T00:00:00.000Z',
      until: '2026-12-24T00:00:00.000Z',
    });
  });

  it.each([
    ['nothing to read', { html: '<script>bad()</script>' }, 400, '#/html'],
    [
      'an end before its beginning',
      { from: '2026-12-24T09:00:00+09:00', until: '2026-12-23T23:59:59Z' },
      400,
      '#/until',
    ],
    ['an end before now', { until: '2026-11-22T09:00:00Z' }, 400, '#/until'],
    ['no title', { title: '  ' }, 400, '#/title'],
    ['a time without its offset', { from: '2026-12-24T09:00:00' }, 400, '#/from'],
    ['more text than fits', { html: `<p>${'가'.repeat(NOTICE_BYTES / 3)}</p>` }, 413, undefined],
  ])('refuses a notice with %s', async (__, body, status, pointer) => {
    const desk = await aDesk();
    const answer = await desk.call('createNotice', {
      body: { title: 'Holiday', html: '<p>We are closed</p>', ...body },
    });
    expect(answer).toMatchObject({
      status,
      body:
        pointer === undefined
          ? { code: 'too_large', limitBytes: NOTICE_BYTES }
          : { code: 'validation_failed', errors: [{ pointer }] },
    });
    expect(await desk.only()).toBeUndefined();
  });

  it('takes as many as a service may have and no more, until one is taken down', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    const first = (await desk.only())!;
    await Promise.all(
      Array.from({ length: NOTICES_LIMIT - 2 }, (___, i) =>
        desk.notices.save({ ...first, noticeId: `ntc_${i}` }, undefined, aDeskFact({ id: `evt_${i}` })),
      ),
    );
    expect(await desk.call('createNotice', { body: { title: 'The last', html: '<p>Read</p>' } })).toMatchObject({
      status: 201,
    });
    expect(await desk.call('createNotice', { body: { title: 'One more', html: '<p>Read</p>' } })).toMatchObject({
      status: 409,
      body: { code: 'too_many_notices', limit: NOTICES_LIMIT },
    });
    await desk.call('deleteNotice', { noticeId });
    expect(await desk.call('createNotice', { body: { title: 'One more', html: '<p>Read</p>' } })).toMatchObject({
      status: 201,
    });
  });

  it('changes what is named and leaves the rest, and says who did', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create({ until: '2026-12-31T00:00:00Z' });
    expect(
      await desk.call('editNotice', {
        as: 'chief',
        noticeId,
        version: 1,
        body: { title: 'Long holiday', pinned: true },
      }),
    ).toMatchObject({
      status: 200,
      etag: '"2"',
      body: {
        version: 2,
        title: 'Long holiday',
        html: '<p>We are closed</p>',
        pinned: true,
        until: '2026-12-31T00:00:00.000Z',
        createdBy: 'boss',
        editedBy: 'chief',
        editedAt: expect.any(String),
      },
    });
    expect(
      await desk.call('editNotice', { noticeId, body: { until: null, html: '<p>Open <i>again</i></p>' } }),
    ).toMatchObject({ body: { version: 3, until: null, title: 'Long holiday', html: '<p>Open <i>again</i></p>' } });
    expect(await desk.only()).not.toHaveProperty('until');
  });

  it('leaves a fact of each change, which tells it to the log and names it to others without its words, and none where nothing changes', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create({ title: 'A secret' });
    await desk.call('editNotice', {
      as: 'chief',
      noticeId,
      body: { title: 'Another secret', until: '2027-01-01T00:00:00Z' },
    });
    expect(await desk.call('editNotice', { noticeId, body: { pinned: false } })).toMatchObject({
      status: 200,
      body: { version: 2, editedBy: 'chief' },
    });
    await desk.call('deleteNotice', { noticeId });
    await desk.call('deleteNotice', { noticeId });
    const subject = { kind: 'notice', id: noticeId };
    expect(desk.facts()).toMatchObject([
      {
        type: 'settings_changed',
        actor: { id: 'boss' },
        action: 'created',
        subject,
        changed: ['from', 'html', 'pinned', 'title'],
      },
      {
        actor: { id: 'chief' },
        action: 'changed',
        subject,
        changed: ['title', 'until'],
        members: [
          { name: 'title', told: 'values', before: 'A secret', after: 'Another secret' },
          { name: 'until', told: 'values', after: '2027-01-01T00:00:00.000Z' },
        ],
      },
      { actor: { id: 'boss' }, action: 'removed', subject, changed: [] },
    ]);
    expect(JSON.stringify(desk.facts().map(toPublishedOfDesk))).not.toContain('secret');
  });

  it.each([
    ['nothing at all', {}],
    ['something unknown', { color: 'red' }],
    ['times that cross', { until: '2020-01-01T00:00:00Z' }],
    ['nothing to read', { html: '<p> </p>' }],
    ['no title', { title: null }],
  ])('refuses to change %s', async (__, body) => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    expect(await desk.call('editNotice', { noticeId, body })).toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
    expect(await desk.only()).toMatchObject({ version: 1 });
  });

  it('refuses to change or take down a version that is not the one that was read', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    await desk.call('editNotice', { noticeId, body: { pinned: true } });
    const refused = { status: 412, body: { code: 'version_conflict', expectedVersion: 1, actualVersion: 2 } };
    expect(await desk.call('editNotice', { noticeId, version: 1, body: { title: 'Too late' } })).toMatchObject(refused);
    expect(await desk.call('deleteNotice', { noticeId, version: 1 })).toMatchObject(refused);
    expect(await desk.only()).toMatchObject({ version: 2, title: 'Holiday' });
  });

  it('takes a notice down, once', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    expect(await desk.call('deleteNotice', { noticeId, version: 1 })).toMatchObject({
      status: 200,
      body: { noticeId },
    });
    expect(await desk.only()).toBeUndefined();
    for (const operationId of ['deleteNotice', 'editNotice'] as const)
      expect(
        await desk.call(operationId, { noticeId, ...(operationId === 'editNotice' && { body: { pinned: true } }) }),
      ).toMatchObject({ status: 404, body: { code: 'notice_not_found' } });
  });

  it('loses none of many changes to one notice at once', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (__, i) => desk.call('editNotice', { noticeId, body: { title: `Title ${i}` } })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(answers.map(({ body }) => body['version']).toSorted()).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('lets one of many win who change the version that all have read', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (__, i) =>
        desk.call('editNotice', { noticeId, version: 1, body: { title: `Title ${i}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it.each<[string, string, number]>([
    ['an agent', 'mina', 403],
    ['an administrator of another service', 'stranger', 404],
  ])('is refused to %s', async (__, as, status) => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    expect(await desk.call('createNotice', { as, body: { title: 'Mine', html: '<p>Mine</p>' } })).toMatchObject({
      status,
    });
    expect(await desk.call('editNotice', { as, noticeId, body: { title: 'Mine' } })).toMatchObject({ status });
    expect(await desk.call('deleteNotice', { as, noticeId })).toMatchObject({ status });
    expect(await desk.notices.list(desk.serviceId)).toMatchObject([{ version: 1, title: 'Holiday' }]);
  });

  it('does not reach a notice through another service', async () => {
    const desk = await aDesk();
    const noticeId = await desk.create();
    expect(await desk.call('deleteNotice', { as: 'stranger', serviceId: 'other', noticeId })).toMatchObject({
      status: 404,
      body: { code: 'notice_not_found' },
    });
    expect(await desk.only()).toBeDefined();
  });
});
