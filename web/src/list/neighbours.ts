let order: readonly number[] = [];

/** Tells what stands in the open list, in its order. */
export const publishNeighbours = (numbers: readonly number[]): void => { order = numbers; };

/** The ticket after this one in the open list, else the one before it; null when there is no other. */
export const neighbourOf = (number: number, numbers: readonly number[] = order): number | null => {
  const at = numbers.indexOf(number);
  if (at === -1) return numbers[0] ?? null;
  return numbers[at + 1] ?? numbers[at - 1] ?? null;
};
