import { dynamoDeskAdministration } from '../../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoFieldRepository } from '../../../shared/adapters/dynamodb/field-repository.ts';
import {
  dynamoBusinessHours,
  dynamoTriggerRepository,
  triggerRows,
} from '../../../shared/adapters/dynamodb/trigger-repository.ts';
import { triggerFact } from '../../../shared/application/triggers/trigger-fact.ts';
import type { TriggerRepository } from '../../../shared/application/ports/triggers.ts';
import type { Agent, AgentGroup } from '../../../shared/domain/desk/agent.ts';
import { unsetHours } from '../../../shared/domain/trigger/service-hours.ts';
import { type Trigger, TRIGGERS_LIMIT } from '../../../shared/domain/trigger/trigger.ts';
import { steppingClock } from '../../support/clock.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aField } from '../../support/fields.ts';
import { all, any, aTrigger, where } from '../../support/triggers.ts';
import { aDeskFact, aGroup, anAgent } from '../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const clock = steppingClock();
const AT = '2026-11-22T09:00:00.000Z';
let services = 0;
const aService = () => {
  const serviceId = `service-${(services += 1)}`;
  const deps = { ...engine, backoff: async () => {} };
  const triggers: TriggerRepository = dynamoTriggerRepository(deps);
  const by = { serviceId, agentId: 'boss', correlationId: 'cor_1' };
  const make = (triggerId: string, over: Partial<Trigger> = {}) => aTrigger({ serviceId, triggerId, ...over });
  return {
    serviceId,
    triggers,
    make,
    hours: dynamoBusinessHours(deps),
    factOf: (trigger: Trigger) => triggerFact(clock, by, undefined, trigger),
    /** Writes these as all that the service has, behind a revision. */
    save: (revision: number, after: readonly Trigger[], over: { readonly put?: readonly Trigger[] } = {}) =>
      triggers.save({
        serviceId,
        revision,
        put: over.put ?? after,
        after,
        facts: [triggerFact(clock, by, undefined, after[0] ?? make('none'))],
      }),
    facts: async () =>
      (await dynamoDeskAdministration(deps).listFacts(serviceId, { limit: 100, order: 'oldest' })).items,
  };
};

const WHOLE: Partial<Trigger> = {
  stopped: { why: 'outdated', at: AT, details: [{ pointer: '#/actions/0/groupId', detail: 'Gone' }] },
  event: { kind: 'hours_since', since: 'last_reply', hours: 1.5 },
  mode: 'selective',
  conditions: all(
    where('ticket.number', 'between', { from: 1, to: 9 }),
    where('ticket.createdAt', 'within_last', { amount: 3, unit: 'days' }),
    any(
      where('ticket.status', 'changed_from_to', { before: 'processing' }),
      all(where('ticket.unreadReply', 'is', true)),
    ),
    where('ticket.tags', 'any_of', ['vip', 'gold']),
    where('ticket.assignee', 'is_empty'),
  ),
  actions: [
    { kind: 'assign', groupId: 'first-line', strategy: 'designated', agentId: 'agent_1', cap: 5 },
    { kind: 'forward_to_group', groupId: 'second-line' },
    { kind: 'set_field', code: 'size', value: ['s', 'l'] },
    { kind: 'set_field', code: 'when', value: { from: '2026-11-22', to: '2026-11-23' } },
    { kind: 'set_field', code: 'agreed', value: null },
    { kind: 'set_priority', priority: 'urgent' },
    { kind: 'set_inquiry_type', categoryId: null },
    { kind: 'set_processing_type', categoryId: 'solved' },
    { kind: 'add_tag', tag: 'vip' },
    { kind: 'comment', html: '<p>#{ticket.number}</p>' },
    { kind: 'mail', to: 'address', address: 'team@example.com', subject: 'Look', html: '<p>Look</p>' },
    { kind: 'call_url', url: 'https://api.example.com', sealedSecret: 'v1.sealed' },
    { kind: 'dooray_notice', sealedHook: 'v1.hook', text: 'Look' },
    { kind: 'complete' },
  ],
};

