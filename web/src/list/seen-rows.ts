import { isLaterState } from '../desk/api/settle-ticket.ts';
import type { TicketRowView } from '../desk/api/use-ticket-list.ts';

/** Rows by the numbers of their tickets. */
export type SeenRows = ReadonlyMap<number, TicketRowView>;

/** The selected tickets as they were seen last: an older state than the one that is known changes nothing. */
export const withSeen = (known: SeenRows, selected: ReadonlySet<number>, rows: readonly TicketRowView[]): SeenRows => {
  const next = new Map([...known].filter(([number]) => selected.has(number)));
  let isSame = next.size === known.size;
  for (const row of rows) {
    const before = next.get(row.number);
    if (!selected.has(row.number) || (before !== undefined && !isLaterState(row, before))) continue;
    next.set(row.number, row);
    isSame = false;
  }
  return isSame ? known : next;
};
