import { createContext, use } from 'react';
import type { Clockface } from '../ui/format-time.ts';
import type { Me, ServiceView } from './api/service-queries.ts';
import type { TicketList } from './ticket-lists.ts';

/** The desk that is open: who works, in which service, on which list. */
export type Desk = {
  readonly me: Me;
  readonly service: ServiceView;
  /** The agent's own groups here, in their order. */
  readonly myGroupIds: readonly string[];
  readonly list: TicketList;
  readonly face: Clockface;
  /** Undefined for somebody whom the service doesn't know (any more). */
  readonly agentName: (agentId: string | null) => string | undefined;
  readonly groupName: (groupId: string | null) => string | undefined;
};

export const DeskContext = createContext<Desk | null>(null);

/** The desk that is open. Throws outside of it. */
export const useDesk = (): Desk => {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('useDesk outside of DeskPage');
  return desk;
};