describe('what triggers name', () => {
  const at = (serviceId: string, id: string) => aDeskFact({ id, serviceId });
  const aDesk = () => {
    const service = aService();
    const deps = { ...engine, backoff: async () => {} };
    const { serviceId } = service;
    return {
      ...service,
      fields: dynamoFieldRepository(deps),
      administration: dynamoDeskAdministration(deps),
      field: aField({ serviceId, code: 'tier', type: 'text' }),
      agent: anAgent({ serviceId }),
      group: aGroup({ serviceId }),
      revision: async () => (await service.triggers.revision(serviceId)).revision,
    };
  };

  it('raises their revision when it changes so that one may be outdated, and only then', async () => {
    const { serviceId, save, make, fields, administration, field, agent, group, revision } = aDesk();
    await save(0, [make('vip')]);
    const agentSaved = (before: Agent | undefined, after: Agent) =>
      administration.saveAgent({ before, after, groups: [], fact: at(serviceId, 'evt_a') });
    const groupSaved = (before: AgentGroup | undefined, after: AgentGroup) =>
      administration.saveGroup({ before, after, fact: at(serviceId, 'evt_g') });
    const changes: readonly (readonly [string, () => Promise<boolean>, boolean])[] = [
      ['a new field', () => fields.save(field, undefined, at(serviceId, 'evt_f')), false],
      [
        'a field’s place',
        () => fields.saveAll([{ before: field, after: { ...field, version: 2, order: 7 } }], at(serviceId, 'evt_f')),
        false,
      ],
      [
        'a deleted field',
        () =>
          fields.save(
            { ...field, version: 3, order: 7, deleted: true },
            { ...field, version: 2, order: 7 },
            at(serviceId, 'evt_f'),
          ),
        true,
      ],
      ['a new agent', () => agentSaved(undefined, agent), false],
      [
        'an agent who takes no assignments',
        () => agentSaved(agent, { ...agent, version: 2, takesAssignment: false }),
        false,
      ],
      [
        'an agent of another group',
        () => agentSaved({ ...agent, version: 2 }, { ...agent, version: 3, groupIds: [] }),
        true,
      ],
      [
        'an agent who left',
        () => agentSaved({ ...agent, version: 3, groupIds: [] }, { ...agent, version: 4, groupIds: [], active: false }),
        true,
      ],
      ['a new group', () => groupSaved(undefined, group), false],
      ['a group’s name', () => groupSaved(group, { ...group, version: 2, name: 'Other' }), false],
      [
        'a group that is gone',
        () => groupSaved({ ...group, version: 2 }, { ...group, version: 3, active: false }),
        true,
      ],
    ];
    for (const [what, change, isRaised] of changes) {
      const before = await revision();
      expect([what, await change(), await revision()]).toEqual([what, true, before + (isRaised ? 1 : 0)]);
    }
  });

  it('raises nothing when it is not written', async () => {
    const { serviceId, save, make, fields, field, revision } = aDesk();
    await save(0, [make('vip')]);
    expect(await fields.save({ ...field, version: 3 }, { ...field, version: 2 }, at(serviceId, 'evt_f'))).toBe(false);
    expect(await revision()).toBe(1);
  });

  it('has a revision before there is a trigger, and the first one goes by it', async () => {
    const { serviceId, save, make, triggers, fields, field } = aDesk();
    await fields.save(field, undefined, at(serviceId, 'evt_f'));
    await fields.save({ ...field, version: 2, deleted: true }, field, at(serviceId, 'evt_g'));
    expect(await triggers.revision(serviceId)).toEqual({ revision: 1, inUse: false });
    expect(await triggers.list(serviceId)).toEqual({ revision: 1, triggers: [] });
    expect(await save(0, [make('vip')])).toBe('conflict');
    expect(await save(1, [make('vip')])).toBe('saved');
    expect(await triggers.revision(serviceId)).toMatchObject({ revision: 2, inUse: true, since: expect.any(String) });
  });
});

