import { randomUUID } from 'node:crypto';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { ulid } from 'ulid';
import { dynamoDeskAdministration } from '../../../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskDirectory } from '../../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../../shared/adapters/dynamodb/desk-registry.ts';
import { deskFactRows } from '../../../../shared/adapters/dynamodb/fact-rows.ts';
import { deskFactOfChange } from '../../../../shared/application/administration/desk-fact.ts';
import { memoryDeskDirectory } from '../../../support/memory/memory-desk-directory.ts';
import type {
  DeskAdministration,
  DeskDirectory,
  DeskRegistry,
  FactFilter,
} from '../../../../shared/application/ports/desk.ts';
import { InvalidCursorError } from '../../../../shared/application/ports/pages.ts';
import type { DeskFact } from '../../../../shared/domain/desk/desk-facts.ts';
import { steppingClock } from '../../../support/clock.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aDeskFact, aGroup, anAgent, aService } from '../../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

type Desk = DeskDirectory & DeskRegistry & DeskAdministration;
const ADAPTERS: Record<string, () => Desk> = {
  memory: memoryDeskDirectory,
  dynamodb: () => ({
    ...dynamoDeskDirectory(engine),
    ...dynamoDeskRegistry({ ...engine, backoff: async () => {}, clock: steppingClock() }),
    ...dynamoDeskAdministration({ ...engine, backoff: async () => {} }),
  }),
};

