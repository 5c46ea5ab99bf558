import type { TicketList } from './ticket-lists.ts';

export type ListOrder = 'newest' | 'oldest';

/** Every key of the query cache: a service's things lie under the service, a ticket's under the ticket. */
export const queryKeys = {
  me: () => ['me'] as const,
  service: (serviceId: string) => ['service', serviceId] as const,
  departures: (serviceId: string) => ['departures', serviceId] as const,
  figures: (serviceId: string) => ['figures', serviceId] as const,
  lists: (serviceId: string) => ['list', serviceId] as const,
  list: (serviceId: string, list: TicketList, order: ListOrder) => ['list', serviceId, list, order] as const,
  tickets: (serviceId: string) => ['ticket', serviceId] as const,
  ticket: (serviceId: string, number: number) => ['ticket', serviceId, number, 'ticket'] as const,
  entries: (serviceId: string, number: number) => ['ticket', serviceId, number, 'entries'] as const,
  events: (serviceId: string, number: number) => ['ticket', serviceId, number, 'events'] as const,
  everythingOfTicket: (serviceId: string, number: number) => ['ticket', serviceId, number] as const,
};
