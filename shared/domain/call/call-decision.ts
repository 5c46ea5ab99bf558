import { type Change, type Fact, type FactActor, type FactContext, factOn, type FactType } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ReservedCall } from './reserved-call.ts';

export type CallFactType = Extract<FactType, `call_${string}`>;

/** What follows from one command on a call: its new state and the fact that tells of it. */
export type CallDecision = { readonly call: ReservedCall; readonly fact: Fact };

/** How the log tells each field of a call. What the note says is not told. */
const AUDITED_FIELDS = {
  callAt: ({ at }) => at,
  callOwner: ({ ownerId }) => ownerId,
  callPhone: ({ phone }) => phone,
} as const satisfies Record<string, (call: ReservedCall) => string>;

const changesBetween = (before: ReservedCall | undefined, after: ReservedCall): Fact['changes'] =>
  Object.fromEntries(
    (Object.keys(AUDITED_FIELDS) as (keyof typeof AUDITED_FIELDS)[]).flatMap((field): [string, Change][] => {
      const [was, is] = [before && AUDITED_FIELDS[field](before), AUDITED_FIELDS[field](after)];
      return was === is ? [] : [[field, { ...(was === undefined ? {} : { before: was }), after: is }]];
    }),
  );

/**
 * Decides a call's next state and its fact for the ticket's log. The ticket is not changed: the fact has its present
 * version.
 */
export const decideCall = (
  type: CallFactType,
  actor: FactActor,
  ticket: Ticket,
  before: ReservedCall | undefined,
  call: ReservedCall,
  { at, factId, correlationId }: FactContext,
): CallDecision => ({
  call,
  fact: factOn(ticket, {
    id: factId,
    type,
    at,
    actor,
    changes: changesBetween(before, call),
    callId: call.callId,
    correlationId,
  }),
});
