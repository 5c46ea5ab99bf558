import * as fc from 'fast-check';
import {
  CONDITION_DEPTH,
  isGroup,
  type Condition,
  type ConditionGroup,
} from '../../../../../shared/domain/trigger/trigger.ts';
import {
  canNest,
  conditionsIn,
  emptyGroupsIn,
  insertNode,
  nodeAt,
  pointerOf,
  removeNode,
  replaceNode,
  stepNode,
  type Node,
  type Path,
} from '../../../../../web/src/admin/triggers/condition-tree.ts';

const is = (field: string): Condition => ({ field, operator: 'is_empty' });
const all = (...conditions: readonly Node[]): ConditionGroup => ({ match: 'all', conditions });
/** The tree in letters: `a(bc)`. */
const letters = (group: ConditionGroup): string =>
  group.conditions.map((node) => (isGroup(node) ? `(${letters(node)})` : node.field)).join('');
const tree = all(is('a'), all(is('b'), all(is('c'))), is('d'));

describe('a tree of conditions', () => {
  it('finds, replaces, removes and inserts by paths', () => {
    expect(nodeAt(tree, [1, 1, 0])).toEqual(is('c'));
    expect(nodeAt(tree, [0, 0])).toBeUndefined();
    expect(letters(replaceNode(tree, [1, 0], is('x')))).toBe('a(x(c))d');
    expect(letters(removeNode(tree, [1, 1]))).toBe('a(b)d');
    expect(letters(insertNode(tree, [1, 2], is('x')))).toBe('a(b(c)x)d');
    expect(letters(tree)).toBe('a(b(c))d');
  });

  it('names nodes as the desk does', () => {
    expect(pointerOf([])).toBe('#/conditions');
    expect(pointerOf([1, 0])).toBe('#/conditions/conditions/1/conditions/0');
    expect(conditionsIn(tree).map(({ condition, path }) => [condition.field, path])).toEqual([
      ['a', [0]],
      ['b', [1, 0]],
      ['c', [1, 1, 0]],
      ['d', [2]],
    ]);
    expect(emptyGroupsIn(all(all(), all(all())))).toEqual([[0], [1, 0]]);
  });

  it('can hold groups in the outermost and the one in it', () => {
    expect([[], [0], [0, 0]].map((path) => canNest(path))).toEqual([true, true, false]);
  });

  it.each<[string, Path, -1 | 1, string | null, Path | null]>([
    ['past a condition', [1, 0], -1, 'ab((c))d', [1]],
    ['into the group that comes next', [0], 1, '(ab(c))d', [0, 0]],
    ['into the end of the group before', [2], -1, 'a(b(c)d)', [1, 2]],
    ['out of its group at the end', [1, 1, 0], 1, 'a(b()c)d', [1, 2]],
    ['not before the first', [0], -1, null, null],
    ['not behind the last', [2], 1, null, null],
    // A group with a group in it would be nested too deep.
    ['a group past a condition', [1], 1, 'ad(b(c))', [2]],
  ])('steps %s', (_, path, by, after, to) => {
    const stepped = stepNode(tree, path, by);
    expect(stepped && letters(stepped.tree)).toBe(after);
    expect(stepped?.path ?? null).toEqual(to);
  });

  it('steps lose nothing, keep the depth, and the step back undoes a step between conditions', () => {
    const condition = fc.stringMatching(/^[a-z]$/).map(is);
    const innermost = fc.array(condition, { maxLength: 3 }).map((nodes) => all(...nodes));
    const middle = fc.array(fc.oneof(condition, innermost), { maxLength: 3 }).map((nodes) => all(...nodes));
    const outermost = fc
      .array(fc.oneof(condition, middle), { minLength: 1, maxLength: 4 })
      .map((nodes) => all(...nodes));
    const depthOf = (group: ConditionGroup): number =>
      1 + Math.max(0, ...group.conditions.map((node) => (isGroup(node) ? depthOf(node) : 0)));
    const sorted = (group: ConditionGroup) =>
      conditionsIn(group)
        .map(({ condition: { field } }) => field)
        .toSorted();
    fc.assert(
      fc.property(outermost, fc.nat(20), fc.constantFrom<-1 | 1>(-1, 1), (whole, pick, by) => {
        const paths = conditionsIn(whole).map(({ path }) => path);
        if (paths.length === 0) return;
        const path = paths[pick % paths.length]!;
        const stepped = stepNode(whole, path, by);
        if (stepped === null) return;
        expect(sorted(stepped.tree)).toEqual(sorted(whole));
        expect(depthOf(stepped.tree)).toBeLessThanOrEqual(CONDITION_DEPTH);
        expect(nodeAt(stepped.tree, stepped.path)).toEqual(nodeAt(whole, path));
        expect(stepNode(stepped.tree, stepped.path, by === 1 ? -1 : 1)?.tree).toEqual(whole);
      }),
    );
  });
});
