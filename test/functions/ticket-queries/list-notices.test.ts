import type { Notice } from '../../../shared/domain/notice/notice.ts';
import { createHandler } from '../../../functions/ticket-queries/list-notices.ts';
import { memoryDeskDirectory } from '../../../shared/adapters/memory/memory-desk-directory.ts';
import { memoryNoticeRepository } from '../../../shared/adapters/memory/memory-notice-repository.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { anAgent } from '../../support/tickets.ts';

const NOW = new Date('2026-11-22T09:00:00.000Z');
const aNotice = (noticeId: string, over: Partial<Notice> = {}): Notice =>
  ({ serviceId: 'support', noticeId, version: 1, title: noticeId, html: '<p>Read</p>', pinned: false, from: '2026-11-20T00:00:00.000Z', createdBy: 'boss', createdAt: '2026-11-20T00:00:00.000Z', ...over });

const aDesk = async () => {
  const directory = memoryDeskDirectory();
  await directory.putAgent(anAgent({ agentId: 'mina' }));
  await directory.putAgent(anAgent({ agentId: 'boss', role: 'administrator' }));
  const notices = memoryNoticeRepository();
  for (const notice of [
    aNotice('older'), aNotice('newer', { from: '2026-11-21T00:00:00.000Z' }), aNotice('pinned', { pinned: true, from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' }),
    aNotice('over', { until: '2026-11-22T09:00:00.000Z' }), aNotice('to come', { from: '2026-11-22T09:00:00.001Z' }), aNotice('another service’s', { serviceId: 'other' }),
  ]) await notices.save(notice, undefined);
  const handler = createHandler({ directory, notices, log: memoryLog(), now: () => NOW });
  return async (sub: string | undefined, query?: Record<string, string>) => {
    const answer = await handler({
      routeKey: 'GET /services/{serviceId}/notices', pathParameters: { serviceId: 'support' }, headers: {}, ...(query && { queryStringParameters: query }),
      requestContext: sub === undefined ? {} : { authorizer: { jwt: { claims: { sub, token_use: 'access' } } } },
    }, { awsRequestId: 'r1' } as never);
    const body = JSON.parse(String(answer.body)) as { readonly notices?: readonly { readonly noticeId: string }[]; readonly code?: string };
    return { status: answer.statusCode, body, ids: body.notices?.map(({ noticeId }) => noticeId) };
  };
};

describe('listNotices', () => {
  it.each(['mina', 'boss'])('shows %s what is to be read now: pinned ones first, then the newest', async (sub) => {
    const ask = await aDesk();
    expect((await ask(sub)).ids).toEqual(['pinned', 'newer', 'older']);
    expect((await ask(sub, { which: 'current' })).ids).toEqual(['pinned', 'newer', 'older']);
  });

  it('shows each whole', async () => {
    expect((await (await aDesk())('mina')).body.notices?.[0]).toEqual({
      noticeId: 'pinned', version: 1, title: 'pinned', html: '<p>Read</p>', pinned: true, from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z',
      createdBy: 'boss', createdAt: '2026-11-20T00:00:00.000Z', editedBy: null, editedAt: null,
    });
  });

  it('shows an administrator also what is over or to come', async () => {
    expect((await (await aDesk())('boss', { which: 'all' })).ids).toEqual(['pinned', 'to come', 'newer', 'over', 'older']);
  });

  it.each<[string, string | undefined, Record<string, string>, number, string]>([
    ['an agent all of them', 'mina', { which: 'all' }, 403, 'forbidden'], ['a stranger any', 'stranger', {}, 404, 'service_not_found'], ['nobody any', undefined, {}, 401, 'unauthenticated'],
    ['anybody what is none', 'boss', { which: 'past' }, 400, 'validation_failed'],
  ])('refuses %s', async (_, sub, query, status, code) => { expect(await (await aDesk())(sub, query)).toMatchObject({ status, body: { code } }); });
});
