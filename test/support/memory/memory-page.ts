import type { Page, PageRequest } from '../../../shared/application/ports/pages.ts';
import { decodeCursor, encodeCursor } from '../../../shared/adapters/dynamodb/cursor.ts';

/** One page of rows in the order of their sort keys. */
export const memoryPage = <T>(
  list: string,
  rows: readonly T[],
  sortKey: (row: T) => string,
  { limit, cursor, order }: PageRequest,
): Page<T> => {
  const sorted = rows.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1) * (order === 'oldest' ? 1 : -1));
  const position = cursor === undefined ? undefined : decodeCursor({ list, order }, cursor, /./);
  const rest =
    position === undefined
      ? sorted
      : sorted.filter((row) => (order === 'oldest' ? sortKey(row) > position : sortKey(row) < position));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    ...(last !== undefined && rest.length > limit ? { cursor: encodeCursor({ list, order }, sortKey(last)) } : {}),
  };
};
