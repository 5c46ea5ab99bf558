import type { TicketStatus } from './status.ts';
import type { Ticket } from './ticket.ts';

/** Hours that a customer waits for an answer until the desk shows it, and until it is late. */
export const WAITING_HOURS = { long: 4, late: 24 } as const;
export type Lateness = keyof typeof WAITING_HOURS;

const HOUR = 3_600_000;
/** It is an agent's turn; in other statuses the desk waits for somebody else, or is done. */
const AGENTS_TURN: ReadonlySet<TicketStatus> = new Set(['unassigned', 'processing']);

/** How late the answer to a customer is; undefined when it is not, or when it is nobody's turn to answer. */
export const latenessOf = (
  { status, waitingSince }: { readonly status: TicketStatus; readonly waitingSince: Ticket['waitingSince'] | null },
  now: number,
): Lateness | undefined => {
  if (waitingSince === undefined || waitingSince === null || !AGENTS_TURN.has(status)) return undefined;
  const hours = (now - Date.parse(waitingSince)) / HOUR;
  return hours >= WAITING_HOURS.late ? 'late' : hours >= WAITING_HOURS.long ? 'long' : undefined;
};
