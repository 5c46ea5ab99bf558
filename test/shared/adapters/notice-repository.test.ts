import { dynamoNoticeRepository, noticeRows } from '../../../shared/adapters/dynamodb/notice-repository.ts';
import { serviceRows } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import type { NoticeRepository } from '../../../shared/application/ports/desk-settings.ts';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { NOTICE_BYTES, NOTICES_LIMIT, type Notice } from '../../../shared/domain/notice/notice.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aService } from '../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const REPOSITORIES: readonly (readonly [string, () => NoticeRepository])[] = [
  ['DynamoDB', () => dynamoNoticeRepository(engine)],
];

describe.each(REPOSITORIES)('notice repository: %s', (_, open) => {
  let notices: NoticeRepository;
  let names = 0;
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
    expect(await notices.save(notice, undefined)).toBe(true);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toEqual(notice);
    expect(await notices.find('another-service', notice.noticeId)).toBeUndefined();
  });

  it('lists the notices of a service and nothing else of it', async () => {
    const [one, two] = [aNotice({ serviceId: 'listed' }), aNotice({ serviceId: 'listed' })];
    await engine.client.send(
      new PutCommand({ TableName: engine.deskTable, Item: serviceRows.toItem(aService({ serviceId: 'listed' })) }),
    );
    for (const notice of [one, two, aNotice()]) await notices.save(notice, undefined);
    expect((await notices.list('listed')).toSorted((a, b) => (a.noticeId < b.noticeId ? -1 : 1))).toEqual([one, two]);
    expect(await notices.list('empty')).toEqual([]);
  });

  it('lists them all, as many and as long as they may be', async () => {
    const html = '가'.repeat(NOTICE_BYTES / 4);
    await Promise.all(
      Array.from({ length: NOTICES_LIMIT }, () => notices.save(aNotice({ serviceId: 'full', html }), undefined)),
    );
    expect(await notices.list('full')).toHaveLength(NOTICES_LIMIT);
  });

  it('puts none up under an id that is taken', async () => {
    const notice = aNotice();
    await notices.save(notice, undefined);
    expect(await notices.save({ ...notice, title: 'Another' }, undefined)).toBe(false);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toEqual(notice);
  });

  it('lets one win of many who change the same version at once', async () => {
    const notice = aNotice();
    await notices.save(notice, undefined);
    const saved = await Promise.all(
      Array.from({ length: 8 }, (__, i) => notices.save({ ...notice, title: `No ${i}`, version: 2 }, notice)),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toMatchObject({
      version: 2,
      title: `No ${saved.indexOf(true)}`,
    });
  });

  it('changes none that is gone', async () => {
    const notice = aNotice();
    expect(await notices.save({ ...notice, version: 2 }, notice)).toBe(false);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toBeUndefined();
  });

  it('takes down the version that was read and no other, and again without harm', async () => {
    const notice = aNotice();
    await notices.save(notice, undefined);
    await notices.save({ ...notice, version: 2 }, notice);
    expect(await notices.remove(notice)).toBe(false);
    expect([await notices.remove({ ...notice, version: 2 }), await notices.remove({ ...notice, version: 2 })]).toEqual([
      true,
      true,
    ]);
    expect(await notices.find(notice.serviceId, notice.noticeId)).toBeUndefined();
  });
});

it('fails loudly for a row of another make', () => {
  expect(() =>
    noticeRows.read({ entity: 'notice', serviceId: 'support', noticeId: 'ntc_1', title: 'No version' }),
  ).toThrow();
});
