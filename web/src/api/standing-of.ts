import type { Standing } from '../../../shared/domain/ticket/lifecycle.ts';
import type { TicketView } from './use-ticket.ts';

/** How a ticket stands, as the lifecycle table asks. */
export const standingOf = ({ status, internalReason }: Pick<TicketView, 'status' | 'internalReason'>): Standing => ({
  status,
  ...(internalReason === null ? {} : { internalReason }),
});
