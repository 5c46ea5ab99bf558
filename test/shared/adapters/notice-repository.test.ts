import { dynamoNoticeRepository, noticeRows } from '../../../shared/adapters/dynamodb/notice-repository.ts';
import { serviceRows } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import type { NoticeRepository } from '../../../shared/application/ports/desk-settings.ts';
import { deskEventKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { NOTICE_BYTES, NOTICES_LIMIT, type Notice } from '../../../shared/domain/notice/notice.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aDeskFact, aService } from '../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const REPOSITORIES: readonly (readonly [string, () => NoticeRepository])[] = [
  ['DynamoDB', () => dynamoNoticeRepository({ ...engine, backoff: async () => {} })],
];

describe.each(REPOSITORIES)('notice repository: %s', (_, open) => {
  let notices: NoticeRepository;
  let names = 0;
  let facts = 0;
  const aNotice = (over: Partial<Notice> = {}): Notice => {
    names += 1;
    return {
      serviceId: `service-${names}`,
      noticeId: `ntc_${names}`,
      version: 1,
      title: '안내',
      html: '<p>휴무 안내</p>',
      pinned: false,
      from: '2026-11-22T09:00:00.000Z',
      createdBy: 'boss',
      createdAt: '2026-11-22T09:00:00.000Z',
      ...over,
    };
  };
  /** Every change has a fact of its own. */
  const aChange = () => {
    facts += 1;
    return aDeskFact({ id: `evt_${facts}`, type: 'settings_changed', subject: { kind: 'notice', id: 'ntc_1' } });
  };
  beforeAll(() => {
    notices = open();
  });

  it('gives back what was put up, whole', async () => {
    const notice = aNotice({
      until: '2026-12-01T00:00:00.000Z',
      editedBy: 'boss',
      editedAt: '2026-11-23T00:00:00.000Z',
      pinned: true,
    });
    expect(await notices.save(notice, undefined, aChange())).toBe(true);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toEqual(notice);
    expect(await notices.find('another-service', notice.noticeId)).toBeUndefined();
  });

  it('lists the notices of a service and nothing else of it', async () => {
    const [one, two] = [aNotice({ serviceId: 'listed' }), aNotice({ serviceId: 'listed' })];
    await engine.client.send(
      new PutCommand({ TableName: engine.deskTable, Item: serviceRows.toItem(aService({ serviceId: 'listed' })) }),
    );
    for (const notice of [one, two, aNotice()]) await notices.save(notice, undefined, aChange());
    expect((await notices.list('listed')).toSorted((a, b) => (a.noticeId < b.noticeId ? -1 : 1))).toEqual([one, two]);
    expect(await notices.list('empty')).toEqual([]);
  });

  it('lists them all, as many and as long as they may be', async () => {
    const html = '가'.repeat(NOTICE_BYTES / 4);
    await Promise.all(
      Array.from({ length: NOTICES_LIMIT }, () =>
        notices.save(aNotice({ serviceId: 'full', html }), undefined, aChange()),
      ),
    );
    expect(await notices.list('full')).toHaveLength(NOTICES_LIMIT);
  });

  it('puts none up under an id that is taken', async () => {
    const notice = aNotice();
    await notices.save(notice, undefined, aChange());
    expect(await notices.save({ ...notice, title: 'Another' }, undefined, aChange())).toBe(false);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toEqual(notice);
  });

  it('lets one win of many who change the same version at once', async () => {
    const notice = aNotice();
    await notices.save(notice, undefined, aChange());
    const saved = await Promise.all(
      Array.from({ length: 8 }, (__, i) =>
        notices.save({ ...notice, title: `No ${i}`, version: 2 }, notice, aChange()),
      ),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toMatchObject({
      version: 2,
      title: `No ${saved.indexOf(true)}`,
    });
  });

  it('changes none that is gone', async () => {
    const notice = aNotice();
    expect(await notices.save({ ...notice, version: 2 }, notice, aChange())).toBe(false);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toBeUndefined();
  });

  it('takes down the version that was read and no other, and once', async () => {
    const notice = aNotice();
    const newer = { ...notice, version: 2 };
    await notices.save(notice, undefined, aChange());
    await notices.save(newer, notice, aChange());
    expect(await notices.remove(notice, aChange())).toBe(false);
    expect([await notices.remove(newer, aChange()), await notices.remove(newer, aChange())]).toEqual([true, false]);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toBeUndefined();
  });

  it('writes the fact of a change with it, and none of a change that is refused', async () => {
    const notice = aNotice();
    const [made, refused, removed] = [aChange(), aChange(), aChange()];
    await notices.save(notice, undefined, made);
    await notices.save(notice, undefined, refused);
    await notices.remove(notice, removed);
    const stored = await Promise.all(
      [made, refused, removed].map(
        async ({ serviceId, id }) =>
          (
            await engine.client.send(
              new GetCommand({ TableName: engine.deskTable, Key: deskEventKey(serviceId, id), ConsistentRead: true }),
            )
          ).Item?.['id'],
      ),
    );
    expect(stored).toEqual([made.id, undefined, removed.id]);
  });
});

it('fails loudly for a row of another make', () => {
  expect(() =>
    noticeRows.read({ entity: 'notice', serviceId: 'support', noticeId: 'ntc_1', title: 'No version' }),
  ).toThrow();
});
