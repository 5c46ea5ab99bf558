import { dynamoNoticeRepository } from '../../../shared/adapters/dynamodb/notice-repository.ts';
import type { Notice } from '../../../shared/domain/notice/notice.ts';
import { httpDesk } from '../../support/http-desk.ts';
import { hostedStage } from '../../support/roles/stage-of-file.ts';
import { aDeskFact, anAgent } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const aNotice = (noticeId: string, over: Partial<Notice> = {}): Notice => ({
  serviceId: 'support',
  noticeId,
  version: 1,
  title: noticeId,
  html: '<p>Read</p>',
  pinned: false,
  from: '2026-11-20T00:00:00.000Z',
  createdBy: 'boss',
  createdAt: '2026-11-20T00:00:00.000Z',
  ...over,
});

const aDesk = async () => {
  const desk = await httpDesk({ now: NOW });
  const {
    client,
    names: { deskTable },
  } = await hostedStage();
  const notices = dynamoNoticeRepository({ client, deskTable, backoff: async () => {} });
  await desk.directory.putAgent(anAgent({ agentId: 'mina' }));
  for (const [index, notice] of [
    aNotice('older'),
    aNotice('newer', { from: '2026-11-21T00:00:00.000Z' }),
    aNotice('pinned', { pinned: true, from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' }),
    aNotice('over', { until: '2026-11-22T09:00:00.000Z' }),
    aNotice('to come', { from: '2026-11-22T09:00:00.001Z' }),
    aNotice('another service’s', { serviceId: 'other' }),
  ].entries())
    await notices.save(notice, undefined, aDeskFact({ id: `evt_${index}` }));
  return async (sub: string | undefined, query?: Record<string, string>) => {
    const { status, body } = await desk.call('listNotices', { as: sub ?? null, ...(query && { query }) });
    return {
      status,
      body,
      ids: (body['notices'] as readonly { readonly noticeId: string }[] | undefined)?.map(({ noticeId }) => noticeId),
    };
  };
};

describe('listNotices', () => {
  it.each(['mina', 'boss'])('shows %s what is to be read now: pinned ones first, then the newest', async (sub) => {
    const ask = await aDesk();
    expect((await ask(sub)).ids).toEqual(['pinned', 'newer', 'older']);
    expect((await ask(sub, { which: 'current' })).ids).toEqual(['pinned', 'newer', 'older']);
  });

  it('shows each whole', async () => {
    expect((await (await aDesk())('mina')).body['notices']).toContainEqual({
      noticeId: 'pinned',
      version: 1,
      title: 'pinned',
      html: '<p>Read</p>',
      pinned: true,
      from: '2026-11-01T00:00:00.000Z',
      until: '2026-12-01T00:00:00.000Z',
      createdBy: 'boss',
      createdAt: '2026-11-20T00:00:00.000Z',
      editedBy: null,
      editedAt: null,
    });
  });

  it('says when to ask again: once the next one begins or ends', async () => {
    const ask = await aDesk();
    expect((await ask('mina')).body['changesInSeconds']).toBe(1);
    expect((await ask('boss', { which: 'all' })).body['changesInSeconds']).toBe(1);
  });

  it('says that nothing changes by itself when no time is to come', async () => {
    const desk = await httpDesk({ now: NOW });
    expect((await desk.call('listNotices', { as: 'boss' })).body).toEqual({ notices: [], changesInSeconds: null });
  });

  it('shows an administrator also what is over or to come', async () => {
    expect((await (await aDesk())('boss', { which: 'all' })).ids).toEqual([
      'pinned',
      'to come',
      'newer',
      'over',
      'older',
    ]);
  });

  it.each<[string, string | undefined, Record<string, string>, number, string]>([
    ['an agent all of them', 'mina', { which: 'all' }, 403, 'forbidden'],
    ['a stranger any', 'stranger', {}, 404, 'service_not_found'],
    ['nobody any', undefined, {}, 401, 'unauthenticated'],
    ['anybody what is none', 'boss', { which: 'past' }, 400, 'validation_failed'],
  ])('refuses %s', async (_, sub, query, status, code) => {
    expect(await (await aDesk())(sub, query)).toMatchObject({ status, body: { code } });
  });
});
