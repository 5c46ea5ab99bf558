import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoConnectionStore } from '../../../shared/adapters/dynamodb/connection-store.ts';
import type { ConnectionStore } from '../../../shared/application/ports/live.ts';
import { connectTicketKey } from '../../../shared/adapters/dynamodb/keys.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { noBackoff } from '../../support/figures/projection-stores.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const NOW = new Date('2026-11-22T09:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const STORES: readonly (readonly [string, () => ConnectionStore])[] = [
  ['DynamoDB', () => dynamoConnectionStore({ ...engine, backoff: noBackoff })],
];

describe.each(STORES)('connection store: %s', (_, open) => {
  let store: ConnectionStore;
  let names = 0;
  const newName = (kind: string) => {
    names += 1;
    return `${kind}-${names}`;
  };
  beforeAll(() => {
    store = open();
  });

  it('redeems a ticket once, for whom it was issued', async () => {
    const ticket = newName('ticket');
    await store.issueTicket(ticket, { serviceId: 'care', agentId: 'mina' }, NOW);
    expect(await store.redeemTicket(ticket, later(30))).toEqual({ serviceId: 'care', agentId: 'mina' });
    expect(await store.redeemTicket(ticket, later(30))).toBeUndefined();
  });

  it('lets one of many win who redeem the same ticket at once', async () => {
    const ticket = newName('ticket');
    await store.issueTicket(ticket, { serviceId: 'care', agentId: 'mina' }, NOW);
    const redeemed = await Promise.all(Array.from({ length: 12 }, () => store.redeemTicket(ticket, NOW)));
    expect(redeemed.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['a ticket that nobody issued', 0],
    ['a ticket after its sixty seconds', 61],
  ])('finds nothing for %s', async (name, seconds) => {
    const ticket = newName('ticket');
    if (seconds > 0) await store.issueTicket(ticket, { serviceId: 'care', agentId: 'mina' }, NOW);
    expect([name, await store.redeemTicket(ticket, later(seconds))]).toEqual([name, undefined]);
  });

  it('lists the open consoles of a service, and of no other', async () => {
    const [serviceId, other] = [newName('service'), newName('service')];
    const own = [
      { connectionId: newName('c'), serviceId, agentId: 'mina' },
      { connectionId: newName('c'), serviceId, agentId: 'mina' },
    ];
    for (const connection of [...own, { connectionId: newName('c'), serviceId: other, agentId: 'mina' }])
      await store.add(connection, NOW);
    expect(await store.listByService(serviceId, NOW)).toEqual(own);
  });

  it.each([
    ['by id alone, as one who closed', false],
    ['with its service', true],
  ])('removes a console %s, and again without harm', async (__, known) => {
    const connection = { connectionId: newName('c'), serviceId: newName('service'), agentId: 'mina' };
    await store.add(connection, NOW);
    const removed = known ? connection : { connectionId: connection.connectionId };
    await store.remove(removed);
    await store.remove(removed);
    expect(await store.listByService(connection.serviceId, NOW)).toEqual([]);
  });

  it('forgets a console that was found gone, but not one whose opening may not be over', async () => {
    const connection = { connectionId: newName('c'), serviceId: newName('service'), agentId: 'mina' };
    await store.add(connection, NOW);
    await store.forget(connection, later(29));
    expect(await store.listByService(connection.serviceId, NOW)).toEqual([connection]);
    await store.forget(connection, later(30));
    expect(await store.listByService(connection.serviceId, NOW)).toEqual([]);
    await store.forget(connection, later(31));
  });

  it('tells which ticket a console shows now, and of a console that is not open that it is not', async () => {
    const connection = { connectionId: newName('c'), serviceId: newName('service'), agentId: 'mina' };
    const shown = async () => (await store.listByService(connection.serviceId, NOW)).map(({ shows }) => shows);
    expect(await store.show(connection.connectionId, 7, NOW)).toBe(false);
    expect(await shown()).toEqual([]);
    await store.add(connection, NOW);
    expect(await shown()).toEqual([undefined]);
    for (const number of [7, 8, null, 9]) {
      expect(await store.show(connection.connectionId, number, NOW)).toBe(true);
      expect(await shown()).toEqual([number ?? undefined]);
    }
    expect(await store.show(connection.connectionId, 7, later(2 * 3600 + 601))).toBe(false);
    await store.remove(connection);
    expect(await store.show(connection.connectionId, 7, NOW)).toBe(false);
    expect(await shown()).toEqual([]);
  });

  it('counts the messages of each connection, anew in each window', async () => {
    const [one, other] = [newName('c'), newName('c')];
    expect(
      await Promise.all([
        store.countMessage(one, NOW),
        store.countMessage(one, later(59)),
        store.countMessage(one, NOW),
      ]).then((counts) => counts.toSorted()),
    ).toEqual([1, 2, 3]);
    expect(await store.countMessage(other, NOW)).toBe(1);
    expect(await store.countMessage(one, later(60))).toBe(1);
  });

  it('no longer lists a console once API Gateway must have closed it', async () => {
    const connection = { connectionId: newName('c'), serviceId: newName('service'), agentId: 'mina' };
    await store.add(connection, NOW);
    expect(await store.listByService(connection.serviceId, later(2 * 3600))).toEqual([connection]);
    expect(await store.listByService(connection.serviceId, later(2 * 3600 + 601))).toEqual([]);
  });
});

it('keeps no ticket readable: only its hash is in the table', async () => {
  await dynamoConnectionStore({ ...engine, backoff: noBackoff }).issueTicket(
    'the-ticket-itself',
    { serviceId: 'care', agentId: 'mina' },
    NOW,
  );
  const { Items = [] } = await engine.client.send(
    new QueryCommand({
      TableName: engine.sessionsTable,
      KeyConditionExpression: 'PK = :pk',
      // SHA-256 of the ticket, base64url
      ExpressionAttributeValues: { ':pk': connectTicketKey('3sBeoq2wTuXGqTMJTsrZubL1WfM2yE0WHuE7ciX18d8').PK },
    }),
  );
  expect(JSON.stringify(Items)).not.toContain('the-ticket-itself');
  expect(Items).toMatchObject([{ expiresAt: NOW.getTime() / 1000 + 60 }]);
});
