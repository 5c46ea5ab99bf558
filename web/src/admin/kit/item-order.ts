/** An item to be moved, and the one that it is to stand before; null: behind the last. */
export type Move = { readonly id: string; readonly before: string | null };

/**
 * The move that brings the shown items from one order to another, in which one of them has moved; null when none has.
 * `all` are the items in their order, of which some may not be shown: the moved one keeps beside the shown
 * one that it follows now, or else stands before the one that follows it.
 */
export const moveBetween = (
  all: readonly string[],
  shown: readonly string[],
  after: readonly string[],
): Move | null => {
  const id = after.find((each) =>
    shown
      .filter((other) => other !== each)
      .every((other, index) => after.filter((one) => one !== each)[index] === other),
  );
  if (id === undefined || shown.every((each, index) => each === after[index])) return null;
  const place = after.indexOf(id);
  const previous = after[place - 1];
  if (previous === undefined) return { id, before: after[place + 1] ?? null };
  const others = all.filter((each) => each !== id);
  return { id, before: others[others.indexOf(previous) + 1] ?? null };
};

/** The ids after a move. */
export const afterMove = (ids: readonly string[], { id, before }: Move): readonly string[] => {
  const others = ids.filter((each) => each !== id);
  const place = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(place, 0, id);
};
