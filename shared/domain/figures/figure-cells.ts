import { INTERNAL_REASON_RULES } from '../ticket/internal-reason.ts';
import { isSpam, MY_LISTS, type Place, placeOf, type Ticket } from '../ticket/ticket.ts';
import type { TicketStatus } from '../ticket/status.ts';
import { dayOf } from './day.ts';
import type {
  AGENT_FIGURES,
  AGENT_LIST_FIGURES,
  GROUP_LIST_FIGURES,
  SERVICE_FIGURES,
  SERVICE_LIST_FIGURES,
} from './figures.ts';
import { type SliceFigure, sliceOf } from './last-day.ts';

/** The scope of the whole service; other scopes are a group's, or an agent's id. */
export const WHOLE_SERVICE = 'all';
const GROUP_SCOPE = 'group/';
export const groupScope = (groupId: string): string => `${GROUP_SCOPE}${groupId}`;
/** The group of a scope; undefined for other scopes. */
export const groupOf = (scope: string): string | undefined =>
  scope.startsWith(GROUP_SCOPE) ? scope.slice(GROUP_SCOPE.length) : undefined;
/** The agent of a scope; undefined for other scopes. */
export const agentOf = (scope: string): string | undefined =>
  scope === WHOLE_SERVICE || scope.startsWith(GROUP_SCOPE) ? undefined : scope;

/** The span of present figures; other spans are days (YYYY-MM-DD) in the service's time zone. */
export const NOW = 'now';

type AgentFigure = (typeof AGENT_FIGURES)[number];
type AgentListFigure = (typeof AGENT_LIST_FIGURES)[number];
type ServiceListFigure = (typeof SERVICE_LIST_FIGURES)[number];
export type Figure =
  | (typeof SERVICE_FIGURES)[number]
  | AgentFigure
  | ServiceListFigure
  | AgentListFigure
  | (typeof GROUP_LIST_FIGURES)[number]
  | SliceFigure;

/** One figure in which a ticket counts as one. */
export type FigureCell = { readonly scope: string; readonly span: string; readonly figure: Figure };

/** The members of a ticket on which its figures depend. */
export type CountedTicket = Pick<
  Ticket,
  | 'serviceId'
  | 'number'
  | 'version'
  | 'status'
  | 'createdAt'
  | 'assigneeId'
  | 'groupId'
  | 'resolvedAt'
  | 'resolvedBy'
  | 'internalReason'
>;

const COUNTED_NOW: Readonly<Partial<Record<TicketStatus, 'processing' | 'pending' | 'unassigned'>>> = {
  processing: 'processing',
  pending: 'pending',
  unassigned: 'unassigned',
};
const DONE: readonly TicketStatus[] = ['resolved', 'completed'];
/** Transferred, and the other side is not done yet. */
const WAITING: readonly TicketStatus[] = ['transferred', 'dooray_transferred', 'dooray_in_progress'];

const LISTED_AT: Readonly<Partial<Record<Place, ServiceListFigure>>> = {
  unassigned: 'listUnassigned',
  issue: 'listIssue',
  dooray: 'listDooray',
  spam: 'listSpam',
};
const MY_LISTED: Readonly<Record<keyof typeof MY_LISTS, AgentListFigure>> = {
  my_processing: 'listProcessing',
  my_pending: 'listPending',
  my_resolved: 'listResolved',
  my_completed: 'listCompleted',
};
const listedMine = (status: TicketStatus): AgentListFigure | undefined => {
  const mine = (Object.keys(MY_LISTS) as (keyof typeof MY_LISTS)[]).find((list) => MY_LISTS[list] === status);
  return mine && MY_LISTED[mine];
};

/** The mini dashboard figures in which a ticket counts (product.md §4), in a fixed order. */
const dashboardCells = (ticket: CountedTicket, timeZone: string): readonly FigureCell[] => {
  const { day: created, slice } = sliceOf(ticket.createdAt, timeZone);
  const now = COUNTED_NOW[ticket.status];
  const mine: AgentFigure | undefined = WAITING.includes(ticket.status)
    ? 'transfer'
    : now === 'unassigned'
      ? undefined
      : now;
  const resolved =
    DONE.includes(ticket.status) && ticket.resolvedAt !== undefined ? dayOf(ticket.resolvedAt, timeZone) : undefined;
  return [
    { scope: WHOLE_SERVICE, span: created, figure: 'created' },
    { scope: WHOLE_SERVICE, span: created, figure: `in${slice}` },
    ...(DONE.includes(ticket.status) ? [{ scope: WHOLE_SERVICE, span: created, figure: `done${slice}` as const }] : []),
    ...(now === undefined ? [] : [{ scope: WHOLE_SERVICE, span: NOW, figure: now }]),
    ...(ticket.status === 'unassigned'
      ? [{ scope: WHOLE_SERVICE, span: created, figure: 'unassignedToday' as const }]
      : []),
    ...(resolved === undefined ? [] : [{ scope: WHOLE_SERVICE, span: resolved, figure: 'resolved' as const }]),
    ...(mine === undefined || ticket.assigneeId === undefined
      ? []
      : [{ scope: ticket.assigneeId, span: NOW, figure: mine }]),
    ...(resolved === undefined || ticket.resolvedBy === undefined
      ? []
      : [{ scope: ticket.resolvedBy, span: resolved, figure: 'resolved' as const }]),
  ];
};

/** The menu lists in which a ticket counts (product.md §3), in a fixed order. */
const listCells = (ticket: CountedTicket): readonly FigureCell[] => {
  const place = placeOf(ticket);
  const at = place && LISTED_AT[place];
  const mine = listedMine(ticket.status);
  return [
    ...(isSpam(ticket) ? [] : [{ scope: WHOLE_SERVICE, span: NOW, figure: 'listAll' as const }]),
    ...(at === undefined ? [] : [{ scope: WHOLE_SERVICE, span: NOW, figure: at }]),
    ...(isSpam(ticket) || mine === undefined || ticket.assigneeId === undefined
      ? []
      : [{ scope: ticket.assigneeId, span: NOW, figure: mine }]),
    ...(isSpam(ticket) || ticket.groupId === undefined
      ? []
      : [{ scope: groupScope(ticket.groupId), span: NOW, figure: 'listGroup' as const }]),
  ];
};

/** All figures in which a ticket counts. Only this function decides it: a ticket that must not count has no cells. */
export const figureCells = (
  ticket: CountedTicket,
  { timeZone }: { readonly timeZone: string },
): readonly FigureCell[] => {
  const counts = ticket.internalReason === undefined || INTERNAL_REASON_RULES[ticket.internalReason].counts;
  return [...(counts ? dashboardCells(ticket, timeZone) : []), ...listCells(ticket)];
};
