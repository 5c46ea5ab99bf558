/** Figures of the mini dashboard for a whole service (product.md §4). Days are in the service's time zone. */
export const SERVICE_FIGURES = [
  'created',
  'resolved',
  'processing',
  'pending',
  'unassigned',
  'unassignedToday',
] as const;
export type ServiceFigures = Readonly<Record<(typeof SERVICE_FIGURES)[number], number>> & {
  /** Tickets that were received in the last 24 hours, to the half hour; `resolved`: those of them resolved by now. */
  readonly lastDay: { readonly received: number; readonly resolved: number };
};

/**
 * Figures of one agent in a service. `transfer`: assigned to the agent and transferred, not yet resolved by the other
 * side.
 */
export const AGENT_FIGURES = ['resolved', 'processing', 'pending', 'transfer'] as const;
export type AgentFigures = Readonly<Record<(typeof AGENT_FIGURES)[number], number>>;

/** Number of tickets in each menu list; counted beside the figures, also for tickets that figures leave out. */
export const SERVICE_LIST_FIGURES = ['listAll', 'listUnassigned', 'listIssue', 'listDooray', 'listSpam'] as const;
export const AGENT_LIST_FIGURES = ['listProcessing', 'listPending', 'listResolved', 'listCompleted'] as const;
export const GROUP_LIST_FIGURES = ['listGroup'] as const;
/** Tickets that name a category: those that are neither resolved nor completed, and the others. */
export const CATEGORY_FIGURES = ['useOpen', 'useClosed'] as const;