describe('triggers', () => {
  it('are none of revision 0 before the first', async () => {
    const { triggers, serviceId } = aService();
    expect(await triggers.revision(serviceId)).toEqual({ revision: 0, inUse: false });
    expect(await triggers.list(serviceId)).toEqual({ revision: 0, triggers: [] });
    expect(await triggers.find(serviceId, 'vip')).toBeUndefined();
    expect(await triggers.uses(serviceId)).toEqual(new Map());
  });

  it('come back as they were written, in the order that was given, of their own service', async () => {
    const { triggers, serviceId, make, save } = aService();
    const [first, second] = [make('zulu', { ...WHOLE, order: 0 }), make('alpha', { order: 1 })];
    expect(await save(0, [first, second])).toBe('saved');
    expect(await triggers.list(serviceId)).toMatchObject({ revision: 1, triggers: [first, second] });
    expect((await triggers.list(serviceId)).triggers).toEqual([first, second]);
    expect(await triggers.find(serviceId, 'alpha')).toEqual(second);
    expect((await triggers.list('another')).triggers).toEqual([]);
  });

  it('keep since when there was one, and whether any is in use', async () => {
    const { triggers, serviceId, make, save } = aService();
    await save(0, [make('a', { active: false })]);
    const { since } = await triggers.revision(serviceId);
    const changedAt = expect.any(String) as string;
    expect(await triggers.revision(serviceId)).toEqual({ revision: 1, since: changedAt, changedAt, inUse: false });
    await save(1, [make('a'), make('b', { ...WHOLE, active: true, order: 1 })]);
    expect(await triggers.revision(serviceId)).toEqual({ revision: 2, since, changedAt, inUse: true });
    await save(2, [make('a', { active: false }), make('b', { ...WHOLE, order: 1 })]);
    expect((await triggers.revision(serviceId)).inUse).toBe(false);
  });

  it('keep the times that those in use wait for, and since when there are any', async () => {
    const { triggers, serviceId, make, save } = aService();
    const ofService = async () => (await triggers.timed()).filter((each) => each.serviceId === serviceId);
    const waits = (id: string, hours: number, over: Partial<Trigger> = {}) =>
      make(id, { event: { kind: 'hours_since', since: 'created', hours }, ...over });
    await save(0, [make('a')]);
    expect(await ofService()).toEqual([]);
    await save(1, [make('a'), waits('b', 2), waits('c', 2), waits('d', 3, { active: false })]);
    const [first] = await ofService();
    expect(first).toMatchObject({ times: [{ since: 'created', hours: 2 }] });
    await save(2, [make('a'), waits('b', 4)]);
    expect(await ofService()).toEqual([{ ...first, times: [{ since: 'created', hours: 4 }] }]);
    await save(3, [make('a'), waits('b', 4, { active: false })]);
    expect(await ofService()).toEqual([]);
  });

  it('let one win of many who write by the same revision, with its fact alone', async () => {
    const { make, save, triggers, serviceId, facts } = aService();
    await save(0, [make('a')]);
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, index) => save(1, [make('a', { name: `Name ${index}`, version: 2 })])),
    );
    expect(saved.filter((each) => each === 'saved')).toHaveLength(1);
    expect((await triggers.find(serviceId, 'a'))?.name).toBe(`Name ${saved.indexOf('saved')}`);
    expect(await facts()).toHaveLength(2);
  });

  it('move all at once, though there are as many as may be', async () => {
    const { make, save, triggers, serviceId } = aService();
    const many = Array.from({ length: TRIGGERS_LIMIT }, (_, order) => make(`t${order}`, { order }));
    for (let start = 0, revision = 0; start < many.length; start += 90, revision += 1)
      await save(revision, many.slice(0, start + 90), { put: many.slice(start, start + 90) });
    const { revision } = await triggers.revision(serviceId);
    const turned = many.toReversed().map((each, order) => ({ ...each, order }));
    expect(await save(revision, turned, { put: [] })).toBe('saved');
    expect((await triggers.list(serviceId)).triggers).toEqual(turned);
  });

  it('count what they did beside themselves, and forget it when they are deleted or begin anew', async () => {
    const { make, save, triggers, serviceId, factOf } = aService();
    const both = [make('a'), make('b', { order: 1 })];
    await save(0, both);
    const count = (triggerId: string, failed: boolean) => triggers.countUse(serviceId, triggerId, { at: AT, failed });
    expect(await count('a', true)).toEqual({ fired: 0, failuresInARow: 1 });
    expect(await count('a', false)).toEqual({ fired: 1, firedAt: AT, failuresInARow: 0 });
    await Promise.all(Array.from({ length: 10 }, () => count('a', false)));
    expect(await count('a', true)).toEqual({ fired: 11, firedAt: AT, failuresInARow: 1 });
    await count('b', false);
    expect(await triggers.revision(serviceId)).toMatchObject({ revision: 1 });
    await triggers.save({
      serviceId,
      revision: 1,
      put: [],
      removed: [both[1]!],
      restarted: ['a'],
      after: [both[0]!],
      facts: [factOf(both[1]!)],
    });
    expect(await triggers.uses(serviceId)).toEqual(new Map([['a', { fired: 11, firedAt: AT, failuresInARow: 0 }]]));
    expect((await triggers.list(serviceId)).triggers.map(({ triggerId }) => triggerId)).toEqual(['a']);
  });

  it('are stopped once, in the version that was read, and not in use then', async () => {
    const { make, save, triggers, serviceId, facts } = aService();
    const trigger = make('a');
    await save(0, [trigger]);
    const stop = { why: 'failing', at: AT, details: [] } as const;
    const fact = (id: string) => aDeskFact({ serviceId, id, type: 'settings_changed' });
    expect([
      await triggers.stop({ ...trigger, version: 7 }, stop, fact('evt_s1')),
      await triggers.stop(trigger, stop, fact('evt_s2')),
      await triggers.stop(trigger, stop, fact('evt_s3')),
      await triggers.stop((await triggers.find(serviceId, 'a'))!, stop, fact('evt_s4')),
    ]).toEqual([false, true, false, false]);
    expect(await triggers.find(serviceId, 'a')).toEqual({ ...trigger, version: 2, stopped: stop });
    expect(await triggers.revision(serviceId)).toMatchObject({ revision: 2, inUse: false });
    expect((await facts()).filter(({ id }) => id.startsWith('evt_s')).map(({ id }) => id)).toEqual(['evt_s2']);
    // Who decided before that begins again.
    expect(await save(1, [{ ...trigger, version: 2 }])).toBe('conflict');
  });

  it('fail loudly for a row of another make', () => {
    const item = triggerRows.toItem(aTrigger());
    expect(() => triggerRows.read({ ...item, actions: [{ kind: 'dance' }] })).toThrow(/actions/);
    expect(() => triggerRows.read({ ...item, conditions: { match: 'none', conditions: [] } })).toThrow(/conditions/);
  });
});

describe('business hours', () => {
  it('are those of a service that is always open until they are set, and one of two wins', async () => {
    const { hours, serviceId } = aService();
    const unset = await hours.find(serviceId);
    expect(unset).toEqual(unsetHours(serviceId));
    const set = {
      serviceId,
      version: 1,
      weekly: {
        monday: [
          { from: 540, to: 720 },
          { from: 780, to: 1080 },
        ],
      },
      country: 'KR',
      closed: [{ day: '2026-12-31', name: '종무식' }],
      open: ['2026-12-25'],
    };
    const fact = (id: string) => aDeskFact({ serviceId, id, type: 'settings_changed' });
    const saved = await Promise.all([hours.save(set, unset, fact('evt_1')), hours.save(set, unset, fact('evt_2'))]);
    expect(saved.toSorted()).toEqual([false, true]);
    expect(await hours.find(serviceId)).toEqual(set);
    const { country: _, ...without } = set;
    expect(await hours.save({ ...without, version: 2 }, set, fact('evt_3'))).toBe(true);
    expect(await hours.find(serviceId)).toEqual({ ...without, version: 2 });
  });
});
