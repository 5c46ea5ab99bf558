import * as z from 'zod';
import type { CategoryRepository } from '../../application/ports/desk-settings.ts';
import type { Category } from '../../domain/desk/category.ts';
import { categoryRows } from './desk-directory.ts';
import { changing, rows, type Table } from './rows.ts';
import { deskFactRows } from './fact-rows.ts';
import { categoryKey, categoryTreeKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

/** Counts the writes to one tree. */
const treeRows = rows<{ readonly version: number }, Pick<Category, 'serviceId' | 'kind'>>({
  entity: 'category_tree',
  key: ({ serviceId, kind }) => categoryTreeKey(serviceId, kind),
  schema: () => z.object({ version: z.int().positive() }),
});

/**
 * The writes that set a category up. They move the row of its tree too, so that a move that was decided before meets a
 * conflict and is tried again.
 */
export const categoryWrites = (desk: Table, before: Category | undefined, after: Category) => [
  categoryRows.putIfVersion(desk, before, after),
  {
    Update: {
      TableName: desk.TableName,
      Key: treeRows.key(after),
      ...changing({ set: { entity: 'category_tree' }, add: { version: 1 } }),
    },
  },
];

/**
 * Categories as rows beside their service. Each write also moves the one row of its tree, so that two moves at once
 * can't make a circle of it.
 */
export const dynamoCategoryRepository = ({ client, deskTable, backoff }: DeskDeps): CategoryRepository => {
  const desk = { client, TableName: deskTable };
  const treeWrites = (categories: readonly Category[], treeVersion: number) => [
    ...categories
      .slice(0, 1)
      .map((of) => treeRows.putIfVersion(desk, { version: treeVersion }, { version: treeVersion + 1 }, of)),
    ...categories.map((category) => categoryRows.put(desk, category)),
  ];
  return {
    async readTree(serviceId, kind) {
      // The version first: what is written after it was read makes the save that goes by it fail.
      const tree = await treeRows.get(desk, { serviceId, kind });
      const ofTree = { ...beginningWith(categoryKey(serviceId, kind, '')), consistent: true };
      return { version: tree?.version ?? 0, categories: await queryAll(desk, ofTree, categoryRows.read) };
    },
    save: (category, treeVersion, fact, siblings = []) =>
      writeAll(client, backoff, [...treeWrites([category, ...siblings], treeVersion), deskFactRows.put(desk, fact)]),
    renumber: (categories, treeVersion) => writeAll(client, backoff, treeWrites(categories, treeVersion)),
  };
};
