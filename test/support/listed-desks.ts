import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoImportantTickets } from '../../shared/adapters/dynamodb/important-tickets.ts';
import { ticketRows } from '../../shared/adapters/dynamodb/ticket-rows.ts';
import { dynamoTicketRepository } from '../../shared/adapters/dynamodb/ticket-repository.ts';
import { memoryImportantTickets } from './memory/memory-important-tickets.ts';
import { memoryDesk, memoryTicketRepository, ticketId } from './memory/memory-ticket-repository.ts';
import type { ImportantTickets, TicketRepository } from '../../shared/application/ports/tickets.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';
import { type DynamoEngine, startDynamoEngine } from './dynamo-engine.ts';

/** Ticket lists and important tickets of one desk, and a way to store tickets as they are. */
export type ListedDesk = {
  readonly tickets: TicketRepository;
  readonly importantTickets: ImportantTickets;
  put(...tickets: readonly Ticket[]): Promise<void>;
  close(): Promise<void>;
};

const backoff = async (): Promise<void> => undefined;

export const listedDeskOn = ({
  client,
  deskTable,
}: Pick<DynamoEngine, 'client' | 'deskTable'>): Omit<ListedDesk, 'close'> => ({
  tickets: dynamoTicketRepository({ client, deskTable, backoff, now: () => new Date() }),
  importantTickets: dynamoImportantTickets({ client, deskTable, backoff }),
  async put(...tickets) {
    for (let start = 0; start < tickets.length; start += 25)
      await client.send(
        new BatchWriteCommand({
          RequestItems: {
            [deskTable]: tickets
              .slice(start, start + 25)
              .map((ticket) => ({ PutRequest: { Item: ticketRows.toItem(ticket) } })),
          },
        }),
      );
  },
});

/** The memory adapter and the DynamoDB adapter: the same tests run on both. */
export const LISTED_DESKS: readonly (readonly [string, () => Promise<ListedDesk>])[] = [
  [
    'memory',
    async () => {
      const desk = memoryDesk();
      return {
        tickets: memoryTicketRepository(desk),
        importantTickets: memoryImportantTickets(desk),
        close: async () => {},
        put: async (...tickets) => {
          for (const ticket of tickets) desk.tickets.set(ticketId(ticket.serviceId, ticket.number), ticket);
        },
      };
    },
  ],
  [
    'DynamoDB',
    async () => {
      const engine = await startDynamoEngine();
      return { ...listedDeskOn(engine), close: engine.stop };
    },
  ],
];
