import { dynamoConnectionStore } from '../../../shared/adapters/dynamodb/connection-store.ts';
import { dynamoPresenceStore } from '../../../shared/adapters/dynamodb/presence-store.ts';
import {
  CONNECTION_SECONDS,
  type Connection,
  type ConnectionStore,
  type PresenceStore,
} from '../../../shared/application/ports/live.ts';
import { PRESENCE_SECONDS } from '../../../shared/domain/desk/presence.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { noBackoff } from '../../support/figures/projection-stores.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const NOW = new Date('2026-11-22T09:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
type Stores = { readonly connections: ConnectionStore; readonly presence: PresenceStore };
const STORES: readonly (readonly [string, () => Stores])[] = [
  [
    'DynamoDB',
    () => ({
      connections: dynamoConnectionStore({ ...engine, backoff: noBackoff }),
      presence: dynamoPresenceStore(engine),
    }),
  ],
];

describe.each(STORES)('presence store: %s', (_, open) => {
  let stores: Stores;
  let names = 0;
  const newName = (kind: string) => {
    names += 1;
    return `${kind}-${String(names).padStart(3, '0')}`;
  };
  /** An open console, in a service of its own unless one is given. */
  const aConsole = async (agentId: string, serviceId = newName('service')): Promise<Connection> => {
    const connection = { connectionId: newName('c'), serviceId, agentId };
    await stores.connections.add(connection, NOW);
    return connection;
  };
  const list = async (serviceId: string, number: number, now = NOW) =>
    (await stores.presence.list(serviceId, number, now)).toSorted((a, b) => (a.connectionId < b.connectionId ? -1 : 1));
  beforeAll(() => {
    stores = open();
  });

  it('notes who has a ticket open, and gives nothing before the first sign of life', async () => {
    const mina = await aConsole('mina');
    const jun = await aConsole('jun', mina.serviceId);
    expect(await stores.presence.arrive(mina.connectionId, 7, 'viewing', NOW)).toEqual({ connection: mina });
    await stores.presence.arrive(jun.connectionId, 7, 'typing', NOW);
    expect(await list(mina.serviceId, 7)).toEqual([
      { agentId: 'mina', connectionId: mina.connectionId, state: 'viewing' },
      { agentId: 'jun', connectionId: jun.connectionId, state: 'typing' },
    ]);
  });

  it('keeps tickets, and the same number of two services, apart', async () => {
    const [mina, stranger] = [await aConsole('mina'), await aConsole('stranger')];
    await stores.presence.arrive(mina.connectionId, 7, 'viewing', NOW);
    await stores.presence.arrive(stranger.connectionId, 7, 'viewing', NOW);
    expect(await list(mina.serviceId, 7)).toHaveLength(1);
    expect(await list(mina.serviceId, 8)).toEqual([]);
  });

  it('gives what the connection said of this ticket before', async () => {
    const mina = await aConsole('mina');
    await stores.presence.arrive(mina.connectionId, 7, 'viewing', NOW);
    expect(await stores.presence.arrive(mina.connectionId, 7, 'typing', later(8))).toEqual({
      connection: mina,
      before: 'viewing',
    });
    expect(await stores.presence.arrive(mina.connectionId, 7, 'typing', later(16))).toEqual({
      connection: mina,
      before: 'typing',
    });
  });

  it('moves a connection from one ticket to another, and gives the one that it left', async () => {
    const mina = await aConsole('mina');
    await stores.presence.arrive(mina.connectionId, 7, 'typing', NOW);
    expect(await stores.presence.arrive(mina.connectionId, 8, 'viewing', later(1))).toEqual({
      connection: mina,
      left: 7,
    });
    expect([await list(mina.serviceId, 7), await list(mina.serviceId, 8)]).toEqual([
      [],
      [expect.objectContaining({ agentId: 'mina', state: 'viewing' })],
    ]);
  });

  it('counts nobody who gave no sign of life for twenty seconds, and takes the next one as the first', async () => {
    const mina = await aConsole('mina');
    await stores.presence.arrive(mina.connectionId, 7, 'viewing', NOW);
    expect(await list(mina.serviceId, 7, later(PRESENCE_SECONDS - 1))).toHaveLength(1);
    expect(await list(mina.serviceId, 7, later(PRESENCE_SECONDS))).toEqual([]);
    expect(await stores.presence.arrive(mina.connectionId, 7, 'viewing', later(PRESENCE_SECONDS))).toEqual({
      connection: mina,
    });
    expect(await stores.presence.arrive(mina.connectionId, 8, 'viewing', later(3 * PRESENCE_SECONDS))).toEqual({
      connection: mina,
    });
  });

  it('lasts as long as signs of life come', async () => {
    const mina = await aConsole('mina');
    for (const seconds of [0, 8, 16, 24]) await stores.presence.arrive(mina.connectionId, 7, 'viewing', later(seconds));
    expect(await list(mina.serviceId, 7, later(40))).toHaveLength(1);
  });

  it('lets a connection leave, once with a ticket and then without', async () => {
    const mina = await aConsole('mina');
    await stores.presence.arrive(mina.connectionId, 7, 'viewing', NOW);
    expect(await stores.presence.leave(mina.connectionId, NOW)).toEqual({ connection: mina, left: 7 });
    expect(await stores.presence.leave(mina.connectionId, NOW)).toEqual({ connection: mina });
    expect(await list(mina.serviceId, 7)).toEqual([]);
  });

  it('knows no connection that never was, that is closed, or whose time is over', async () => {
    const [closed, old] = [await aConsole('mina'), await aConsole('jun')];
    await stores.connections.remove(closed);
    for (const [connectionId, now] of [
      ['nobody', NOW],
      [closed.connectionId, NOW],
      [old.connectionId, later(CONNECTION_SECONDS)],
    ] as const) {
      expect(await stores.presence.arrive(connectionId, 7, 'viewing', now)).toBeUndefined();
      expect(await stores.presence.leave(connectionId, now)).toBeUndefined();
    }
    expect(await list(old.serviceId, 7, later(CONNECTION_SECONDS))).toEqual([]);
  });

  it('leaves the console open for everything else', async () => {
    const mina = await aConsole('mina');
    await stores.presence.arrive(mina.connectionId, 7, 'viewing', NOW);
    expect(await stores.connections.listByService(mina.serviceId, NOW)).toEqual([mina]);
    await stores.connections.remove({ connectionId: mina.connectionId });
    expect(await stores.connections.listByService(mina.serviceId, NOW)).toEqual([]);
  });

  it('holds one ticket a connection at most, when many signs of life of one come at once', async () => {
    const mina = await aConsole('mina');
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) => stores.presence.arrive(mina.connectionId, number, 'viewing', NOW)),
    );
    // Whatever the race left behind ends by itself; the one that goes on stays.
    await stores.presence.arrive(mina.connectionId, 9, 'viewing', later(8));
    const open = await Promise.all(
      [1, 2, 3, 4, 5, 6, 9].map(async (number) =>
        (await list(mina.serviceId, number, later(PRESENCE_SECONDS))).map(() => number),
      ),
    );
    expect(open.flat()).toEqual([9]);
  });
});
