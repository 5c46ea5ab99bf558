import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { deskFactRows } from '../../../shared/adapters/dynamodb/fact-rows.ts';
import { serviceRows } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import {
  dynamoInformationSourceRepository,
  informationSourceRows,
} from '../../../shared/adapters/dynamodb/information-source-repository.ts';
import type { InformationSourceRepository } from '../../../shared/application/ports/desk-settings.ts';
import type { InformationSource } from '../../../shared/domain/customer-information/information-source.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aSource } from '../../support/information-sources.ts';
import { aService } from '../../support/tickets.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

type Opened = {
  readonly sources: InformationSourceRepository;
  factsOf(serviceId: string): Promise<readonly DeskFact[]>;
};
const openDynamo = (): Opened => ({
  sources: dynamoInformationSourceRepository({
    client: engine.client,
    deskTable: engine.deskTable,
    backoff: async () => {},
  }),
  async factsOf(serviceId) {
    const { Items = [] } = await engine.client.send(
      new QueryCommand({
        TableName: engine.deskTable,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :event)',
        ExpressionAttributeValues: { ':pk': `SERVICE#${serviceId}`, ':event': 'EVENT#' },
      }),
    );
    return Items.map(deskFactRows.read);
  },
});

describe.each<[string, () => Opened]>([['DynamoDB', openDynamo]])(
  'given the repository of information sources: %s',
  (_, open) => {
    let desk: Opened;
    let names = 0;
    const oneMore = (over: Partial<InformationSource> = {}): InformationSource =>
      aSource({ serviceId: `service-${(names += 1)}`, sourceId: `inf_${names}`, ...over });
    const aFact = ({ serviceId, sourceId }: InformationSource): DeskFact => ({
      of: 'desk',
      id: `evt_${String((names += 1)).padStart(6, '0')}`,
      type: 'settings_changed',
      serviceId,
      at: '2026-11-22T09:00:00.000Z',
      actor: { kind: 'agent', id: 'boss' },
      action: 'changed',
      subject: { kind: 'customer_information', id: sourceId },
      changed: ['name'],
      correlationId: 'cor_1',
    });
    beforeAll(() => {
      desk = open();
    });
    const save = (source: InformationSource, before?: InformationSource) =>
      desk.sources.save(source, before, aFact(source));

    test('then what was set up comes back whole, with its fact', async () => {
      const source = oneMore({
        sealedKey: 'v1.sealed.text',
        channels: ['email', 'phone'],
        active: false,
        order: 7,
        request: [
          { variable: 'n', from: { kind: 'ticket', property: 'number' } },
          { variable: 'id', from: { kind: 'customer', property: 'id' } },
          { variable: 'f', from: { kind: 'field', code: 'order' } },
          { variable: 't', from: { kind: 'typed', label: 'Member', required: true } },
        ],
      });
      expect(await save(source)).toBe(true);
      expect(await desk.sources.find(source.serviceId, source.sourceId)).toEqual(source);
      expect(await desk.sources.find('another', source.sourceId)).toBeUndefined();
      expect(await desk.factsOf(source.serviceId)).toMatchObject([
        { subject: { kind: 'customer_information', id: source.sourceId } },
      ]);
    });

    test('then the sources of a service are listed and nothing else of it', async () => {
      const [one, two] = [oneMore({ serviceId: 'listed' }), oneMore({ serviceId: 'listed' })];
      await engine.client.send(
        new PutCommand({ TableName: engine.deskTable, Item: serviceRows.toItem(aService({ serviceId: 'listed' })) }),
      );
      for (const source of [one, two, oneMore()]) await save(source);
      expect((await desk.sources.list('listed')).toSorted((a, b) => (a.sourceId < b.sourceId ? -1 : 1))).toEqual([
        one,
        two,
      ]);
      expect(await desk.sources.list('empty')).toEqual([]);
    });

    test('then none is set up under an id that is taken, and no fact says so', async () => {
      const source = oneMore();
      await save(source);
      expect(await save({ ...source, name: 'Another' })).toBe(false);
      expect(await desk.sources.find(source.serviceId, source.sourceId)).toEqual(source);
      expect(await desk.factsOf(source.serviceId)).toHaveLength(1);
    });

    test('then one wins of many who change the same version at once, and its fact alone is there', async () => {
      const source = oneMore();
      await save(source);
      const saved = await Promise.all(
        Array.from({ length: 6 }, (__, i) => save({ ...source, name: `No ${i}`, version: 2 }, source)),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await desk.sources.find(source.serviceId, source.sourceId)).toMatchObject({
        version: 2,
        name: `No ${saved.indexOf(true)}`,
      });
      expect(await desk.factsOf(source.serviceId)).toHaveLength(2);
    });

    test('then a key that was taken away is gone', async () => {
      const source = oneMore({ sealedKey: 'v1.sealed.text' });
      await save(source);
      const { sealedKey: _key, ...without } = source;
      await save({ ...without, version: 2 }, source);
      expect(await desk.sources.find(source.serviceId, source.sourceId)).not.toHaveProperty('sealedKey');
    });

    test('then the version that was read is removed and no other, once', async () => {
      const source = oneMore();
      await save(source);
      await save({ ...source, version: 2 }, source);
      expect(await desk.sources.remove(source, aFact(source))).toBe(false);
      expect([
        await desk.sources.remove({ ...source, version: 2 }, aFact(source)),
        await desk.sources.remove({ ...source, version: 2 }, aFact(source)),
      ]).toEqual([true, false]);
      expect(await desk.sources.find(source.serviceId, source.sourceId)).toBeUndefined();
      expect(await desk.factsOf(source.serviceId)).toHaveLength(3);
    });
  },
);

test('given a row of another make, then reading it fails loudly', () => {
  expect(() =>
    informationSourceRows.read({
      entity: 'information_source',
      serviceId: 'support',
      sourceId: 'inf_1',
      name: 'No version',
    }),
  ).toThrow();
});
