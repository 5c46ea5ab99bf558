type Neighbours = { readonly rows: readonly number[]; readonly left: ReadonlySet<number> };

let open: Neighbours = { rows: [], left: new Set() };

/** Sets the ticket numbers of the open list, in its order, and those that have left it but are still shown. */
export const publishNeighbours = (neighbours: Neighbours): void => {
  open = neighbours;
};

/** The next ticket after this one in the open list, else the one before it; null when there is no other. */
export const neighbourOf = (number: number, { rows, left }: Neighbours = open): number | null => {
  const at = rows.indexOf(number);
  const isThere = (candidate: number): boolean => candidate !== number && !left.has(candidate);
  return rows.slice(at + 1).find(isThere) ?? rows.slice(0, Math.max(at, 0)).findLast(isThere) ?? null;
};
