import { dynamoFieldRepository, fieldRows } from '../../../shared/adapters/dynamodb/field-repository.ts';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import { FIELD_OPTIONS_LIMIT, tombstoneOf, type Field } from '../../../shared/domain/desk/field.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';
import { aField, OPTIONS } from '../../support/fields.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

let facts = 0;
const aFactOf = ({ serviceId, code }: Field): DeskFact => {
  facts += 1;
  return {
    of: 'desk',
    id: `evt_${facts}`,
    type: 'settings_changed',
    serviceId,
    at: '2026-11-22T09:00:00.000Z',
    actor: { kind: 'agent', id: 'boss' },
    action: 'changed',
    subject: { kind: 'field', id: code },
    changed: ['names'],
    correlationId: 'cor_1',
  };
};
/** Ids of the facts that lie in the table. */
const storedFacts = async (serviceId: string) => {
  const { Items = [] } = await engine.client.send(
    new QueryCommand({
      TableName: engine.deskTable,
      KeyConditionExpression: 'PK = :pk AND begins_with(SK, :event)',
      ExpressionAttributeValues: { ':pk': `SERVICE#${serviceId}`, ':event': 'EVENT#' },
    }),
  );
  return Items.map((item) => item['id'] as string);
};

const fields = () =>
  dynamoFieldRepository({ client: engine.client, deskTable: engine.deskTable, backoff: async () => {} });

describe('field repository', () => {
  let services = 0;
  let serviceId: string;
  beforeEach(() => {
    serviceId = `service-${(services += 1)}`;
  });

  it('gives back what was made, whole, with the fact that tells of it', async () => {
    const field = aField({
      serviceId,
      type: 'radio',
      options: OPTIONS,
      scope: 'customer',
      inquiryTypeIds: ['delivery'],
      maxLength: 20,
      encrypted: true,
      required: true,
      placeholders: { ko: '고르세요' },
    });
    const fact = aFactOf(field);
    expect(await fields().save(field, undefined, fact)).toBe(true);
    expect(await fields().find(serviceId, 'order_number')).toEqual(field);
    expect(await fields().find(serviceId, 'other')).toBeUndefined();
    expect(await storedFacts(serviceId)).toEqual([fact.id]);
  });

  it('lists the fields of a service, tombstones too, as many and as large as they may be', async () => {
    const options = Array.from({ length: FIELD_OPTIONS_LIMIT }, (_, i) => ({
      code: `o${i}`,
      names: { ko: '가'.repeat(100) },
      active: true,
    }));
    const all = Array.from({ length: 20 }, (_, i) =>
      aField({ serviceId, code: `field_${i}`, type: 'dropdown', options }),
    );
    for (const field of all) await fields().save(field, undefined, aFactOf(field));
    await fields().save(tombstoneOf(all[0]!), all[0], aFactOf(all[0]!));
    const listed = await fields().list(serviceId);
    expect(listed.map(({ code }) => code).toSorted()).toEqual(all.map(({ code }) => code).toSorted());
    expect(listed.find(({ code }) => code === 'field_0')).toMatchObject({ deleted: true, version: 2 });
    expect(await fields().list(`${serviceId}-empty`)).toEqual([]);
  });

  it('never gives a code twice, and leaves no fact of what it refuses', async () => {
    const field = aField({ serviceId });
    await fields().save(field, undefined, aFactOf(field));
    await fields().save(tombstoneOf(field), field, aFactOf(field));
    expect(await fields().save(field, undefined, aFactOf(field))).toBe(false);
    expect(await fields().find(serviceId, field.code)).toMatchObject({ deleted: true });
    expect(await storedFacts(serviceId)).toHaveLength(2);
  });

  it('writes several at once or none of them, with one fact', async () => {
    const [a, b] = [aField({ serviceId, code: 'a' }), aField({ serviceId, code: 'b', order: 1 })];
    for (const field of [a, b]) await fields().save(field, undefined, aFactOf(field));
    const changes = [
      { before: a, after: { ...a, order: 1, version: 2 } },
      { before: b, after: { ...b, order: 0, version: 2 } },
    ];
    expect(await fields().saveAll(changes, aFactOf(a))).toBe(true);
    expect((await fields().list(serviceId)).toSorted((x, y) => x.order - y.order)).toMatchObject([
      { code: 'b', version: 2 },
      { code: 'a', version: 2 },
    ]);
    expect(await storedFacts(serviceId)).toHaveLength(3);

    await fields().save({ ...b, required: true, version: 3 }, { ...b, version: 2 }, aFactOf(b));
    const late = [
      { before: { ...a, version: 2 }, after: { ...a, order: 5, version: 3 } },
      { before: { ...b, version: 2 }, after: { ...b, order: 6, version: 3 } },
    ];
    expect(await fields().saveAll(late, aFactOf(a))).toBe(false);
    expect(await fields().find(serviceId, 'a')).toMatchObject({ version: 2, order: 1 });
    expect(await fields().find(serviceId, 'b')).toMatchObject({ version: 3, required: true });
    expect(await storedFacts(serviceId)).toHaveLength(4);
  });

  it('lets one win of many who change the same version at once', async () => {
    const field = aField({ serviceId });
    await fields().save(field, undefined, aFactOf(field));
    const saved = await Promise.all(
      Array.from({ length: 8 }, (_, order) => fields().save({ ...field, order, version: 2 }, field, aFactOf(field))),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await fields().find(serviceId, field.code)).toMatchObject({ version: 2, order: saved.indexOf(true) });
    expect(await storedFacts(serviceId)).toHaveLength(2);
  });
});

it('reads a row of an earlier release, which has no placeholders', () => {
  const { placeholders: _, ...row } = fieldRows.toItem(aField());
  expect(fieldRows.read(row)).toEqual(aField({ placeholders: {} }));
});

it('fails loudly for a row of another make', () => {
  expect(() => fieldRows.read({ entity: 'field', serviceId: 'support', code: 'x', type: 'hologram' })).toThrow();
});
