import { createHandler } from '../../../functions/publish-events/index.ts';
import type { PublishedEvent } from '../../../shared/application/events/to-published.ts';
import type { EventPublisher } from '../../../shared/application/ports/events.ts';
import { until } from '../../support/local/until.ts';
import { memoryLog } from '../../support/memory-log.ts';
import { roleDesk } from '../../support/roles/role-desk.ts';
import { aDeskFactRecord, aFactRecord, anUnreadableRecord, aTicketRecord } from '../../support/stream-records.ts';
import { aDeskFact, aFact, aTicket } from '../../support/tickets.ts';

/**
 * A bus that takes everything but the ids named; those behind a refused one it has taken all the same, as EventBridge
 * does.
 */
const aBus = (refused: readonly string[] = []) => {
  const taken: PublishedEvent[][] = [];
  const publisher: EventPublisher = {
    publish: async (events) => {
      taken.push([...events]);
      const first = events.findIndex(({ detail }) => refused.includes(detail.metadata.eventId));
      return first < 0 ? events.length : first;
    },
  };
  return { publisher, taken, ids: () => taken.map((chunk) => chunk.map(({ detail }) => detail.metadata.eventId)) };
};
const facts = (count: number) =>
  Array.from({ length: count }, (_, i) => aFactRecord(100 + i, aFact({ id: `evt_${i}` })));
const run = (publisher: EventPublisher, Records: readonly unknown[], log = memoryLog()) =>
  createHandler({ publisher, log })({ Records });
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
    // Consoles are told of a changed row by its own stream; only the others are wanted by the queue of hints.
    const records = Array.from({ length: 12 }, (_, i) =>
      aFactRecord(100 + i, aFact({ id: `evt_${i}`, type: 'mail_sent', mailId: 'mail_1', entryId: 'ent_1' })),
    );
    expect(await run(deps.publisher, [...facts(3), ...records], log)).toEqual(failing());
    const hints = stage.deployment.ofType('AWS::SQS::Queue').find(({ logicalId }) => /ToPushQueue/.test(logicalId))!;
    await until(() => stage.queues.depth(hints.attributes.Arn!).visible === 12);
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
        return events.length;
      },
    };
    expect(await run(publisher, facts(30))).toEqual(failing(110));
  });

  it.each([
    ['is no row that we know', anUnreadableRecord(105)],
    ['is another row than an event’s', aTicketRecord(105, { after: aTicket() })],
    ['breaks the contract of its event', aFactRecord(105, aFact({ type: 'ticket_resolved' }))],
    ['is a changed event row', { ...aFactRecord(105, aFact()), eventName: 'MODIFY' }],
  ])('publishes what stands before a record that %s, fails there and logs it', async (_, broken) => {
    const bus = aBus();
    const log = memoryLog();
    expect(await run(bus.publisher, [...facts(5), broken, aFactRecord(106, aFact({ id: 'evt_behind' }))], log)).toEqual(
      failing(105),
    );
    expect(bus.ids().flat()).toEqual(['evt_0', 'evt_1', 'evt_2', 'evt_3', 'evt_4']);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('fails at a refused event rather than at an unreadable record behind it', async () => {
    expect(await run(aBus(['evt_1']).publisher, [...facts(3), anUnreadableRecord(110)])).toEqual(failing(101));
  });

  it('logs nothing of what was said', async () => {
    const log = memoryLog();
    await run(aBus().publisher, [anUnreadableRecord(100)], log);
    expect(log.lines).toMatchObject([
      { message: 'record_failed', members: { sequenceNumber: '100' } },
      { message: 'events_published' },
    ]);
  });
});
