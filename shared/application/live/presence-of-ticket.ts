import { eachAgentOnce, type PresentAgent } from '../../domain/desk/presence.ts';
import type { PresenceStore } from '../ports/live.ts';

/** Who has a ticket open now, each agent once. */
export const presenceOfTicket =
  (deps: { readonly presence: Pick<PresenceStore, 'list'>; readonly now: () => Date }) =>
  async ({
    serviceId,
    number,
  }: {
    readonly serviceId: string;
    readonly number: number;
  }): Promise<readonly PresentAgent[]> =>
    eachAgentOnce(await deps.presence.list(serviceId, number, deps.now()));
