import type { TicketStatus } from '../ticket/status.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { dayOf } from './day.ts';
import type { AGENT_FIGURES, SERVICE_FIGURES } from './figures.ts';

/** The scope of a whole service; any other scope is an agent's id. */
export const WHOLE_SERVICE = 'all';
/** The span of what is so at the moment; any other span is a day (YYYY-MM-DD) of the service's time zone. */
export const NOW = 'now';

export type Figure = (typeof SERVICE_FIGURES)[number] | (typeof AGENT_FIGURES)[number];

/** One figure in which a ticket counts as one. */
export type FigureCell = { readonly scope: string; readonly span: string; readonly figure: Figure };

/** What of a ticket its figures depend on. */
export type CountedTicket = Pick<Ticket, 'serviceId' | 'number' | 'version' | 'status' | 'createdAt' | 'assigneeId' | 'resolvedAt' | 'resolvedBy'>;

const COUNTED_NOW: Readonly<Partial<Record<TicketStatus, 'processing' | 'pending' | 'unassigned'>>> = { processing: 'processing', pending: 'pending', unassigned: 'unassigned' };
const DONE: readonly TicketStatus[] = ['resolved', 'completed'];

/**
 * Where a ticket counts (product.md §4), in a fixed order. This is the only place that knows it: what must not count gives no cells.
 */
export const figureCells = (ticket: CountedTicket, { timeZone }: { readonly timeZone: string }): readonly FigureCell[] => {
  const created = dayOf(ticket.createdAt, timeZone);
  const now = COUNTED_NOW[ticket.status];
  const resolved = DONE.includes(ticket.status) && ticket.resolvedAt !== undefined ? dayOf(ticket.resolvedAt, timeZone) : undefined;
  return [
    { scope: WHOLE_SERVICE, span: created, figure: 'created' },
    ...(now === undefined ? [] : [{ scope: WHOLE_SERVICE, span: NOW, figure: now }]),
    ...(ticket.status === 'unassigned' ? [{ scope: WHOLE_SERVICE, span: created, figure: 'unassignedToday' as const }] : []),
    ...(resolved === undefined ? [] : [{ scope: WHOLE_SERVICE, span: resolved, figure: 'resolved' as const }]),
    ...((now === 'processing' || now === 'pending') && ticket.assigneeId !== undefined ? [{ scope: ticket.assigneeId, span: NOW, figure: now }] : []),
    ...(resolved !== undefined && ticket.resolvedBy !== undefined ? [{ scope: ticket.resolvedBy, span: resolved, figure: 'resolved' as const }] : []),
  ];
};
