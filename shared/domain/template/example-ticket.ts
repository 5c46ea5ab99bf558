import { VARIABLES } from './variables.ts';
import type { Ticket } from '../ticket/ticket.ts';

/** A ticket with the examples of the documentation, for a service that has none yet. Its number is shown as `#1024`. */
export const exampleTicket = (serviceId: string, at: string): Ticket => ({
  serviceId,
  number: Number(VARIABLES['ticket.number'].example.slice(1)),
  version: 1,
  title: VARIABLES['ticket.title'].example,
  status: 'processing',
  channel: 'email',
  priority: 'normal',
  language: 'en',
  customer: {
    name: VARIABLES['customer.name'].example,
    email: VARIABLES['customer.email'].example,
    phone: VARIABLES['customer.phone'].example,
  },
  tags: [],
  createdAt: at,
  activityAt: at,
  unreadReply: false,
});
