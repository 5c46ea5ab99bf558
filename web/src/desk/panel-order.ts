/** Panels in the order that an agent chose. Those that they did not order come last, as they stand. */
export const inChosenOrder = <P extends { readonly id: string }>(
  panels: readonly P[],
  order: readonly string[],
): readonly P[] => {
  const placeOf = ({ id }: P): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return panels.toSorted((one, other) => placeOf(one) - placeOf(other));
};

/** The ids with one of them moved to another place; the same ids when it is there or there is no such place. */
export const movedTo = (ids: readonly string[], id: string, place: number): readonly string[] => {
  const from = ids.indexOf(id);
  if (from === -1 || place < 0 || place >= ids.length || place === from) return ids;
  return ids.filter((each) => each !== id).toSpliced(place, 0, id);
};
