import { callEvents } from './call.ts';
import { confidentialEvents } from './confidential.ts';
import { deskEvents } from './desk.ts';
import { mailEvents } from './mail.ts';
import { outwardEvents } from './outward.ts';
import { ticketEvents } from './ticket.ts';

/** All events about a ticket, its mails, calls and entries, and what triggers send, each in its newest version. */
export const eventsOfTickets = [
  ...ticketEvents,
  ...mailEvents,
  ...callEvents,
  ...confidentialEvents,
  ...outwardEvents,
] as const;
export type TicketEvent = (typeof eventsOfTickets)[number];

export type DeskEvent = (typeof deskEvents)[number];

/** All events that Handover publishes, in the order of docs/events.md. */
export const catalogue = [...eventsOfTickets, ...deskEvents] as const;
export type CatalogueEvent = (typeof catalogue)[number];

/** The event that publishes such a fact of a ticket. */
export const eventOf = (fact: TicketEvent['fact']): TicketEvent =>
  eventsOfTickets.find((event) => event.fact === fact)!;

/** The event that publishes such a fact of a service. */
export const deskEventOf = (fact: DeskEvent['fact']): DeskEvent => deskEvents.find((event) => event.fact === fact)!;
