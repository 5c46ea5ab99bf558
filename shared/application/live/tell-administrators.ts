import { roleMay } from '../../domain/desk/permissions.ts';
import type { DeskDirectory } from '../ports/desk.ts';
import type { ConnectionStore } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

export type TellAdministratorsDeps = BroadcastDeps & {
  readonly directory: Pick<DeskDirectory, 'listAgents'>;
  readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'>;
};

/** Sends a message to the open consoles of a service's administrators. Sending it twice does no harm. */
export const tellAdministrators = async (
  deps: TellAdministratorsDeps,
  serviceId: string,
  message: object,
): Promise<void> => {
  const [agents, open] = await Promise.all([
    deps.directory.listAgents(serviceId),
    deps.connections.listByService(serviceId, deps.now()),
  ]);
  const administrators = new Set(
    agents.filter(({ active, role }) => active && roleMay(role, 'manage_desk')).map(({ agentId }) => agentId),
  );
  const text = JSON.stringify(message);
  await broadcast(
    deps,
    open.filter(({ agentId }) => administrators.has(agentId)),
    () => text,
  );
};
