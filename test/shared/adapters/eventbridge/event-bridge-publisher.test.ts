import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { eventBridgePublisher } from '../../../../shared/adapters/eventbridge/event-bridge-publisher.ts';
import { toPublished } from '../../../../shared/application/events/to-published.ts';
import { memoryLog } from '../../../support/memory-log.ts';
import { aFact } from '../../../support/tickets.ts';

// EventBridge refuses single entries only when it is overloaded: no engine can be made to.
const bridge = mockClient(EventBridgeClient);
beforeEach(() => {
  bridge.reset();
});

const events = ['evt_1', 'evt_2', 'evt_3'].map((id) => toPublished(aFact({ id })));
const publisher = () =>
  eventBridgePublisher({
    client: new EventBridgeClient({ region: 'ap-northeast-2' }),
    busName: 'bus',
    log: memoryLog(),
  });

it('puts events on the bus in their order, with our source and the time of the fact', async () => {
  bridge
    .on(PutEventsCommand)
    .resolves({ FailedEntryCount: 0, Entries: [{ EventId: '1' }, { EventId: '2' }, { EventId: '3' }] });
  expect(await publisher().publish(events)).toBe(3);
  const { Entries = [] } = bridge.commandCalls(PutEventsCommand)[0]!.args[0].input;
  expect(
    Entries.map(({ Detail }) => (JSON.parse(Detail!) as (typeof events)[number]['detail']).metadata.eventId),
  ).toEqual(['evt_1', 'evt_2', 'evt_3']);
  expect(Entries[0]).toMatchObject({
    EventBusName: 'bus',
    Source: 'handover.desk',
    DetailType: 'TicketCommented.v1',
    Time: new Date('2026-11-22T08:30:00.000Z'),
  });
});

it('counts only what stands before the first refused entry', async () => {
  bridge.on(PutEventsCommand).resolves({
    FailedEntryCount: 1,
    Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' }, { EventId: '3' }],
  });
  expect(await publisher().publish(events)).toBe(1);
});

it.each([
  [
    'says that some were refused and names none',
    { FailedEntryCount: 1, Entries: [{ EventId: '1' }, { EventId: '2' }, { EventId: '3' }] },
  ],
  ['answers for fewer than it was given', { FailedEntryCount: 0, Entries: [{ EventId: '1' }] }],
])('throws when EventBridge %s', async (_, answer) => {
  bridge.on(PutEventsCommand).resolves(answer);
  await expect(publisher().publish(events)).rejects.toThrow('EventBridge answered');
});
