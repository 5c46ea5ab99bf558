import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createHandler } from '../../../functions/publish-events/index.ts';
import type { PublishedEvent } from '../../../shared/application/events/to-published.ts';
import type { EventPublisher, FailedRecords } from '../../../shared/application/ports/events.ts';
import { until } from '../../support/local/until.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aDeskFactRecord, aFactRecord, anUnreadableRecord, aTicketRecord } from '../../support/stream-records.ts';
import { aDeskFact, aFact, aTicket } from '../../support/tickets.ts';

/**
 * A bus that takes everything but the ids named; those behind a refused one it has taken all the same, as EventBridge
 * does.
 */
const aBus = (refused: readonly string[] = [], unfit = false) => {
  const taken: PublishedEvent[][] = [];
  const publisher: EventPublisher = {
    publish: async (events) => {
      taken.push([...events]);
      const first = events.findIndex(({ detail }) => refused.includes(detail.metadata.eventId));
      return { count: first < 0 ? events.length : first, unfit: unfit && first >= 0 };
    },
  };
  return { publisher, taken, ids: () => taken.map((chunk) => chunk.map(({ detail }) => detail.metadata.eventId)) };
};
const facts = (count: number) =>
  Array.from({ length: count }, (_, i) => aFactRecord(100 + i, aFact({ id: `evt_${i}` })));
/** Failed records by their sequence numbers. */
const aKeeper = () => {
  const kept: string[] = [];
  return { kept, setAside: async (sequenceNumber: string) => void kept.push(sequenceNumber) };
};
const run = (
  publisher: EventPublisher,
  Records: readonly unknown[],
  log = memoryLog(),
  failedRecords: FailedRecords = aKeeper(),
) => createHandler({ publisher, log, failedRecords })({ Records });
const failing = (...sequences: readonly number[]) => ({
  batchItemFailures: sequences.map((sequence) => ({ itemIdentifier: String(sequence) })),
});

