import WebSocket from 'ws';
import { serverMessage, type ClientMessage, type ServerMessage } from '../../shared/contracts/live/messages.ts';
import type { DeskClient } from './desk-client.ts';
import { waitUntil } from './wait-until.ts';

type Received = ServerMessage & { readonly receivedAt: number };
type Changes = Extract<Received, { type: 'changes' }>;
export type ChangedRow = Changes['rows'][number];

/**
 * An open console's WebSocket: opened with a one-time ticket, keeps every message, each checked against the contract.
 */
export const listenLive = async (client: DeskClient, serviceId: string) => {
  const ticket = await client.call('createConnectTicket', { params: { serviceId }, body: {} });
  if (ticket.status !== 201) throw new Error(`no connect ticket: ${ticket.status} ${JSON.stringify(ticket.body)}`);
  const socket = new WebSocket(`${ticket.body.url}?ticket=${encodeURIComponent(ticket.body.ticket)}`);
  const received: Received[] = [];
  socket.on('message', (data) => {
    received.push({ ...serverMessage().parse(JSON.parse((data as Buffer).toString())), receivedAt: Date.now() });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  const next = <T extends ServerMessage['type']>(
    type: T,
    matches: (message: Extract<Received, { type: T }>) => boolean = () => true,
    limit = 5_000,
  ) =>
    waitUntil(
      `a ${type} message`,
      () =>
        received.find(
          (message): message is Extract<Received, { type: T }> =>
            message.type === type && matches(message as Extract<Received, { type: T }>),
        ),
      limit,
      20,
    );
  return {
    received,
    socket,
    ticketUrl: `${ticket.body.url}?ticket=${encodeURIComponent(ticket.body.ticket)}`,
    next,
    /** The first row of a changed ticket that matches, from the `from`-th message on. */
    row: async (matches: (row: ChangedRow) => boolean, { limit = 5_000, from = 0 } = {}) => {
      const { rows, receivedAt } = await next(
        'changes',
        (message) => received.indexOf(message) >= from && message.rows.some(matches),
        limit,
      );
      return { ...rows.find(matches)!, receivedAt };
    },
    /** The first figures that match. */
    figures: async (matches: (figures: NonNullable<Changes['figures']>) => boolean, limit = 5_000) => {
      const { figures, receivedAt } = await next(
        'changes',
        (message) => message.figures !== undefined && matches(message.figures),
        limit,
      );
      return { ...figures!, receivedAt };
    },
    /** Says which ticket the console shows, and waits until the desk knows. */
    show: async (number: number) => {
      const known = received.length;
      socket.send(JSON.stringify({ type: 'open', number } satisfies ClientMessage));
      await next('opened', (message) => received.indexOf(message) >= known && message.number === number);
    },
    close: () =>
      new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.close();
      }),
  };
};
export type LiveListener = Awaited<ReturnType<typeof listenLive>>;
