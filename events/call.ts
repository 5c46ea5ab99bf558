import * as z from 'zod';
import { defineEvent } from './envelope.ts';
import { ticketData } from './ticket.ts';

/**
 * What an event about a reserved call tells. A call does not change its ticket, nor the ticket's version. The phone
 * number and the note are never published.
 */
const callData = ticketData.extend({
  version: ticketData.shape.version.meta({ description: 'The ticket’s version when it happened, unguarded.' }),
  callId: z.string().min(1).meta({ description: 'The reserved call.' }),
});

/** What happens to a call that was promised to a customer. */
export const callEvents = [
  defineEvent({
    type: 'CallReserved',
    version: 1,
    fact: 'call_reserved',
    description: 'A callback was promised to a customer, for the time in `changes`.',
    data: callData,
  }),
  defineEvent({
    type: 'CallChanged',
    version: 1,
    fact: 'call_changed',
    description: 'A reserved call got another time, number, note or owner.',
    data: callData,
  }),
  defineEvent({
    type: 'CallDone',
    version: 1,
    fact: 'call_done',
    description: 'A reserved call was made.',
    data: callData,
  }),
  defineEvent({
    type: 'CallCancelled',
    version: 1,
    fact: 'call_cancelled',
    description: 'A reserved call was given up.',
    data: callData,
  }),
  defineEvent({
    type: 'CallDue',
    version: 1,
    fact: 'call_due',
    description: 'The time of a reserved call has come; published once for each of its times.',
    data: callData,
  }),
] as const;
