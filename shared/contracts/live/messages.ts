import * as z from 'zod';
import { FACT_TYPES } from '../../domain/ticket/facts.ts';
import { TICKET_STATUSES } from '../../domain/ticket/status.ts';
import { figuresDto } from '../http/live.ts';

/** Figures of the service after a change; `mine` only when the receiving agent's own changed. Ignore a revision older than the one shown. */
export const figuresMessage = z.object({ type: z.literal('figures'), serviceId: z.string(), day: z.string(), revision: z.int(), all: figuresDto.shape.all, mine: figuresDto.shape.mine.optional() });

/** A ticket changed: what it is about, never what was said. The console reads the rest by HTTP. */
export const ticketChangedMessage = z.object({
  type: z.literal('ticket_changed'), serviceId: z.string(), number: z.int(), version: z.int(), fact: z.enum(FACT_TYPES), status: z.enum(TICKET_STATUSES),
  assigneeId: z.string().nullable(), actorId: z.string().nullable(), at: z.string(),
});

export const pongMessage = z.object({ type: z.literal('pong') });

/** The answer to a message that the desk doesn't know. */
export const errorMessage = z.object({ type: z.literal('error'), code: z.literal('unknown_message') });

/** Everything that the server sends over the WebSocket. */
export const serverMessage = z.discriminatedUnion('type', [figuresMessage, ticketChangedMessage, pongMessage, errorMessage]);
export type ServerMessage = z.infer<typeof serverMessage>;

/** Everything that a console may send: a ping at least every 5 minutes keeps the connection (API Gateway closes after 10 idle minutes). */
export const clientMessage = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('ping') })]);
export type ClientMessage = z.infer<typeof clientMessage>;
