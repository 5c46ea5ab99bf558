import { agentMessage } from '../../contracts/live/messages.ts';
import type { DeskBusEvent } from '../events/parse-bus-event.ts';
import type { ConnectionStore } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

type PushAgentDeps = BroadcastDeps & { readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'> };

/**
 * Notifies an agent's own consoles that whether they take assignment was changed, by themselves in another window or by
 * an administrator; a late or repeated event only has them read once more. Throws when connections can't be read.
 */
export const pushAgent =
  (deps: PushAgentDeps) =>
  async ({ detail: { metadata, data } }: DeskBusEvent): Promise<void> => {
    const { serviceId } = metadata;
    const open = await deps.connections.listByService(serviceId, deps.now());
    const message = JSON.stringify(agentMessage().parse({ type: 'agent', serviceId }));
    await broadcast(
      deps,
      open.filter(({ agentId }) => agentId === data.subject.id),
      () => message,
    );
  };
