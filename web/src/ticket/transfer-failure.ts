import { ESCALATION_FAILURES, type EscalationFailure } from '../../../shared/domain/transfer/escalation.ts';
import type { EventView, TicketView } from '../desk/api/ticket-queries.ts';

const OF_TRANSFERS: readonly EventView['type'][] = [
  'transfer_ordered',
  'transfer_failed',
  'ticket_transferred',
  'transfer_moved',
  'transfer_withdrawn',
];
const ENDED: readonly TicketView['status'][] = ['resolved', 'completed'];

/** The failed hand-over that nothing followed yet; undefined when there is none. `events` are newest first. */
export const openFailure = (
  { status, transferring }: Pick<TicketView, 'status' | 'transferring'>,
  events: readonly EventView[],
): { readonly id: string; readonly failure: EscalationFailure } | undefined => {
  if (transferring || ENDED.includes(status)) return undefined;
  const newest = events.find(({ type }) => OF_TRANSFERS.includes(type));
  const failure = ESCALATION_FAILURES.find((known) => known === newest?.reason);
  return newest?.type === 'transfer_failed' && failure !== undefined ? { id: newest.id, failure } : undefined;
};
