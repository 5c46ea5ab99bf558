/** A field to be moved, and the one that it is to stand before; null: behind the last. */
export type Move = { readonly code: string; readonly before: string | null };

/**
 * The move that brings the shown fields from one order to another, in which one of them has moved; null when none has.
 * `all` are the fields of their scope in their order, of which some may not be shown: the field keeps beside the shown
 * one that it follows now, or else stands before the one that follows it.
 */
export const moveBetween = (
  all: readonly string[],
  shown: readonly string[],
  after: readonly string[],
): Move | null => {
  const code = after.find((each) =>
    shown
      .filter((other) => other !== each)
      .every((other, index) => after.filter((one) => one !== each)[index] === other),
  );
  if (code === undefined || shown.every((each, index) => each === after[index])) return null;
  const place = after.indexOf(code);
  const previous = after[place - 1];
  if (previous === undefined) return { code, before: after[place + 1] ?? null };
  const others = all.filter((each) => each !== code);
  return { code, before: others[others.indexOf(previous) + 1] ?? null };
};

/** The codes after a move. */
export const afterMove = (codes: readonly string[], { code, before }: Move): readonly string[] => {
  const others = codes.filter((each) => each !== code);
  const place = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(place, 0, code);
};
