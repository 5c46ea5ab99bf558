import {
  EventBridgeClient,
  EventBridgeServiceException,
  PutEventsCommand,
  type PutEventsCommandInput,
} from '@aws-sdk/client-eventbridge';
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
  expect(await publisher().publish(events)).toEqual({ count: 3, unfit: false });
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
  expect(await publisher().publish(events)).toEqual({ count: 1, unfit: false });
});

it.each(['MalformedDetail', 'InvalidArgument'])(
  'says that an entry refused as %s will never be taken',
  async (ErrorCode) => {
    bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [{ EventId: '1' }, { ErrorCode }, {}] });
    expect(await publisher().publish(events)).toEqual({ count: 1, unfit: true });
  },
);

const fault = (name: string) =>
  new EventBridgeServiceException({ name, message: 'no', $fault: 'client', $metadata: {} });

it('finds the entry for which a whole request is refused, and publishes those before it', async () => {
  bridge.on(PutEventsCommand).callsFake(({ Entries }: PutEventsCommandInput) => {
    if (Entries!.some(({ Detail }) => Detail!.includes('evt_2'))) throw fault('ValidationException');
    return { FailedEntryCount: 0, Entries: Entries!.map(() => ({ EventId: '1' })) };
  });
  expect(await publisher().publish(events)).toEqual({ count: 1, unfit: true });
});

it.each(['AccessDeniedException', 'InternalException', 'ThrottlingException'])(
  'throws for %s, which is the bus’s and no event’s',
  async (name) => {
    bridge.on(PutEventsCommand).rejects(fault(name));
    await expect(publisher().publish(events)).rejects.toThrow('no');
    expect(bridge.commandCalls(PutEventsCommand)).toHaveLength(1);
  },
);

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
