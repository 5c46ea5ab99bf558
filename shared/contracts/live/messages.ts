import * as z from 'zod';
import { PRESENCE_STATES } from '../../domain/desk/presence.ts';
import { once } from '../../domain/kernel/once.ts';
import { FACT_TYPES } from '../../domain/ticket/facts.ts';
import { figuresDto, presentDto } from '../http/live.ts';
import { orNull } from '../http/plain-values.ts';
import { listCountsDto } from '../http/ticket-queries.ts';
import { ticketNumber, ticketRowDto } from '../http/ticket-shapes.ts';

/** The figures of the service after a change. Ignore a revision that is older than the one shown. */
export const figuresNews = once(() =>
  z.object({
    day: z.string(),
    revision: z.int(),
    all: figuresDto().shape.all,
    /** Only when figures of the receiving agent changed. */
    mine: figuresDto().shape.mine.exactOptional(),
    /** The number of tickets in the menu lists. */
    lists: listCountsDto().shape.lists,
    myLists: listCountsDto().shape.mine.omit({ important: true }).exactOptional(),
    /** The number of tickets in those groups of the service in which it changed; absent when it did in none. */
    groups: z.record(z.string(), z.int()).exactOptional(),
  }),
);

/**
 * A ticket as lists show it after its last change. Whether the receiving agent marked it as important is not in it:
 * that is the same before and after.
 */
export const changedRow = once(() =>
  ticketRowDto().omit({ important: true }).extend({
    /** The customer wrote on it again. */
    replied: z.boolean(),
  }),
);

/**
 * What changed in a service within the last second, for all of its consoles: figures, rows of tickets, and the numbers
 * of tickets that were deleted for good. A message has at most CHANGES_LIMIT bytes: what needs more comes in several,
 * of which the first has the figures. Ignore a row that is older (`version`) than the one shown.
 */
export const changesMessage = once(() =>
  z.object({
    type: z.literal('changes'),
    serviceId: z.string(),
    /** Absent when no figure changed. */
    figures: figuresNews().exactOptional(),
    rows: z.array(changedRow()),
    removed: z.array(z.int()),
  }),
);
/** API Gateway bills a message by each 32 KB of it. */
export const CHANGES_LIMIT = 32 * 1024;

/**
 * Something happened on a ticket that leaves its row as it was: to a mail, to a reserved call, or somebody looked at
 * what is masked. It is sent to consoles that show the ticket (`open`), and to its assignee's; what an agent does to a
 * call also to its owner's, and to those of whoever had it before. They read by HTTP what it is. A ticket that somebody
 * forwarded is told to its new assignee in the same way, beside its changed row.
 */
export const hintMessage = once(() =>
  z.object({
    type: z.literal('hint'),
    serviceId: z.string(),
    number: z.int(),
    fact: z.enum(FACT_TYPES),
    assigneeId: orNull(z.string()),
  }),
);

/**
 * The agents who have a ticket open, each of them once. It is sent to all of them when it changes, and to a console as
 * the answer to its heartbeat.
 */
export const presenceMessage = once(() =>
  z.object({
    type: z.literal('presence'),
    serviceId: z.string(),
    number: z.int(),
    present: z.array(presentDto()),
  }),
);

/** A reserved call of the receiving agent is due. */
export const callDueMessage = once(() =>
  z.object({
    type: z.literal('call_due'),
    serviceId: z.string(),
    number: z.int(),
    callId: z.string(),
    at: z.string(),
  }),
);

/** An agent left with open tickets. It is sent to administrators, who read by HTTP what became of the tickets. */
export const departureMessage = once(() =>
  z.object({
    type: z.literal('departure'),
    serviceId: z.string(),
    departureId: z.string(),
  }),
);

/**
 * The desk itself took a trigger out of use. It is sent to administrators, who read by HTTP what is the matter with it.
 */
export const triggerStoppedMessage = once(() =>
  z.object({
    type: z.literal('trigger_stopped'),
    serviceId: z.string(),
    triggerId: z.string(),
    name: z.string(),
    why: z.enum(['outdated', 'failing']),
  }),
);

/** A notice was put up, changed or taken down. Consoles read by HTTP which notices there are now. */
export const noticesMessage = once(() => z.object({ type: z.literal('notices'), serviceId: z.string() }));

/** The answer to `open`: from now on the console gets hints about the ticket. */
export const openedMessage = once(() => z.object({ type: z.literal('opened'), number: z.int() }));

export const pongMessage = once(() => z.object({ type: z.literal('pong') }));

/**
 * `unknown_message` answers a message that the desk does not know, and one of a connection that it does not know: that
 * gets no news, and must be opened anew. `too_many_messages` says that the console sent more
 * than it may. The connection is then closed, and the console must wait before it connects again.
 */
export const errorMessage = once(() =>
  z.object({
    type: z.literal('error'),
    code: z.enum(['unknown_message', 'too_many_messages']),
  }),
);

/** All messages that the desk sends over the WebSocket. */
export const serverMessage = once(() =>
  z.discriminatedUnion('type', [
    changesMessage(),
    hintMessage(),
    presenceMessage(),
    callDueMessage(),
    departureMessage(),
    noticesMessage(),
    triggerStoppedMessage(),
    openedMessage(),
    pongMessage(),
    errorMessage(),
  ]),
);
export type ServerMessage = z.infer<ReturnType<typeof serverMessage>>;

/**
 * All messages that a console may send. A ping after 4 minutes of silence keeps the connection open, which API Gateway
 * closes after 10 idle minutes.
 */
export const clientMessage = once(() =>
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('ping') }),
    /**
     * The ticket that the console shows now; null: none. Sent when that changes, and on a new connection. A ticket is
     * answered by `opened`, null by nothing.
     */
    z.strictObject({ type: z.literal('open'), number: ticketNumber().nullable() }),
    /**
     * The heartbeat of an open ticket: every 8 seconds, and at once when the state changes. After 20 seconds without
     * one the agent counts as gone. `number` is null when no ticket is open.
     */
    z.strictObject({
      type: z.literal('presence'),
      number: ticketNumber().nullable(),
      state: z.enum(PRESENCE_STATES).default('viewing'),
    }),
  ]),
);
export type ClientMessage = z.infer<ReturnType<typeof clientMessage>>;
