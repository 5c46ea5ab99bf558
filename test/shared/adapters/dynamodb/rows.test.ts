import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { DamagedRowError, has, readPart, rows, type Table, THERE } from '../../../../shared/adapters/dynamodb/rows.ts';
import {
  unlessRefused,
  writeAll,
  writeGuarded,
  type Guarded,
} from '../../../../shared/adapters/dynamodb/write-transaction.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';

type Lamp = { readonly room: string; readonly name: string; readonly version: number; readonly watts?: number };
const kind = {
  entity: 'lamp',
  key: ({ room, name }: Pick<Lamp, 'room' | 'name'>) => ({ PK: `ROOM#${room}`, SK: `LAMP#${name}` }),
  schema: () =>
    z.object({
      room: z.string(),
      name: z.string(),
      version: z.int().positive().default(1),
      watts: z.number().exactOptional(),
    }),
};
const lampRows = rows<Lamp, Pick<Lamp, 'room' | 'name'>>(kind);
const oldLampRows = rows<Lamp, Pick<Lamp, 'room' | 'name'>>({ ...kind, mayLackVersion: true });
/** Its place says more than it holds, and it lies in an index. */
const switchRows = rows<{ readonly on: boolean }, { readonly room: string }>({
  entity: 'switch',
  key: ({ room }) => ({ PK: `ROOM#${room}`, SK: 'SWITCH' }),
  schema: () => z.object({ state: z.enum(['on', 'off']) }).transform(({ state }) => ({ on: state === 'on' })),
  toStored: ({ on }) => ({ state: on ? 'on' : 'off', ...(on && { LA_PK: 'ON', L_SK: 'switch' }) }),
});

let engine: DynamoEngine;
let table: Table;
beforeAll(async () => {
  engine = await startDynamoEngine();
  table = { client: engine.client, TableName: engine.deskTable };
});
afterAll(() => engine.stop());

const backoff = async () => {};
let rooms = 0;
const aLamp = (over: Partial<Lamp> = {}): Lamp => ({ room: `r${(rooms += 1)}`, name: 'desk', version: 1, ...over });
const write = (...writes: Parameters<typeof writeAll>[2]) => writeAll(engine.client, backoff, writes);
const putItem = (Item: Record<string, unknown>) =>
  engine.client.send(new PutCommand({ TableName: table.TableName, Item }));

describe('reading a row', () => {
  it('gives none where there is none', async () => {
    expect(await lampRows.get(table, aLamp())).toBeUndefined();
  });

  it('gives what was written, without key, kind and attributes that it does not name', async () => {
    const lamp = aLamp({ watts: 40 });
    await putItem({ ...lampRows.toItem(lamp), colour: 'green' });
    expect(await lampRows.get(table, lamp)).toEqual(lamp);
  });

  it('reads what is stored in another form, from a place that the row itself does not name', async () => {
    await write(switchRows.put(table, { on: true }, { room: 'hall' }));
    const { Item } = await engine.client.send(
      new GetCommand({ TableName: table.TableName, Key: switchRows.key({ room: 'hall' }) }),
    );
    const stored = { PK: 'ROOM#hall', SK: 'SWITCH', entity: 'switch', state: 'on', LA_PK: 'ON', L_SK: 'switch' };
    expect(Item).toEqual(stored);
    expect(await switchRows.get(table, { room: 'hall' })).toEqual({ on: true });
  });

  it('fails for a damaged row, and says which it is and what is wrong with it', async () => {
    const lamp = aLamp();
    await putItem({ ...lampRows.toItem(lamp), watts: 'many' });
    const reading = lampRows.get(table, lamp);
    await expect(reading).rejects.toThrow(DamagedRowError);
    await expect(reading).rejects.toThrow(`the row ROOM#${lamp.room} LAMP#desk can't be read as lamp`);
    await expect(reading).rejects.toThrow('watts');
  });

  it('fails for a row of another kind', () => {
    const item = { ...lampRows.toItem(aLamp({ room: 'x' })), entity: 'switch' };
    expect(() => lampRows.read(item)).toThrow('the row ROOM#x LAMP#desk should be of the kind lamp');
    expect(() => lampRows.read(undefined)).toThrow(DamagedRowError);
  });

  it('fails for a damaged part of a row', () => {
    const read = () => readPart('the watts of a lamp', () => z.object({ watts: z.number() }), { PK: 'a', SK: 'b' });
    expect(read).toThrow("the row a b can't be read as the watts of a lamp");
  });
});

