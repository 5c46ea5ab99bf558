import type { Category, CategoryKind } from '../desk/category.ts';
import { INTERNAL_REASON_RULES } from '../ticket/internal-reason.ts';
import { isSpam, MY_LISTS, type Place, placeOf, type Ticket } from '../ticket/ticket.ts';
import type { TicketStatus } from '../ticket/status.ts';
import { dayOf } from './day.ts';
import type {
  AGENT_FIGURES,
  AGENT_LIST_FIGURES,
  CATEGORY_FIGURES,
  GROUP_LIST_FIGURES,
  SERVICE_FIGURES,
  SERVICE_LIST_FIGURES,
} from './figures.ts';
import { type SliceFigure, sliceOf } from './last-day.ts';

/** The scope of the whole service; other scopes are a group's, a category's, or an agent's id. */
export const WHOLE_SERVICE = 'all';
const GROUP_SCOPE = 'group/';
export const groupScope = (groupId: string): string => `${GROUP_SCOPE}${groupId}`;
/** The group of a scope; undefined for other scopes. */
export const groupOf = (scope: string): string | undefined =>
  scope.startsWith(GROUP_SCOPE) ? scope.slice(GROUP_SCOPE.length) : undefined;
/** How the scopes of all categories begin. */
export const CATEGORY_SCOPE = 'category/';
const CATEGORY_SCOPE_OF: Readonly<Record<CategoryKind, string>> = {
  inquiry_type: `${CATEGORY_SCOPE}inquiry_type/`,
  processing_type: `${CATEGORY_SCOPE}processing_type/`,
};
const KINDS = Object.keys(CATEGORY_SCOPE_OF) as CategoryKind[];
export const categoryScope = ({ kind, categoryId }: Pick<Category, 'kind' | 'categoryId'>): string =>
  `${CATEGORY_SCOPE_OF[kind]}${categoryId}`;
/** The category of a scope; undefined for other scopes. */
export const categoryOf = (scope: string): Pick<Category, 'kind' | 'categoryId'> | undefined => {
  const kind = KINDS.find((each) => scope.startsWith(CATEGORY_SCOPE_OF[each]));
  return kind && { kind, categoryId: scope.slice(CATEGORY_SCOPE_OF[kind].length) };
};
/** Whether open consoles show the figures of a scope: those of categories are read when an administrator asks. */
export const isLive = (scope: string): boolean => !scope.startsWith(CATEGORY_SCOPE);
/** The agent of a scope; undefined for other scopes. */
export const agentOf = (scope: string): string | undefined =>
  scope === WHOLE_SERVICE || scope.startsWith(GROUP_SCOPE) || scope.startsWith(CATEGORY_SCOPE) ? undefined : scope;

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
  | (typeof CATEGORY_FIGURES)[number]
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
  | 'inquiryTypeId'
  | 'processingTypeId'
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

/**
 * The categories in whose use a ticket counts: one cell each, so that a category that moves to or from the open tickets
 * is one row. Spam counts in none, as in every list but its own.
 */
const categoryCells = (ticket: CountedTicket): readonly FigureCell[] => {
  if (isSpam(ticket)) return [];
  const figure = DONE.includes(ticket.status) ? 'useClosed' : 'useOpen';
  const cellOf = (kind: CategoryKind, categoryId: string | undefined): readonly FigureCell[] =>
    categoryId === undefined ? [] : [{ scope: categoryScope({ kind, categoryId }), span: NOW, figure }];
  return [...cellOf('inquiry_type', ticket.inquiryTypeId), ...cellOf('processing_type', ticket.processingTypeId)];
};

/** All figures in which a ticket counts. Only this function decides it: a ticket that must not count has no cells. */
export const figureCells = (
  ticket: CountedTicket,
  { timeZone }: { readonly timeZone: string },
): readonly FigureCell[] => {
  const counts = ticket.internalReason === undefined || INTERNAL_REASON_RULES[ticket.internalReason].counts;
  return [...(counts ? dashboardCells(ticket, timeZone) : []), ...listCells(ticket), ...categoryCells(ticket)];
};
