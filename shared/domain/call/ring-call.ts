import type { FactContext } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { decideCall, type CallDecision } from './call-decision.ts';
import type { ReservedCall } from './reserved-call.ts';

/** What to do when a time comes for which a call was reserved. */
export type RingDecision =
  | { readonly kind: 'ring'; readonly decision: CallDecision }
  /** The message came early. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** The call was made, cancelled or moved, or was recorded as due before. */
  | { readonly kind: 'over' };

/** `at` is the time that came. Not a version of the call: whoever is about to change it has lost nothing by it. */
export const ringCall = (ticket: Ticket, call: ReservedCall, at: string, context: FactContext): RingDecision => {
  if (call.status !== 'open' || call.at !== at || call.rungFor === at) return { kind: 'over' };
  const early = Date.parse(at) - Date.parse(context.at);
  if (early > 0) return { kind: 'wait', seconds: Math.ceil(early / 1000) };
  return {
    kind: 'ring',
    decision: decideCall('call_due', { kind: 'system' }, ticket, call, { ...call, rungFor: at }, context),
  };
};
