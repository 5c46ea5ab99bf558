import { noticesMessage } from '../../contracts/live/messages.ts';
import type { DeskBusEvent } from '../events/parse-bus-event.ts';
import type { ConnectionStore } from '../ports/live.ts';
import { broadcast, type BroadcastDeps } from './broadcast.ts';

type PushNoticesDeps = BroadcastDeps & { readonly connections: Pick<ConnectionStore, 'forget' | 'listByService'> };

/**
 * Notifies all consoles of a service that its notices changed; a late or repeated event only has them read once more.
 * Throws on an event about anything else, and when connections can't be read.
 */
export const pushNotices =
  (deps: PushNoticesDeps) =>
  async ({ event, detail: { metadata, data } }: DeskBusEvent): Promise<void> => {
    if (data.subject.kind !== 'notice')
      throw new Error(`No notice changed by ${event.detailType} of ${data.subject.kind}`);
    const { serviceId } = metadata;
    const message = JSON.stringify(noticesMessage().parse({ type: 'notices', serviceId }));
    await broadcast(deps, await deps.connections.listByService(serviceId, deps.now()), () => message);
  };
