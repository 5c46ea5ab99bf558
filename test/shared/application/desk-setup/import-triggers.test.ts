import { randomUUID } from 'node:crypto';
import { setupOn } from '../../../../infra/operate/setup-file.ts';
import { dynamoDeskAdministration } from '../../../../shared/adapters/dynamodb/desk-administration.ts';
import { dynamoDeskRegistry } from '../../../../shared/adapters/dynamodb/desk-registry.ts';
import { sanitizedRichText } from '../../../../shared/adapters/mail/sanitized-rich-text.ts';
import { type ImportInput, importSetup } from '../../../../shared/application/desk-setup/import-setup.ts';
import { exportSetup } from '../../../../shared/application/desk-setup/read-setup.ts';
import { triggerFact } from '../../../../shared/application/triggers/trigger-fact.ts';
import type { SetupDocument, SetupTrigger } from '../../../../shared/domain/desk-setup/setup-document.ts';
import type { Trigger } from '../../../../shared/domain/trigger/trigger.ts';
import { steppingClock } from '../../../support/clock.ts';
import { type DynamoEngine, startDynamoEngine } from '../../../support/dynamo-engine.ts';
import { aSetup } from '../../../support/setups.ts';
import { all, aTrigger, where } from '../../../support/triggers.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const clock = steppingClock();
const aSetupTrigger = (id: string, over: Partial<SetupTrigger> = {}): SetupTrigger => ({
  id,
  name: `Trigger ${id}`,
  active: true,
  event: { kind: 'ticket_created' },
  mode: 'selective',
  conditions: all(where('ticket.priority', 'is', 'high')),
  actions: [{ kind: 'add_tag', tag: id }],
  ...over,
});

const aService = async () => {
  const serviceId = `service-${randomUUID()}`;
  const deps = { client: engine.client, deskTable: engine.deskTable, backoff: async () => {} };
  const setup = setupOn(deps);
  await dynamoDeskRegistry(deps).putGroup({ serviceId, groupId: 'first-line', name: 'First line' });
  const bring = importSetup({ ...setup, clock, richText: sanitizedRichText, backoff: deps.backoff });
  const importing = (document: Omit<SetupDocument, 'version'>, over: Partial<ImportInput> = {}) =>
    bring({
      serviceId,
      agentId: 'boss',
      correlationId: 'cor_1',
      document: { version: 1, ...document },
      dryRun: false,
      prune: false,
      ...over,
    });
  return {
    serviceId,
    triggers: setup.triggers,
    stored: async () => (await setup.triggers.list(serviceId)).triggers,
    order: async () => (await setup.triggers.list(serviceId)).triggers.map(({ triggerId }) => triggerId),
    importing: async (triggers: readonly SetupTrigger[], over: Partial<ImportInput> = {}) => {
      const result = await importing({ triggers }, over);
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      return result.value;
    },
    importingAll: importing,
    exported: async () => (await exportSetup(setup)(serviceId)).triggers,
    write: async (...after: readonly Partial<Trigger>[]) => {
      const { revision } = await setup.triggers.list(serviceId);
      const made = after.map((over, order) => aTrigger({ serviceId, order, ...over }));
      const by = { serviceId, agentId: 'boss', correlationId: 'cor_1' };
      const facts = [triggerFact(clock, by, undefined, made[0])] as const;
      await setup.triggers.save({ serviceId, revision, put: made, after: made, facts });
    },
    facts: async () =>
      (
        await dynamoDeskAdministration(deps).listFacts(
          serviceId,
          { limit: 100, order: 'oldest' },
          { kinds: ['trigger'] },
        )
      ).items,
  };
};

