import WebSocket from 'ws';
import { serverMessage, type ServerMessage } from '../../shared/contracts/live/messages.ts';
import type { DeskClient } from './desk-client.ts';
import { waitUntil } from './wait-until.ts';

type Received = ServerMessage & { readonly receivedAt: number };

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
  return {
    received,
    socket,
    ticketUrl: `${ticket.body.url}?ticket=${encodeURIComponent(ticket.body.ticket)}`,
    next: <T extends ServerMessage['type']>(
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
      ),
    close: () =>
      new Promise<void>((resolve) => {
        socket.once('close', () => resolve());
        socket.close();
      }),
  };
};
export type LiveListener = Awaited<ReturnType<typeof listenLive>>;
