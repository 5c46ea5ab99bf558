import { randomUUID } from 'node:crypto';
import { dynamoDeskDirectory } from '../../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../../shared/adapters/dynamodb/desk-registry.ts';
import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import { AddressTakenError, type DeskDirectory, type DeskRegistry } from '../../../../shared/application/ports/desk.ts';
import type { Category } from '../../../../shared/domain/desk/category.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aGroup, anAgent, aService } from '../../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const ADAPTERS: Record<string, () => DeskDirectory & DeskRegistry> = {
  memory: memoryDeskDirectory,
  dynamodb: () => ({ ...dynamoDeskDirectory(engine), ...dynamoDeskRegistry({ ...engine, backoff: async () => {} }) }),
};

describe.each(Object.entries(ADAPTERS))('DeskDirectory in %s', (_name, make) => {
  let desk: DeskDirectory & DeskRegistry;
  let id: string;
  beforeEach(() => {
    desk = make();
    id = randomUUID();
  });
  const service = (over = {}) =>
    aService({ serviceId: id, addresses: [`${id}@example.com`, `second-${id}@example.com`], ...over });

  it('finds a service by id and by each of its addresses', async () => {
    await desk.putService(service());
    expect(await desk.findService(id)).toEqual(service());
    expect(await desk.findServiceByAddress(`second-${id}@example.com`)).toEqual(service());
    expect(await desk.findServiceByAddress(`unknown-${id}@example.com`)).toBeUndefined();
    expect(await desk.findService('none')).toBeUndefined();
  });

  it('forgets an address that the service gave up, and another may take it', async () => {
    await desk.putService(service());
    await desk.putService(service({ addresses: [`${id}@example.com`] }));
    expect(await desk.findServiceByAddress(`second-${id}@example.com`)).toBeUndefined();
    const other = aService({ serviceId: `${id}-b`, addresses: [`second-${id}@example.com`] });
    await desk.putService(other);
    expect(await desk.findServiceByAddress(`second-${id}@example.com`)).toEqual(other);
  });

  it('refuses an address that another service has, and changes nothing', async () => {
    await desk.putService(service());
    await expect(desk.putService(aService({ serviceId: `${id}-b`, addresses: [`${id}@example.com`] }))).rejects.toThrow(
      AddressTakenError,
    );
    expect(await desk.findService(`${id}-b`)).toBeUndefined();
    expect(await desk.findServiceByAddress(`${id}@example.com`)).toEqual(service());
  });

  it('lists a service’s people and groups, and nobody else’s', async () => {
    const [one, two] = [
      anAgent({ serviceId: id, agentId: 'one' }),
      anAgent({ serviceId: id, agentId: 'two', active: false }),
    ];
    await desk.putService(service());
    await desk.putAgent(two);
    await desk.putAgent(one);
    await desk.putAgent(anAgent({ serviceId: `${id}-b`, agentId: 'three' }));
    await desk.putGroup({ serviceId: id, groupId: 'g', name: 'Group' });
    expect(await desk.listAgents(id)).toEqual([one, two]);
    expect(await desk.listGroups(id)).toEqual([aGroup({ serviceId: id, groupId: 'g', name: 'Group' })]);
  });

  it('lists every service, each once', async () => {
    await desk.putService(service());
    await desk.putService(aService({ serviceId: `${id}-b`, addresses: [`b-${id}@example.com`] }));
    await desk.putService(service({ name: 'Renamed' }));
    const ours = (await desk.listServices()).filter(({ serviceId }) => serviceId.startsWith(id));
    expect(ours).toEqual([
      service({ name: 'Renamed', version: 2 }),
      aService({ serviceId: `${id}-b`, addresses: [`b-${id}@example.com`] }),
    ]);
  });

  it('finds a group of the service', async () => {
    await desk.putGroup({ serviceId: id, groupId: 'g', name: 'Group' });
    expect(await desk.findGroup(id, 'g')).toEqual(aGroup({ serviceId: id, groupId: 'g', name: 'Group' }));
    expect(await desk.findGroup(id, 'h')).toBeUndefined();
    expect(await desk.findGroup(`${id}-b`, 'g')).toBeUndefined();
  });

  it('keeps who is in a group in the order in which they came, each once', async () => {
    await desk.putGroup({ serviceId: id, groupId: 'g', name: 'Group' });
    for (const agentId of ['two', 'one', 'three', 'two'])
      await desk.putAgent(anAgent({ serviceId: id, agentId, groupIds: ['g', 'nowhere'] }));
    expect((await desk.findGroup(id, 'g'))?.agentIds).toEqual(['two', 'one', 'three']);
    await desk.putAgent(anAgent({ serviceId: id, agentId: 'one', groupIds: [] }));
    await desk.putAgent(anAgent({ serviceId: id, agentId: 'two', groupIds: ['g'], active: false }));
    await desk.putGroup({ serviceId: id, groupId: 'g', name: 'Renamed' });
    expect(await desk.findGroup(id, 'g')).toMatchObject({ name: 'Renamed', agentIds: ['three'] });
  });

  it('gives the next version to what changed alone', async () => {
    for (const name of ['Mina', 'Mina', 'Jun']) await desk.putAgent(anAgent({ serviceId: id, agentId: 'one', name }));
    expect(await desk.findAgent(id, 'one')).toMatchObject({ version: 2, name: 'Jun' });
  });

  it('finds and lists categories of both trees, also inactive ones', async () => {
    const top: Omit<Category, 'version'> = {
      serviceId: id,
      kind: 'inquiry_type',
      categoryId: 'delivery',
      names: { ko: '배송', en: 'Delivery' },
      active: true,
      order: 0,
    };
    const below: Omit<Category, 'version'> = {
      serviceId: id,
      kind: 'inquiry_type',
      categoryId: 'lost',
      parentId: 'delivery',
      names: { en: 'Lost' },
      active: false,
      order: 1,
    };
    const other: Omit<Category, 'version'> = {
      serviceId: id,
      kind: 'processing_type',
      categoryId: 'delivery',
      names: { en: 'Sent again' },
      active: true,
      order: 0,
    };
    for (const category of [top, below, other]) await desk.putCategory(category);
    await desk.putCategory({ ...other, serviceId: `${id}-b` });
    expect(await desk.findCategory(id, 'inquiry_type', 'lost')).toMatchObject(below);
    expect(await desk.findCategory(id, 'processing_type', 'delivery')).toMatchObject(other);
    expect(await desk.findCategory(id, 'processing_type', 'lost')).toBeUndefined();
    const listed = await desk.listCategories(id);
    expect(listed).toHaveLength(3);
    expect(listed).toEqual(
      expect.arrayContaining(
        [top, below, other].map((category) => expect.objectContaining({ ...category }) as Category),
      ),
    );
  });

  it('gives a category that changed the next version, and one that did not its own', async () => {
    const category = {
      serviceId: id,
      kind: 'inquiry_type',
      categoryId: 'delivery',
      names: { en: 'Delivery' },
      active: true,
      order: 0,
    } as const;
    for (const order of [0, 0, 1]) await desk.putCategory({ ...category, order });
    expect(await desk.findCategory(id, 'inquiry_type', 'delivery')).toEqual({ ...category, order: 1, version: 2 });
  });

  it('finds an agent, also one who left', async () => {
    await desk.putAgent(anAgent({ serviceId: id, agentId: 'one', active: false }));
    expect(await desk.findAgent(id, 'one')).toMatchObject({ active: false });
    expect(await desk.findAgent(id, 'two')).toBeUndefined();
  });

  it('lists where a person is an active agent', async () => {
    const agentId = `person-${id}`;
    await desk.putAgent(anAgent({ serviceId: `${id}-a`, agentId }));
    await desk.putAgent(anAgent({ serviceId: `${id}-b`, agentId, active: false }));
    await desk.putAgent(anAgent({ serviceId: `${id}-c`, agentId, role: 'administrator' }));
    await desk.putAgent(anAgent({ serviceId: `${id}-a`, agentId: `${agentId}-other` }));
    expect((await desk.listMemberships(agentId)).map(({ serviceId, role }) => [serviceId, role])).toEqual([
      [`${id}-a`, 'agent'],
      [`${id}-c`, 'administrator'],
    ]);
  });
});