describe('publish-events', () => {
  it('publishes a batch in its order, ten at once', async () => {
    const bus = aBus();
    expect(await run(bus.publisher, facts(23))).toEqual(failing());
    expect(bus.taken.map((chunk) => chunk.length)).toEqual([10, 10, 3]);
    expect(bus.ids().flat()).toEqual(Array.from({ length: 23 }, (_, i) => `evt_${i}`));
  });

  it('puts a batch on the bus of the stage under its role, and the bus into the queues that want it', async () => {
    const { deps, stage, log } = await roleDesk('publish-events');
    // Consoles are told of a changed row by its own stream; the queue of hints wants the others, and notices.
    const records = Array.from({ length: 12 }, (_, i) =>
      aFactRecord(100 + i, aFact({ id: `evt_${i}`, type: 'mail_sent', mailId: 'mail_1', entryId: 'ent_1' })),
    );
    const settings = (['notice', 'template'] as const).map((kind, i) =>
      aDeskFactRecord(200 + i, aDeskFact({ id: `evt_${kind}`, type: 'settings_changed', subject: { kind, id: 'x' } })),
    );
    expect(await run(deps.publisher, [...facts(3), ...records, ...settings], log)).toEqual(failing());
    const hints = stage.deployment.ofType('AWS::SQS::Queue').find(({ logicalId }) => /ToPushQueue/.test(logicalId))!;
    await until(() => stage.queues.depth(hints.attributes.Arn!).visible === 13);
  });

  it('publishes facts of services among those of tickets', async () => {
    const bus = aBus();
    expect(
      await run(bus.publisher, [
        ...facts(1),
        aDeskFactRecord(101, aDeskFact({ id: 'evt_desk' })),
        aFactRecord(102, aFact({ id: 'evt_2' })),
      ]),
    ).toEqual(failing());
    expect(bus.taken.flat().map(({ detailType }) => detailType)).toEqual([
      'TicketCommented.v1',
      'AgentChanged.v1',
      'TicketCommented.v1',
    ]);
  });

  it('fails from the first refused record on, and begins no further chunk', async () => {
    const bus = aBus(['evt_12', 'evt_14']);
    expect(await run(bus.publisher, facts(30))).toEqual(failing(112));
    expect(bus.taken).toHaveLength(2);
  });

  it('fails from the chunk on that could not be put at all', async () => {
    let calls = 0;
    const publisher: EventPublisher = {
      publish: async (events) => {
        calls += 1;
        if (calls === 2) throw new Error('unreachable');
        return { count: events.length, unfit: false };
      },
    };
    expect(await run(publisher, facts(30))).toEqual(failing(110));
  });

  it.each([
    ['is no row that we know', anUnreadableRecord(105)],
    ['is another row than an event’s', aTicketRecord(105, { after: aTicket() })],
    ['breaks the contract of its event', aFactRecord(105, aFact({ type: 'mail_sent' }))],
    ['is a changed event row', { ...aFactRecord(105, aFact()), eventName: 'MODIFY' }],
  ])('sets aside a record that %s, logs it, and publishes the others in their order', async (_, broken) => {
    const bus = aBus();
    const log = memoryLog();
    const keeper = aKeeper();
    const records = [...facts(5), broken, aFactRecord(106, aFact({ id: 'evt_behind' }))];
    expect(await run(bus.publisher, records, log, keeper)).toEqual(failing());
    expect(keeper.kept).toEqual(['105']);
    expect(bus.ids().flat()).toEqual(['evt_0', 'evt_1', 'evt_2', 'evt_3', 'evt_4', 'evt_behind']);
    expect(log.lines.filter(({ message }) => message === 'record_set_aside')).toHaveLength(1);
  });

  it('sets aside what the bus will never take, and goes on behind it', async () => {
    const bus = aBus(['evt_12'], true);
    const keeper = aKeeper();
    expect(await run(bus.publisher, facts(30), memoryLog(), keeper)).toEqual(failing());
    expect(keeper.kept).toEqual(['112']);
    expect(bus.ids().at(-1)).toEqual(Array.from({ length: 7 }, (_, i) => `evt_${23 + i}`));
  });

  it('sets nothing aside while the bus refuses everything, whatever stands behind', async () => {
    const keeper = aKeeper();
    expect(await run(aBus(['evt_0']).publisher, [...facts(3), anUnreadableRecord(110)], memoryLog(), keeper)).toEqual(
      failing(100),
    );
    expect(keeper.kept).toEqual([]);
  });

  it('fails at a record that could not be set aside', async () => {
    const failedRecords = { setAside: () => Promise.reject(new Error('no bucket')) };
    expect(await run(aBus().publisher, [...facts(2), anUnreadableRecord(105)], memoryLog(), failedRecords)).toEqual(
      failing(105),
    );
  });

  it('under its role sets a record aside whole, and a dead letter tells of it', async () => {
    const { deps, stage, log } = await roleDesk('publish-events');
    const broken = anUnreadableRecord(105);
    expect(await createHandler({ ...deps, log })({ Records: [broken] })).toEqual(failing());
    const bucket = stage.functions.get('publish-events')!.environment['FAILED_RECORDS']!;
    const { Contents = [] } = await stage.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
    expect(Contents.map(({ Key }) => Key)).toEqual([expect.stringMatching(/^set-aside\/105\/[0-9a-f-]{36}$/)]);
    const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket: bucket, Key: Contents[0]!.Key! }));
    const { payload } = JSON.parse(await Body!.transformToString()) as { readonly payload: string };
    expect(JSON.parse(payload)).toEqual({ Records: [broken] });
    const letters = stage.deployment
      .ofType('AWS::SQS::Queue')
      .find(({ logicalId }) => /^DeadLettersCustomersQueue/.test(logicalId))!;
    await until(() => stage.queues.depth(letters.attributes.Arn!).visible === 1);
  });

  it('logs nothing of what was said', async () => {
    const log = memoryLog();
    await run(aBus().publisher, [anUnreadableRecord(100)], log);
    expect(log.lines).toMatchObject([{ message: 'record_set_aside', members: { sequenceNumber: '100' } }]);
  });
});
