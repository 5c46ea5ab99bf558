import { dynamoCategoryRepository } from '../../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { createCategory } from '../../../shared/application/administration/create-category.ts';
import { editCategory } from '../../../shared/application/administration/edit-category.ts';
import type { CategoryRepository } from '../../../shared/application/ports/desk-settings.ts';
import { placeInTree } from '../../../shared/domain/desk/category-tree.ts';
import type { Category } from '../../../shared/domain/desk/category.ts';
import type { DeskFact } from '../../../shared/domain/desk/desk-facts.ts';
import { steppingClock } from '../../support/clock.ts';
import { type DynamoEngine, startDynamoEngine } from '../../support/dynamo-engine.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const backoff = async () => {};
const fact = (serviceId: string): DeskFact => ({
  of: 'desk',
  id: `evt_${Math.random()}`,
  type: 'settings_changed',
  serviceId,
  at: '2026-11-22T09:00:00.000Z',
  actor: { kind: 'agent', id: 'boss' },
  action: 'created',
  subject: { kind: 'category', id: 'x' },
  changed: [],
  correlationId: 'cor_1',
});
const open = () => {
  const on = { client: engine.client, deskTable: engine.deskTable, backoff };
  return {
    directory: dynamoDeskDirectory(on),
    registry: dynamoDeskRegistry(on),
    categories: dynamoCategoryRepository(on),
  };
};

describe('category repository', () => {
  let services = 0;
  let serviceId: string;
  let desk: ReturnType<typeof open>;
  let categories: CategoryRepository;
  beforeEach(() => {
    serviceId = `service-${(services += 1)}`;
    desk = open();
    ({ categories } = desk);
  });
  const aCategory = (over: Partial<Category> = {}): Category => ({
    serviceId,
    kind: 'inquiry_type',
    categoryId: 'delivery',
    version: 1,
    names: { en: 'Delivery', ko: '배송' },
    active: true,
    order: 0,
    ...over,
  });

  it('gives back one tree and nothing of the other', async () => {
    const child = aCategory({ categoryId: 'late', parentId: 'delivery', active: false, order: 3 });
    expect(await categories.readTree(serviceId, 'inquiry_type')).toEqual({ version: 0, categories: [] });
    expect(await categories.save(aCategory(), 0, fact(serviceId))).toBe(true);
    expect(await categories.save(child, 1, fact(serviceId))).toBe(true);
    await categories.save(aCategory({ kind: 'processing_type' }), 0, fact(serviceId));
    const tree = await categories.readTree(serviceId, 'inquiry_type');
    expect(tree.version).toBe(2);
    expect(tree.categories).toEqual(expect.arrayContaining([aCategory(), child]));
    expect(tree.categories).toHaveLength(2);
    expect(await desk.directory.findCategory(serviceId, 'inquiry_type', 'late')).toEqual(child);
  });

  it('writes nothing to a tree that has another version', async () => {
    await categories.save(aCategory(), 0, fact(serviceId));
    expect(await categories.save(aCategory({ categoryId: 'other' }), 0, fact(serviceId))).toBe(false);
    expect(await desk.directory.findCategory(serviceId, 'inquiry_type', 'other')).toBeUndefined();
  });

  it('makes no circle of two categories that are put below each other at once', async () => {
    const deps = { categories, clock: steppingClock(), backoff };
    const by = { serviceId, agentId: 'boss', correlationId: 'cor_1', kind: 'inquiry_type' } as const;
    for (const categoryId of ['a', 'b'])
      await createCategory(deps)({ ...by, categoryId, names: { en: categoryId }, active: true });
    const moved = await Promise.all(
      [
        ['a', 'b'],
        ['b', 'a'],
      ].map(([categoryId, parentId]) =>
        editCategory(deps)({ ...by, categoryId: categoryId!, changes: { parentId: parentId! } }),
      ),
    );
    expect(moved.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(moved.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'category_below_itself' } });
    const tree = await categories.readTree(serviceId, 'inquiry_type');
    for (const category of tree.categories) expect(placeInTree(tree.categories, category).ok).toBe(true);
  });
});

it('is told when a tree is set up by the operator’s hand meanwhile', async () => {
  const { registry, categories } = open();
  await registry.putCategory({
    serviceId: 'by-hand',
    kind: 'inquiry_type',
    categoryId: 'delivery',
    names: { en: 'Delivery' },
    active: true,
    order: 0,
  });
  const { version } = await categories.readTree('by-hand', 'inquiry_type');
  await registry.putCategory({
    serviceId: 'by-hand',
    kind: 'inquiry_type',
    categoryId: 'late',
    parentId: 'delivery',
    names: { en: 'Late' },
    active: true,
    order: 0,
  });
  const moved: Category = {
    serviceId: 'by-hand',
    kind: 'inquiry_type',
    categoryId: 'delivery',
    version: 2,
    parentId: 'late',
    names: { en: 'Delivery' },
    active: true,
    order: 0,
  };
  expect(await categories.save(moved, version, fact('by-hand'))).toBe(false);
});