describe.each(Object.entries(ADAPTERS))('DeskAdministration in %s', (_name, make) => {
  let desk: Desk;
  let id: string;
  beforeEach(() => {
    desk = make();
    id = randomUUID();
  });
  let facts = 0;
  const fact = (over = {}) => aDeskFact({ serviceId: id, id: `evt_${String((facts += 1)).padStart(6, '0')}`, ...over });
  const agent = (over = {}) => anAgent({ serviceId: id, ...over });
  const group = (over = {}) => aGroup({ serviceId: id, ...over });
  const service = (over = {}) => aService({ serviceId: id, addresses: [`${id}@example.com`], ...over });
  const logged = async () => (await desk.listFacts(id, { limit: 100, order: 'oldest' })).items;

  it('writes an agent, their groups and the fact together', async () => {
    const before = group();
    expect(await desk.saveGroup({ before: undefined, after: before, fact: fact() })).toBe(true);
    const told = fact();
    const after = group({ agentIds: ['agent_1'], version: 2 });
    expect(await desk.saveAgent({ before: undefined, after: agent(), groups: [{ before, after }], fact: told })).toBe(
      true,
    );
    expect(await desk.findAgent(id, 'agent_1')).toEqual(agent());
    expect(await desk.findGroup(id, 'first-line')).toEqual(after);
    expect((await logged()).at(-1)).toEqual(told);
  });

  it('writes nothing when the agent or a group is not as it was read', async () => {
    await desk.saveGroup({ before: undefined, after: group(), fact: fact() });
    await desk.saveAgent({ before: undefined, after: agent(), groups: [], fact: fact() });
    const lines = (await logged()).length;
    const [next, moved] = [agent({ name: 'Next', version: 2 }), group({ agentIds: ['agent_1'], version: 2 })];
    expect(await desk.saveAgent({ before: undefined, after: next, groups: [], fact: fact() })).toBe(false);
    expect(await desk.saveAgent({ before: agent({ version: 7 }), after: next, groups: [], fact: fact() })).toBe(false);
    expect(
      await desk.saveAgent({
        before: agent(),
        after: next,
        groups: [{ before: group({ version: 3 }), after: moved }],
        fact: fact(),
      }),
    ).toBe(false);
    expect(await desk.saveGroup({ before: group({ version: 3 }), after: moved, fact: fact() })).toBe(false);
    expect(await desk.findAgent(id, 'agent_1')).toEqual(agent());
    expect(await desk.findGroup(id, 'first-line')).toEqual(group());
    expect(await logged()).toHaveLength(lines);
  });

  it('takes an administrator away only while the other still is one', async () => {
    const [boss, chief] = [
      agent({ agentId: 'boss', role: 'administrator' }),
      agent({ agentId: 'chief', role: 'administrator' }),
    ];
    for (const each of [boss, chief])
      await desk.saveAgent({ before: undefined, after: each, groups: [], fact: fact() });
    const both = await Promise.all(
      [[boss, 'chief'] as const, [chief, 'boss'] as const].map(([before, administratorId]) =>
        desk.saveAgent({
          before,
          after: { ...before, role: 'agent', version: 2 },
          groups: [],
          administratorId,
          fact: fact(),
        }),
      ),
    );
    expect(both.filter(Boolean)).toHaveLength(1);
    const left = (await desk.listAgents(id)).filter(({ role }) => role === 'administrator');
    expect(left).toHaveLength(1);
    expect(await desk.otherAdministrator(id, 'somebody')).toBe(left[0]!.agentId);
    expect(await desk.otherAdministrator(id, left[0]!.agentId)).toBeUndefined();
  });

  it('does not count an administrator who left', async () => {
    await desk.saveAgent({
      before: undefined,
      after: agent({ agentId: 'gone', role: 'administrator', active: false }),
      groups: [],
      fact: fact(),
    });
    await desk.saveAgent({ before: undefined, after: agent({ agentId: 'mina' }), groups: [], fact: fact() });
    expect(await desk.otherAdministrator(id, 'boss')).toBeUndefined();
  });

  it('makes a service with its first agent, once', async () => {
    const [administrator, made] = [agent({ role: 'administrator' }), service()];
    expect(await desk.saveService({ before: undefined, after: made, administrator, fact: fact() })).toBe('saved');
    expect(await desk.saveService({ before: undefined, after: made, administrator, fact: fact() })).toBe('changed');
    expect(await desk.findServiceByAddress(`${id}@example.com`)).toEqual(made);
    expect(await desk.findAgent(id, 'agent_1')).toEqual(administrator);
  });

  it('gives addresses up and takes new ones, but none of another service', async () => {
    await desk.putService(service());
    await desk.putService(aService({ serviceId: `${id}-b`, addresses: [`b-${id}@example.com`] }));
    expect(
      await desk.saveService({
        before: service(),
        after: service({ addresses: [`b-${id}@example.com`], version: 2 }),
        fact: fact(),
      }),
    ).toEqual({ taken: `b-${id}@example.com` });
    expect(await desk.findService(id)).toEqual(service());
    expect(
      await desk.saveService({
        before: service(),
        after: service({ addresses: [`c-${id}@example.com`], version: 2 }),
        fact: fact(),
      }),
    ).toBe('saved');
    expect(await desk.findServiceByAddress(`${id}@example.com`)).toBeUndefined();
    expect(await desk.findServiceByAddress(`c-${id}@example.com`)).toMatchObject({ serviceId: id });
    expect(
      await desk.saveService({ before: service(), after: service({ name: 'Late', version: 2 }), fact: fact() }),
    ).toBe('changed');
  });

  it('lists the audit log page by page, either way, of this service alone', async () => {
    const told = [1, 2, 3].map((n) => fact({ subject: { kind: 'group', id: `g${n}` } }));
    for (const [n, each] of told.entries())
      await desk.saveGroup({ before: undefined, after: group({ groupId: `g${n}` }), fact: each });
    await desk.saveGroup({
      before: undefined,
      after: group({ serviceId: `${id}-b` }),
      fact: fact({ serviceId: `${id}-b` }),
    });
    const first = await desk.listFacts(id, { limit: 2, order: 'newest' });
    expect(first.items).toEqual([told[2], told[1]]);
    const second = await desk.listFacts(id, { limit: 2, order: 'newest', cursor: first.cursor! });
    expect(second).toEqual({ items: [told[0]] });
    expect((await desk.listFacts(id, { limit: 2, order: 'oldest' })).items).toEqual([told[0], told[1]]);
    await expect(desk.listFacts(`${id}-b`, { limit: 2, order: 'newest', cursor: first.cursor! })).rejects.toThrow(
      InvalidCursorError,
    );
  });

  const [MINUTE, NOON] = [60_000, Date.parse('2026-11-22T12:00:00.000Z')];
  /** Facts of one an hour from noon on, with the ids that the clock makes. */
  const hourly = (count: number, of: (n: number) => Partial<DeskFact>) =>
    Array.from({ length: count }, (_, n) => {
      const time = NOON + n * 60 * MINUTE;
      return fact({ id: `evt_${ulid(time)}`, at: new Date(time + 3).toISOString(), ...of(n) });
    });
  const write = async (told: readonly DeskFact[]) => {
    for (const each of told)
      await desk.saveGroup({ before: undefined, after: group({ groupId: each.id.toLowerCase() }), fact: each });
  };

  it.each<[string, FactFilter, readonly number[]]>([
    ['one kind', { kinds: ['group'] }, [1, 4]],
    ['two kinds', { kinds: ['group', 'field'] }, [1, 2, 4, 5]],
    ['one subject', { kinds: ['agent'], subjectId: 'subject_3' }, [3]],
    ['one agent', { agentId: 'chief' }, [1, 3, 5]],
    ['one agent and kind', { agentId: 'chief', kinds: ['field'] }, [5]],
    ['from an instant', { from: '2026-11-22T15:00:00.003Z' }, [3, 4, 5]],
    ['until an instant', { until: '2026-11-22T15:00:00.003Z' }, [0, 1, 2]],
    ['between two', { from: '2026-11-22T14:00:00.004Z', until: '2026-11-22T17:00:00.000Z' }, [3, 4]],
    ['nothing that is there', { kinds: ['notice'] }, []],
  ])('lists the facts of %s alone, page by page, either way', async (_, filter, numbers) => {
    const told = hourly(6, (n) => ({
      subject: { kind: (['agent', 'group', 'field'] as const)[n % 3]!, id: `subject_${n}` },
      actor: n % 2 === 1 ? { kind: 'agent', id: 'chief' } : { kind: 'system' },
    }));
    await write(told);
    const wanted = numbers.map((n) => told[n]!);
    for (const order of ['oldest', 'newest'] as const) {
      const listed: DeskFact[] = [];
      let cursor: string | undefined;
      do {
        const page = await desk.listFacts(id, { limit: 2, order, ...(cursor === undefined ? {} : { cursor }) }, filter);
        expect(page.items.length).toBeLessThanOrEqual(2);
        listed.push(...page.items);
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(listed).toEqual(order === 'oldest' ? wanted : wanted.toReversed());
    }
  });

  it('refuses the cursor of another filter', async () => {
    await write(hourly(4, () => ({ subject: { kind: 'group', id: 'g' } })));
    const { cursor } = await desk.listFacts(id, { limit: 1, order: 'newest' }, { kinds: ['group'] });
    await expect(
      desk.listFacts(id, { limit: 1, order: 'newest', cursor: cursor! }, { kinds: ['field'] }),
    ).rejects.toThrow(InvalidCursorError);
  });
});

it('What a narrow filter reads at once is bounded, and the rest is read from its cursor on', async () => {
  const serviceId = randomUUID();
  const desk = ADAPTERS['dynamodb']!();
  const rare = aDeskFact({ serviceId, id: 'evt_0000', subject: { kind: 'notice', id: 'n' } });
  const facts = [rare, ...Array.from({ length: 450 }, (_, n) => aDeskFact({ serviceId, id: `evt_${1000 + n}` }))];
  for (let n = 0; n < facts.length; n += 25)
    await engine.client.send(
      new BatchWriteCommand({
        RequestItems: {
          [engine.deskTable]: facts
            .slice(n, n + 25)
            .map((fact) => ({ PutRequest: { Item: { ...deskFactRows.toItem(fact) } } })),
        },
      }),
    );
  const filter: FactFilter = { kinds: ['notice'] };
  const first = await desk.listFacts(serviceId, { limit: 10, order: 'newest' }, filter);
  expect(first).toEqual({ items: [], cursor: expect.any(String) as string });
  expect(await desk.listFacts(serviceId, { limit: 10, order: 'newest', cursor: first.cursor! }, filter)).toEqual({
    items: [rare],
  });
});

it('A fact of an earlier release, without values, is read; one with the most that it may hold stays below 16 KB', async () => {
  const serviceId = randomUUID();
  const desk = ADAPTERS['dynamodb']!();
  const { members: _members, subjectName: _name, ...earlier } = aDeskFact({ serviceId, id: 'evt_1' });
  const options = Array.from({ length: 200 }, (_, i) => ({
    code: `o${i}`,
    names: { ko: '선택'.repeat(50) },
    active: true,
  }));
  const long = (letter: string) => ({
    names: { ko: letter.repeat(2000), en: letter.repeat(2000) },
    type: 'dropdown',
    options,
  });
  const largest = deskFactOfChange(
    steppingClock(),
    { serviceId, agentId: randomUUID(), correlationId: randomUUID() },
    { kind: 'field', id: 'x'.repeat(40) },
    long('가'),
    { ...long('나'), options: options.map((option) => ({ ...option, active: false })) },
  );
  for (const fact of [earlier, largest])
    await desk.saveGroup({
      before: undefined,
      after: aGroup({ serviceId, groupId: fact.id }),
      fact,
    });
  const { items } = await desk.listFacts(serviceId, { limit: 10, order: 'oldest' });
  expect(items).toEqual([largest, earlier]);
  expect(items[1]).not.toHaveProperty('members');
  expect(Buffer.byteLength(JSON.stringify(marshall(deskFactRows.toItem(largest))))).toBeLessThan(16 * 1024);
});

it('What the operator sets up is told as the system’s, and twice is as once', async () => {
  const serviceId = randomUUID();
  const desk = ADAPTERS['dynamodb']!();
  for (const name of ['Mina', 'Mina', 'Jun']) {
    await desk.putService(aService({ serviceId, addresses: [`${serviceId}@example.com`] }));
    await desk.putGroup({ serviceId, groupId: 'g', name: 'Group' });
    await desk.putAgent(anAgent({ serviceId, agentId: 'one', groupIds: ['g'], name }));
  }
  const { items } = await desk.listFacts(serviceId, { limit: 10, order: 'oldest' });
  expect(
    items.map(({ type, action, actor, changed }) => [type, action, actor.kind, action === 'created' || changed]),
  ).toEqual([
    ['service_changed', 'created', 'system', true],
    ['group_changed', 'created', 'system', true],
    ['agent_changed', 'created', 'system', true],
    ['agent_changed', 'changed', 'system', ['name']],
  ]);
  expect(items.at(-1)).toMatchObject({
    subjectName: 'Jun',
    members: [{ name: 'name', told: 'values', before: 'Mina', after: 'Jun' }],
  });
});
