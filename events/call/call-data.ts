import * as z from 'zod';
import { ticketState } from '../ticket/ticket-data.ts';

/**
 * News of a reserved call. The ticket is as it was: calls are lines of its log and don't raise its version. Whom to
 * call, and why, stays in the desk.
 */
export const callData = z.object({
  ...ticketState,
  version: ticketState.version.meta({ description: 'The ticket’s version when it happened, unguarded.' }),
  callId: z.string().min(1).meta({ description: 'The reserved call.' }),
});
