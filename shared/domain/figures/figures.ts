/** The mini dashboard's figures of a whole service (product.md §4). Days are days of the service's time zone. */
export const SERVICE_FIGURES = ['created', 'resolved', 'processing', 'pending', 'unassigned', 'unassignedToday'] as const;
export type ServiceFigures = Readonly<Record<(typeof SERVICE_FIGURES)[number], number>>;

/** The figures of one agent in a service. */
export const AGENT_FIGURES = ['resolved', 'processing', 'pending'] as const;
export type AgentFigures = Readonly<Record<(typeof AGENT_FIGURES)[number], number>>;
