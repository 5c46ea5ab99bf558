import {
  CONDITION_DEPTH,
  CONDITIONS_LIMIT,
  isGroup,
  type Condition,
  type ConditionGroup,
} from '../../../../shared/domain/trigger/trigger.ts';

/** A condition or a group of them. */
export type Node = Condition | ConditionGroup;
/** Where a node stands: its place in the outermost group, in the next one in it, and so on; empty: the outermost. */
export type Path = readonly number[];

/** The JSON pointer of a node. */
export const pointerOf = (path: Path): string => `#/conditions${path.map((place) => `/conditions/${place}`).join('')}`;

const EMPTY: ConditionGroup = { match: 'all', conditions: [] };

const membersOf = (node: Node | undefined): readonly Node[] =>
  node !== undefined && isGroup(node) ? node.conditions : [];

export const nodeAt = (tree: ConditionGroup, path: Path): Node | undefined =>
  path.reduce<Node | undefined>((node, place) => membersOf(node)[place], tree);

/** The tree with the members of one group changed. */
const withMembers = (
  tree: ConditionGroup,
  path: Path,
  change: (members: readonly Node[]) => readonly Node[],
): ConditionGroup => {
  const [place, ...rest] = path;
  if (place === undefined) return { ...tree, conditions: change(tree.conditions) };
  const inner = tree.conditions[place];
  if (inner === undefined || !isGroup(inner)) return tree;
  return { ...tree, conditions: tree.conditions.with(place, withMembers(inner, rest, change)) };
};

/** The outermost group is replaced by another group alone. */
export const replaceNode = (tree: ConditionGroup, path: Path, node: Node): ConditionGroup => {
  const place = path.at(-1);
  if (place === undefined) return isGroup(node) ? node : tree;
  return withMembers(tree, path.slice(0, -1), (members) => members.with(place, node));
};

export const removeNode = (tree: ConditionGroup, path: Path): ConditionGroup => {
  const place = path.at(-1);
  if (place === undefined) return EMPTY;
  return withMembers(tree, path.slice(0, -1), (members) => members.toSpliced(place, 1));
};

export const insertNode = (tree: ConditionGroup, path: Path, node: Node): ConditionGroup =>
  withMembers(tree, path.slice(0, -1), (members) => members.toSpliced(path.at(-1) ?? members.length, 0, node));

/** How many groups stand in each other, the node itself counted. */
const heightOf = (node: Node): number =>
  isGroup(node) ? 1 + Math.max(0, ...node.conditions.map((member) => heightOf(member))) : 0;

/** Whether a group can hold groups of its own. */
export const canNest = (path: Path): boolean => path.length + 1 < CONDITION_DEPTH;

/** All conditions of a tree, over all its groups, depth first. */
export const conditionsIn = (
  tree: ConditionGroup,
): readonly { readonly condition: Condition; readonly path: Path }[] => {
  const below = (
    group: ConditionGroup,
    path: Path,
  ): readonly { readonly condition: Condition; readonly path: Path }[] =>
    group.conditions.flatMap((node, place) =>
      isGroup(node) ? below(node, [...path, place]) : [{ condition: node, path: [...path, place] }],
    );
  return below(tree, []);
};

/** The groups in a tree that hold nothing. */
export const emptyGroupsIn = (tree: ConditionGroup): readonly Path[] => {
  const below = (group: ConditionGroup, path: Path): readonly Path[] =>
    group.conditions.flatMap((node, place) => {
      if (!isGroup(node)) return [];
      return node.conditions.length === 0 ? [[...path, place]] : below(node, [...path, place]);
    });
  return below(tree, []);
};

export const isFull = (tree: ConditionGroup): boolean => conditionsIn(tree).length >= CONDITIONS_LIMIT;

/** Where a node comes by one step, among those without it; null: it is there already. */
const stepTo = (tree: ConditionGroup, path: Path, node: Node, by: -1 | 1): Path | null => {
  const place = path.at(-1)!;
  const above = path.slice(0, -1);
  const neighbour = membersOf(nodeAt(tree, above))[place + by];
  if (neighbour === undefined) {
    // At the end of its group it goes out of it; the outermost has no outside.
    if (above.length === 0) return null;
    return by < 0 ? above : [...above.slice(0, -1), above.at(-1)! + 1];
  }
  if (isGroup(neighbour) && above.length + 2 + heightOf(node) <= CONDITION_DEPTH) {
    // The group stands one place earlier once the node before it is taken out.
    const group = [...above, by < 0 ? place - 1 : place];
    return [...group, by < 0 ? neighbour.conditions.length : 0];
  }
  return [...above, place + by];
};

/**
 * Moves a node by one step through the tree, as it is read from top to bottom: past a condition, into a group that
 * comes next where it fits, and out of its group at the end of that. Null when there is no such step.
 */
export const stepNode = (
  tree: ConditionGroup,
  path: Path,
  by: -1 | 1,
): { readonly tree: ConditionGroup; readonly path: Path } | null => {
  const node = nodeAt(tree, path);
  if (node === undefined || path.length === 0) return null;
  const to = stepTo(tree, path, node, by);
  return to === null ? null : { tree: insertNode(removeNode(tree, path), to, node), path: to };
};
