import { categoryPaths, pathWords } from '../../../../../web/src/desk/fields/category-paths.ts';

const category = (categoryId: string, parentId: string | null, order = 0, active = true) => ({
  kind: 'inquiry_type' as const,
  categoryId,
  parentId,
  names: { en: categoryId.toUpperCase(), ...(categoryId === 'a' ? { ko: '가' } : {}) },
  active,
  order,
  version: 1,
});

test('a tree is told from the top, each below its parent, in the agent’s language where there is a name', () => {
  const tree = [
    category('c', 'b', 1),
    category('b', 'a'),
    category('d', 'b', 0, false),
    category('a', null, 1),
    category('e', 'd'),
    category('f', null),
  ];
  expect(categoryPaths(tree, 'inquiry_type', 'ko').map(({ path, active }) => [pathWords(path), active])).toEqual([
    ['F', true],
    ['가', true],
    ['가 › B', true],
    ['가 › B › D', false],
    ['가 › B › D › E', false],
    ['가 › B › C', true],
  ]);
  expect(categoryPaths(tree, 'processing_type', 'ko')).toEqual([]);
});