describe('writing a row', () => {
  it('creates it once', async () => {
    const lamp = aLamp();
    expect(await write(lampRows.create(table, lamp))).toBe(true);
    expect(await write(lampRows.create(table, { ...lamp, watts: 9 }))).toBe(false);
    expect(await lampRows.get(table, lamp)).toEqual(lamp);
  });

  it.each([
    ['which nobody has read', undefined],
    ['of version 0', { version: 0 }],
  ])('by the version of one %s: creates it once', async (_, before) => {
    const lamp = aLamp();
    expect(await write(lampRows.putIfVersion(table, before, lamp))).toBe(true);
    expect(await write(lampRows.putIfVersion(table, before, { ...lamp, version: 2 }))).toBe(false);
  });

  it('by the version that was read: lets one of two win, and makes none that is gone', async () => {
    const lamp = aLamp();
    await write(lampRows.create(table, lamp));
    expect(await write(lampRows.putIfVersion(table, lamp, { ...lamp, version: 2, watts: 9 }))).toBe(true);
    expect(await write(lampRows.putIfVersion(table, lamp, { ...lamp, version: 2, watts: 7 }))).toBe(false);
    expect(await lampRows.get(table, lamp)).toEqual({ ...lamp, version: 2, watts: 9 });
    expect(await write(lampRows.putIfVersion(table, lamp, aLamp({ version: 2 })))).toBe(false);
  });

  it('counts a row without a version as the first, where its kind says so', async () => {
    const lamp = aLamp();
    const { version: _version, ...old } = oldLampRows.toItem(lamp);
    await putItem(old);
    expect(await write(lampRows.putIfVersion(table, lamp, { ...lamp, version: 2 }))).toBe(false);
    expect(await write(oldLampRows.putIfVersion(table, { version: 2 }, { ...lamp, version: 3 }))).toBe(false);
    expect(await write(oldLampRows.putIfVersion(table, lamp, { ...lamp, version: 2 }))).toBe(true);
    expect(await write(oldLampRows.putIfVersion(table, lamp, { ...lamp, version: 3 }))).toBe(false);
    expect(await write(oldLampRows.putIfVersion(table, { version: 1 }, aLamp()))).toBe(false);
  });

  it('removes the version that was read and no other', async () => {
    const lamp = aLamp({ version: 2 });
    await write(lampRows.create(table, lamp));
    expect(await write(lampRows.removeIfVersion(table, { version: 1 }, lamp))).toBe(false);
    expect(await lampRows.get(table, lamp)).toEqual(lamp);
    expect(await write(lampRows.removeIfVersion(table, lamp, lamp))).toBe(true);
    expect(await lampRows.get(table, lamp)).toBeUndefined();
    expect(await write(lampRows.removeIfVersion(table, lamp, lamp))).toBe(false);
  });

  it('alone: tells a condition that failed, and throws any other failure as it came', async () => {
    const lamp = aLamp();
    const { Put } = lampRows.create(table, lamp);
    expect(await unlessRefused(engine.client.send(new PutCommand(Put)))).toBeDefined();
    expect(await unlessRefused(engine.client.send(new PutCommand(Put)))).toBeUndefined();
    const nowhere = engine.client.send(new PutCommand({ ...Put, TableName: 'nowhere' }));
    await expect(unlessRefused(nowhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('several conditions in one transaction', () => {
  const lamp = aLamp({ version: 4, watts: 40 });
  beforeEach(() => write(lampRows.put(table, lamp)));
  const ifVersion = (version: number): Guarded<string> => ({
    write: lampRows.putIfVersion(table, { version }, { ...lamp, version: version + 1 }),
    refuse: (stored) => `version ${lampRows.read(stored).version}`,
  });
  const ifThereIsASwitch = (): Guarded<string> => ({
    write: switchRows.check(table, { room: lamp.room }, THERE),
    refuse: (stored) => (stored === undefined ? 'no switch' : 'a switch'),
  });
  const ifOff = (): Guarded<string> => ({
    write: switchRows.check(table, { room: 'cellar' }, has({ state: 'off' })),
    refuse: (stored) => `switched ${switchRows.read(stored).on ? 'on' : 'off'}`,
  });
  const guarded = (...writes: readonly Guarded<string>[]) => writeGuarded(engine.client, backoff, writes);

  it('tells a version that is not the expected one, and which it is', async () => {
    expect(await guarded(ifVersion(3))).toBe('version 4');
  });

  it('tells another condition that failed from the version', async () => {
    expect(await guarded(ifVersion(4), ifThereIsASwitch())).toBe('no switch');
    expect(await lampRows.get(table, lamp)).toEqual(lamp);
  });

  it('tells the first of those that failed', async () => {
    expect(await guarded(ifThereIsASwitch(), ifVersion(3))).toBe('no switch');
    expect(await guarded(ifVersion(3), ifThereIsASwitch())).toBe('version 4');
  });

  it('gives the stored row of the condition that failed, beside writes without any', async () => {
    await write(switchRows.put(table, { on: true }, { room: 'cellar' }));
    expect(await guarded({ write: lampRows.put(table, { ...lamp, watts: 1 }) }, ifOff())).toBe('switched on');
    expect(await lampRows.get(table, lamp)).toEqual(lamp);
  });

  it('tells nothing when it was written', async () => {
    await write(switchRows.put(table, { on: false }, { room: 'cellar' }));
    expect(await guarded(ifVersion(4), ifOff())).toBeUndefined();
    expect(await lampRows.get(table, lamp)).toMatchObject({ version: 5 });
  });
});

describe('a kind of row whose form changed twice', () => {
  const inMilliwatts = ({ watts, ...lamp }: Readonly<Record<string, unknown>>) => ({
    ...lamp,
    ...(watts !== undefined && { milliwatts: Number(watts) * 1000 }),
  });
  const named = ({ name, ...lamp }: Readonly<Record<string, unknown>>) => ({ ...lamp, label: name });
  const newLampRows = rows<Lamp, Pick<Lamp, 'room' | 'name'>>({
    ...kind,
    schema: () =>
      z
        .object({ room: z.string(), label: z.string(), version: z.int(), milliwatts: z.number().exactOptional() })
        .transform(({ label, milliwatts, ...lamp }) => ({
          ...lamp,
          name: label,
          ...(milliwatts !== undefined && { watts: milliwatts / 1000 }),
        })),
    toStored: ({ name, watts, ...lamp }) => ({
      ...lamp,
      label: name,
      ...(watts !== undefined && { milliwatts: watts * 1000 }),
    }),
    upgrades: [inMilliwatts, named],
  });
  const place = (lamp: Lamp) => ({ ...kind.key(lamp), entity: 'lamp', room: lamp.room, version: lamp.version });

  it('is written with the number of its form, and one that never changed without', () => {
    const lamp = aLamp({ watts: 40 });
    expect(newLampRows.toItem(lamp)).toEqual({ ...place(lamp), form: 3, label: 'desk', milliwatts: 40_000 });
    expect(lampRows.toItem(lamp)).toEqual({ ...place(lamp), name: 'desk', watts: 40 });
  });

  it.each([
    ['the first', { name: 'desk', watts: 40 }],
    ['the second', { form: 2, name: 'desk', milliwatts: 40_000 }],
    ['the last', { form: 3, label: 'desk', milliwatts: 40_000 }],
  ])('is read from %s form', (_, stored) => {
    const lamp = aLamp({ watts: 40 });
    expect(newLampRows.read({ ...place(lamp), ...stored })).toEqual(lamp);
  });

  it.each([4, 0, 1.5, '2'])('is not read from the form %j, which this release does not know', (form) => {
    const lamp = aLamp();
    expect(() => newLampRows.read({ ...place(lamp), form, name: 'desk' })).toThrow(
      new DamagedRowError(
        `the row ROOM#${lamp.room} LAMP#desk can't be read as lamp: this release does not know its form`,
      ),
    );
  });

  it('is refused by a release that knows the first form alone', () => {
    expect(() => lampRows.read(newLampRows.toItem(aLamp()))).toThrow('does not know its form');
  });

  it('is stored in the last form as it was read, once, and not over what was written meanwhile', async () => {
    const lamp = aLamp({ watts: 40 });
    const old = { ...place(lamp), name: 'desk', watts: 40 };
    await putItem(old);
    const storedItem = async () =>
      (await engine.client.send(new GetCommand({ TableName: table.TableName, Key: kind.key(lamp) }))).Item;

    expect(await write(newLampRows.rewrite(table, old))).toBe(true);
    expect(await storedItem()).toEqual(newLampRows.toItem(lamp));
    expect(await write(newLampRows.rewrite(table, old))).toBe(false);

    await putItem({ ...old, version: 2 });
    expect(await write(newLampRows.rewrite(table, old))).toBe(false);
    expect(await storedItem()).toEqual({ ...old, version: 2 });
  });
});
