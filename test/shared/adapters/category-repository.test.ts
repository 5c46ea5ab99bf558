import { dynamoCategoryRepository } from '../../../shared/adapters/dynamodb/category-repository.ts';
import { dynamoDeskDirectory } from '../../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoDeskRegistry } from '../../../shared/adapters/dynamodb/desk-registry.ts';
import { createCategory } from '../../../shared/application/administration/create-category.ts';
import { moveCategory } from '../../../shared/application/administration/move-category.ts';
import { editCategory } from '../../../shared/application/administration/edit-category.ts';
import { type CategoryRepository, SIBLINGS_AT_ONCE } from '../../../shared/application/ports/desk-settings.ts';
import { compareSiblings } from '../../../shared/domain/desk/category-order.ts';
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

  describe('given several administrators who move categories at once', () => {
    const by = () => ({ serviceId, agentId: 'boss', correlationId: 'cor_1', kind: 'inquiry_type' as const });
    const deps = () => ({ categories, clock: steppingClock(), backoff });
    const order = async () =>
      (await categories.readTree(serviceId, 'inquiry_type')).categories
        .toSorted(compareSiblings)
        .map(({ categoryId }) => categoryId);
    const setUp = async (ids: readonly string[], orderOf: (index: number) => number) => {
      for (const [index, categoryId] of ids.entries())
        await desk.registry.putCategory({
          serviceId,
          kind: 'inquiry_type',
          categoryId,
          names: { en: categoryId },
          active: true,
          order: orderOf(index),
        });
    };

    it('then all moves of different categories are done, and the order is that of the moves', async () => {
      await setUp(['a', 'b', 'c', 'd', 'e', 'f'], (index) => index);
      const moved = await Promise.all(
        [
          ['a', 'e'],
          ['b', 'f'],
          ['c', 'd'],
        ].map(([categoryId, after]) =>
          moveCategory(deps())({ ...by(), categoryId: categoryId!, parentId: null, after: after!, from: null }),
        ),
      );
      expect(moved.map(({ ok }) => ok)).toEqual([true, true, true]);
      expect(await order()).toEqual(['d', 'c', 'e', 'a', 'f', 'b']);
    });

    it('then a name that is changed and a move of the same category are both kept', async () => {
      await setUp(['a', 'b', 'c'], (index) => index);
      const [renamed, moved] = await Promise.all([
        editCategory(deps())({ ...by(), categoryId: 'a', changes: { names: { en: 'Renamed' } } }),
        moveCategory(deps())({ ...by(), categoryId: 'a', parentId: 'c', after: null, from: null }),
      ]);
      expect([renamed.ok, moved.ok]).toEqual([true, true]);
      expect(await desk.directory.findCategory(serviceId, 'inquiry_type', 'a')).toMatchObject({
        names: { en: 'Renamed' },
        parentId: 'c',
        version: 3,
      });
    });

    it('then of two who move the same category elsewhere, the second is told', async () => {
      await setUp(['a', 'b', 'c'], (index) => index);
      const moved = await Promise.all(
        ['b', 'c'].map((parentId) =>
          moveCategory(deps())({ ...by(), categoryId: 'a', parentId, after: null, from: null }),
        ),
      );
      const winner = moved.find(({ ok }) => ok);
      expect(moved.find(({ ok }) => !ok)).toEqual({
        ok: false,
        error: {
          code: 'category_moved',
          categoryId: 'a',
          parentId: winner?.ok === true ? winner.value[0]?.parentId : undefined,
        },
      });
    });

    it('numbers more siblings of equal order than one transaction holds, and moves none but one', async () => {
      const ids = Array.from({ length: 2 * SIBLINGS_AT_ONCE + 10 }, (_, i) => `n${String(i).padStart(3, '0')}`);
      await setUp(ids, () => 0);
      const [last, middle] = [ids.at(-1)!, ids[100]!];
      const moved = await moveCategory(deps())({ ...by(), categoryId: last, parentId: null, after: middle });
      expect(moved).toMatchObject({ ok: true, value: { length: 1 } });
      expect(await order()).toEqual(ids.slice(0, -1).toSpliced(101, 0, last));
    });
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
