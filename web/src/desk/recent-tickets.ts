/** The most tickets that are remembered for a service. */
const MOST = 10;

const opened = new Map<string, readonly number[]>();

/** Remembers, for as long as the page is open, that a ticket was opened. */
export const noteOpened = (serviceId: string, number: number): void => {
  opened.set(serviceId, [number, ...recentTickets(serviceId).filter((other) => other !== number)].slice(0, MOST));
};

/** The ticket numbers that were opened, the latest first. */
export const recentTickets = (serviceId: string): readonly number[] => opened.get(serviceId) ?? [];
