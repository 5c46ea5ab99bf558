import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import { TICKET_LISTS, type TicketList } from '../api/ticket-lists.ts';
import { DeskPage } from '../frame/desk-page.tsx';
import { IndexPage } from '../frame/index-page.tsx';
import { NoTicketPage } from '../ticket/no-ticket-page.tsx';
import { TicketPage } from '../ticket/ticket-page.tsx';
import { PaneError } from './pane-error.tsx';

const isTicketList = (list: string): list is TicketList => (TICKET_LISTS as readonly string[]).includes(list);

const rootRoute = createRootRoute({ component: Outlet });
const indexRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: IndexPage });
/** Under `/s`, because `/services` and `/me` on the same origin are the HTTP API's. */
const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/s/$serviceId/$list',
  params: {
    parse: ({ serviceId, list }) => ({ serviceId, list: isTicketList(list) ? list : ('all' as const) }),
    stringify: (params) => params,
  },
  component: DeskPage,
});
const noTicketRoute = createRoute({ getParentRoute: () => deskRoute, path: '/', component: NoTicketPage });
const ticketRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '$number',
  params: {
    parse: ({ number }) => ({ number: Number(number) }),
    stringify: ({ number }) => ({ number: String(number) }),
  },
  component: TicketPage,
});
/** Any other address leads to the first list. */
const elsewhereRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$',
  beforeLoad: () => {
    redirect({ to: '/', throw: true });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([indexRoute, deskRoute.addChildren([noTicketRoute, ticketRoute]), elsewhereRoute]),
  defaultErrorComponent: PaneError,
  // Tickets change by the minute: react-query decides what is fresh.
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- declaration merging
  interface Register {
    readonly router: typeof router;
  }
}
