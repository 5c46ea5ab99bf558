import { createContext, use } from 'react';
import type { Role } from '../../../shared/domain/desk/agent.ts';
import type { MenuList } from '../../../shared/domain/ticket/ticket.ts';
import type { TimeStyle } from '../ui/format-time.ts';
import type { Me, ServiceView } from './api/service-queries.ts';
import type { ListView } from './ticket-lists.ts';

/** Who works at the open desk, in which service and in which list. */
export type Desk = {
  readonly me: Me;
  readonly service: ServiceView;
  /** What the agent is in this service. */
  readonly role: Role;
  /** The groups that the agent is in, in this service. */
  readonly myGroupIds: readonly string[];
  readonly list: MenuList;
  /** The list as it is narrowed. */
  readonly view: ListView;
  readonly timeStyle: TimeStyle;
  /** Undefined for somebody who is not, or no longer, in the service. */
  readonly agentName: (agentId: string | null) => string | undefined;
  readonly groupName: (groupId: string | null) => string | undefined;
};

export const DeskContext = createContext<Desk | null>(null);

/** Throws outside of `DeskContext`. */
export const useDesk = (): Desk => {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('useDesk outside of DeskPage');
  return desk;
};
