/** The mini dashboard's figures of a whole service (product.md §4). Days are days of the service's time zone. */
export const SERVICE_FIGURES = [
  'created',
  'resolved',
  'processing',
  'pending',
  'unassigned',
  'unassignedToday',
] as const;
export type ServiceFigures = Readonly<Record<(typeof SERVICE_FIGURES)[number], number>>;

/**
 * The figures of one agent in a service. `transfer`: assigned to them and transferred, not resolved by the other side
 * yet.
 */
export const AGENT_FIGURES = ['resolved', 'processing', 'pending', 'transfer'] as const;
export type AgentFigures = Readonly<Record<(typeof AGENT_FIGURES)[number], number>>;

/** How many tickets the menu lists hold; counted beside the figures, and also for what the figures leave out. */
export const SERVICE_LIST_FIGURES = ['listAll', 'listUnassigned', 'listIssue', 'listDooray', 'listSpam'] as const;
export const AGENT_LIST_FIGURES = ['listProcessing', 'listPending', 'listResolved', 'listCompleted'] as const;
export const GROUP_LIST_FIGURES = ['listGroup'] as const;
