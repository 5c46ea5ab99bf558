import type { Agent } from '../desk/agent.ts';
import type { Service } from '../desk/service.ts';
import { ticketLabel, type Ticket } from '../ticket/ticket.ts';
import { dayIn, momentIn, type Reader } from './dates.ts';

/** The values from which variables are filled. */
export type VariableSources = {
  readonly ticket: Ticket;
  readonly service: Pick<Service, 'name' | 'senderName' | 'timeZone'>;
  /** The agent who loads the template or wrote the answer; absent when nobody did. */
  readonly agent?: Pick<Agent, 'name' | 'email'> | undefined;
  /** Now, as an instant. */
  readonly at: string;
  /** The language of dates. */
  readonly language: string;
};

export type Variable = {
  /** Description for the documentation. */
  readonly says: string;
  readonly example: string;
  /** Plain text, empty when there is no value; the caller escapes it for HTML. */
  readonly fill: (sources: VariableSources) => string;
};

const readerOf = ({ service: { timeZone }, language }: VariableSources): Reader => ({ timeZone, language });

/** Every variable of templates and mail layouts, written `#{name}`. */
export const VARIABLES = {
  'ticket.number': {
    says: 'The number of the ticket with its sign',
    example: '#1024',
    fill: ({ ticket }) => ticketLabel(ticket.number),
  },
  'ticket.title': { says: 'The title of the ticket', example: 'Printer on fire', fill: ({ ticket }) => ticket.title },
  'ticket.createdAt': {
    says: 'When the inquiry came, as a date and a time of day of the service',
    example: 'November 22, 2026 at 6:00 PM',
    fill: (sources) => momentIn(sources.ticket.createdAt, readerOf(sources)),
  },
  'ticket.createdDate': {
    says: 'The day on which the inquiry came',
    example: 'November 22, 2026',
    fill: (sources) => dayIn(sources.ticket.createdAt, readerOf(sources)),
  },
  'customer.name': {
    says: 'The customer’s name; nothing when it isn’t known',
    example: 'Mina Kim',
    fill: ({ ticket }) => ticket.customer.name ?? '',
  },
  'customer.email': {
    says: 'The customer’s e-mail address',
    example: 'mina@example.com',
    fill: ({ ticket }) => ticket.customer.email ?? '',
  },
  'customer.phone': {
    says: 'The customer’s phone number with its country code',
    example: '+821012345678',
    fill: ({ ticket }) => ticket.customer.phone ?? '',
  },
  'agent.name': {
    says: 'The name of the agent who writes',
    example: 'Jun Park',
    fill: ({ agent }) => agent?.name ?? '',
  },
  'agent.email': {
    says: 'The e-mail address of the agent who writes',
    example: 'jun@example.com',
    fill: ({ agent }) => agent?.email ?? '',
  },
  'service.name': { says: 'The name of the service', example: 'Customer Care', fill: ({ service }) => service.name },
  'service.senderName': {
    says: 'The name that stands as the sender of mails',
    example: 'Example Support',
    fill: ({ service }) => service.senderName,
  },
  today: {
    says: 'The day on which it is filled, in the time zone of the service',
    example: 'November 22, 2026',
    fill: (sources) => dayIn(sources.at, readerOf(sources)),
  },
} as const satisfies Record<string, Variable>;
export type VariableName = keyof typeof VARIABLES;

export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[];

/** The value of a name; undefined for an unknown name. */
export const valueOf =
  (sources: VariableSources) =>
  (name: string): string | undefined =>
    Object.hasOwn(VARIABLES, name) ? VARIABLES[name as VariableName].fill(sources) : undefined;
