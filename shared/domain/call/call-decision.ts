import type { Change, Fact, FactActor, FactType } from '../ticket/facts.ts';
import { isSpam, type Ticket } from '../ticket/ticket.ts';
import type { ReservedCall } from './reserved-call.ts';

export type CallFactType = Extract<FactType, `call_${string}`>;

/** Time and identity of what is decided on a call, given from outside. `at` is ISO 8601. */
export type CallMoment = { readonly at: string; readonly factId: string; readonly correlationId: string };

/** What follows from one command on a call: its new state and the fact that tells of it. */
export type CallDecision = { readonly call: ReservedCall; readonly fact: Fact };

/** How the log tells each field of a call. What the note says is not told. */
const TOLD = {
  callAt: ({ at }) => at,
  callOwner: ({ ownerId }) => ownerId,
  callPhone: ({ phone }) => phone,
} as const satisfies Record<string, (call: ReservedCall) => string>;

const changesBetween = (before: ReservedCall | undefined, after: ReservedCall): Fact['changes'] =>
  Object.fromEntries(
    (Object.keys(TOLD) as (keyof typeof TOLD)[]).flatMap((field): [string, Change][] => {
      const [was, is] = [before && TOLD[field](before), TOLD[field](after)];
      return was === is ? [] : [[field, { ...(was === undefined ? {} : { before: was }), after: is }]];
    }),
  );

/**
 * A call's next state and the line of its ticket's log: it changes nothing of the ticket and finds it at the version
 * that it has.
 */
export const decideCall = (
  type: CallFactType,
  actor: FactActor,
  ticket: Ticket,
  before: ReservedCall | undefined,
  call: ReservedCall,
  { at, factId, correlationId }: CallMoment,
): CallDecision => ({
  call,
  fact: {
    id: factId,
    type,
    serviceId: call.serviceId,
    number: call.number,
    version: ticket.version,
    at,
    actor,
    status: ticket.status,
    ...(ticket.assigneeId === undefined ? {} : { assigneeId: ticket.assigneeId }),
    ...(ticket.groupId === undefined ? {} : { groupId: ticket.groupId }),
    ...(isSpam(ticket) ? { spam: true as const } : {}),
    changes: changesBetween(before, call),
    callId: call.callId,
    correlationId,
  },
});