describe('given a document with triggers', () => {
  it('makes them in its order, each with its line in the log; once more changes nothing', async () => {
    const service = await aService();
    const document = ['c', 'a', 'b'].map((id) => aSetupTrigger(id));
    expect(await service.importing(document)).toMatchObject({
      applied: 3,
      changes: [
        { section: 'triggers', id: 'c', action: 'added', names: { en: 'Trigger c', ko: 'Trigger c' } },
        { id: 'a' },
        { id: 'b' },
      ],
    });
    expect(await service.exported()).toEqual(document);
    expect(await service.facts()).toHaveLength(3);
    expect(await service.importing(document, { prune: true })).toMatchObject({ applied: 0, changes: [] });
  });

  it('changes what differs, in one order with those that it doesn’t name, and deletes those only when pruning', async () => {
    const service = await aService();
    await service.importing(['a', 'own', 'b'].map((id) => aSetupTrigger(id)));
    const document = [aSetupTrigger('b', { active: false }), aSetupTrigger('new'), aSetupTrigger('a')];
    expect(await service.importing(document)).toMatchObject({
      applied: 3,
      changes: [
        { id: 'b', action: 'changed', members: [{ name: 'active', before: true, after: false }] },
        { id: 'new', action: 'added' },
        {
          section: 'triggers',
          id: 'triggers/order',
          action: 'changed',
          members: [{ name: 'order', before: ['a', 'own', 'b', 'new'], after: ['b', 'own', 'new', 'a'] }],
        },
      ],
    });
    expect(await service.order()).toEqual(['b', 'own', 'new', 'a']);
    expect((await service.importing(document)).applied).toBe(0);
    expect(await service.importing(document, { prune: true })).toMatchObject({
      applied: 1,
      changes: [{ id: 'own', action: 'removed' }],
    });
    expect(await service.order()).toEqual(['b', 'new', 'a']);
  });

  it('names categories and fields of the document, and groups of the service', async () => {
    const service = await aService();
    const triggers = [
      aSetupTrigger('size', {
        conditions: all(where('field.size', 'is', 's'), where('ticket.inquiryType', 'is', 'late')),
        actions: [{ kind: 'forward_to_group', groupId: 'first-line' }],
      }),
    ];
    expect((await service.importingAll({ triggers })).ok).toBe(false);
    const { categories, fields } = aSetup();
    expect(await service.importingAll({ categories, fields, triggers })).toMatchObject({
      ok: true,
      value: { remaining: 0 },
    });
    expect(await service.exported()).toEqual(triggers);
  });

  it('is refused what the service doesn’t have, and texts that can’t be sent, each at its place', async () => {
    const service = await aService();
    const triggers = [
      aSetupTrigger('a', { actions: [{ kind: 'forward_to_group', groupId: 'nowhere' }] }),
      aSetupTrigger('a'),
    ];
    expect(await service.importingAll({ triggers })).toMatchObject({
      ok: false,
      error: {
        code: 'setup_not_valid',
        errors: [
          { pointer: '#/document/triggers/0/actions/0/groupId' },
          { pointer: '#/document/triggers/1/id', detail: 'The document names it twice' },
        ],
      },
    });
    expect(
      await service.importingAll({
        triggers: [
          aSetupTrigger('a', { actions: [{ kind: 'comment', html: '<p>#{nobody}</p>' }] }),
          aSetupTrigger('b', { actions: [{ kind: 'call_url', url: 'https://127.0.0.1/', signed: false }] }),
        ],
      }),
    ).toMatchObject({
      ok: false,
      error: {
        errors: [
          { pointer: '#/document/triggers/0/actions/0/html' },
          { pointer: '#/document/triggers/1/actions/0/url' },
        ],
      },
    });
    expect(await service.stored()).toEqual([]);
  });
});

describe('given triggers with secrets', () => {
  const CALL = { kind: 'call_url', url: 'https://api.example.com/', signed: true } as const;
  const NOTICE = { kind: 'dooray_notice', text: 'Look' } as const;
  const SECRETS: Partial<Trigger> = {
    triggerId: 'calls',
    actions: [
      { kind: 'call_url', url: CALL.url, sealedSecret: 'v1.key' },
      { kind: 'dooray_notice', text: NOTICE.text, sealedHook: 'v1.hook' },
    ],
  };

  it('has none of them in a document', async () => {
    const service = await aService();
    await service.write(SECRETS);
    const exported = await service.exported();
    expect(exported).toMatchObject([{ id: 'calls', actions: [CALL, NOTICE] }]);
    expect(JSON.stringify(exported)).not.toContain('v1.');
  });

  it('keeps those that the service has: of a call to the same address, of a notice whatever it says', async () => {
    const service = await aService();
    await service.write(SECRETS);
    const [exported] = await service.exported();
    await service.importing([{ ...exported!, actions: [{ ...NOTICE, text: 'Look again' }, CALL] }]);
    expect(await service.stored()).toMatchObject([
      { actions: [{ text: 'Look again', sealedHook: 'v1.hook' }, { sealedSecret: 'v1.key' }] },
    ]);
    expect((await service.stored())[0]!.stopped).toBeUndefined();
    // Another address gets no key of this one.
    await service.importing([{ ...exported!, actions: [{ ...CALL, url: 'https://other.example.com/' }, NOTICE] }]);
    expect((await service.stored())[0]).toMatchObject({
      stopped: { why: 'outdated', details: [{ pointer: '#/actions/0/secret' }] },
      actions: [{ url: 'https://other.example.com/' }, { sealedHook: 'v1.hook' }],
    });
  });

  it('stops one that lacks its secrets in another service, until they are given; once more changes nothing', async () => {
    const service = await aService();
    const document = [aSetupTrigger('calls', { actions: [CALL, NOTICE] })];
    await service.importing(document);
    expect(await service.stored()).toMatchObject([
      {
        active: true,
        stopped: { why: 'outdated', details: [{ pointer: '#/actions/0/secret' }, { pointer: '#/actions/1/hook' }] },
      },
    ]);
    expect(await service.triggers.list(service.serviceId)).toMatchObject({ revision: 1 });
    expect((await service.importing(document)).changes).toEqual([]);
    expect(await service.exported()).toEqual(document);
  });
});
