import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { parseOverlay, type OverlaySearch } from '../desk/overlay.ts';
import { isMenuList, parseListSearch, type ListSearch } from '../desk/ticket-lists.ts';
import { EditorDock } from '../editor/editor-dock.tsx';
import { PanelArea } from '../panels/panel-area.tsx';
import { NoTicketPage, TicketPage } from '../ticket/ticket-page.tsx';
import { PaneError } from '../ui/pane-state.tsx';
import { AdminIndexPage, AdminPage } from './admin-page.tsx';
import { DeskPage } from './desk-page.tsx';
import { IndexPage } from './index-page.tsx';

const rootRoute = createRootRoute({ component: Outlet });
const indexRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: IndexPage });
/** Under `/s`, because `/services` and `/me` of the same origin belong to the HTTP API. */
const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/s/$serviceId/$list',
  params: {
    parse: ({ serviceId, list }) => ({ serviceId, list: isMenuList(list) ? list : ('all' as const) }),
    stringify: (params) => params,
  },
  validateSearch: (search: Readonly<Record<string, unknown>>): ListSearch & OverlaySearch => ({
    ...parseListSearch(search),
    ...parseOverlay(search),
  }),
  // A link that leads from one ticket of a list to another stays in the list as it is narrowed.
  search: { middlewares: [retainSearchParams(['group', 'transfer', 'important'])] },
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
  component: () => <TicketPage Editor={EditorDock} Panels={PanelArea} />,
});
const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  validateSearch: (search: Readonly<Record<string, unknown>>): OverlaySearch => parseOverlay(search),
  component: Outlet,
});
const adminIndexRoute = createRoute({ getParentRoute: () => adminRoute, path: '/', component: AdminIndexPage });
const adminServiceRoute = createRoute({ getParentRoute: () => adminRoute, path: '$serviceId', component: AdminPage });
/** In the address there are ids alone: the service, the section, and the item that is open in it. */
const adminSectionRoute = createRoute({ getParentRoute: () => adminServiceRoute, path: '$section', component: Outlet });
const adminItemRoute = createRoute({ getParentRoute: () => adminSectionRoute, path: '$item', component: Outlet });
/** Any other path leads to `/`. */
const elsewhereRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '$',
  beforeLoad: () => {
    redirect({ to: '/', throw: true });
  },
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    indexRoute,
    deskRoute.addChildren([noTicketRoute, ticketRoute]),
    adminRoute.addChildren([
      adminIndexRoute,
      adminServiceRoute.addChildren([adminSectionRoute.addChildren([adminItemRoute])]),
    ]),
    elsewhereRoute,
  ]),
  defaultErrorComponent: PaneError,
  // The query cache decides what is fresh, so the router loads nothing ahead.
  defaultPreload: false,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- declaration merging
  interface Register {
    readonly router: typeof router;
  }
}
