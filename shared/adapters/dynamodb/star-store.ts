import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, paginateQuery, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { forEachAtMost } from '../../application/live/at-most.ts';
import type { Backoff } from '../../application/ports/platform.ts';
import { IMPORTANT_LIMIT, type ImportantTickets } from '../../application/ports/tickets.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { STAR_PREFIX, starKey, starsKey, ticketKey } from './keys.ts';
import { fromItem, numbersFromItem, setUpdate, toItem } from './star-item.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

const ROWS_AT_ONCE = 10;
/** Where in the transaction of `mark` each condition stands. */
const [TICKET, SET] = [0, 2];

/** Marks as rows beside their ticket in the `desk` table, and one set of numbers for each agent. */
export const dynamoStarStore = ({ client, deskTable: TableName, backoff }: Deps): ImportantTickets => {
  const unmark: ImportantTickets['unmark'] = async (serviceId, number, agentId) => {
    await writeTransaction(client, backoff, [
      { Delete: { TableName, Key: starKey(serviceId, number, agentId) } },
      { Update: { TableName, ...setUpdate(serviceId, agentId, number, 'DELETE') } },
    ]);
  };

  /** A mark that was taken away meanwhile, or that somebody else brought further, stays as it is. */
  const rewrite = async (ticket: Ticket, agentId: string): Promise<void> => {
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: toItem(ticket, agentId),
          ConditionExpression: '#version < :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': ticket.version },
        }),
      );
    } catch (cause) {
      if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    }
  };

  return {
    async numbers(serviceId, agentId) {
      const { Item } = await client.send(
        new GetCommand({
          TableName,
          Key: starsKey(serviceId, agentId),
          ProjectionExpression: 'entity, #numbers',
          ExpressionAttributeNames: { '#numbers': 'numbers' },
        }),
      );
      return numbersFromItem(Item);
    },
    async mark(ticket, agentId) {
      const { serviceId, number, version } = ticket;
      const { ExpressionAttributeValues, ...update } = setUpdate(serviceId, agentId, number, 'ADD');
      const failed = await writeTransaction(client, backoff, [
        // Of the version that was read: whoever changes the ticket from now on finds the row and brings it along.
        {
          ConditionCheck: {
            TableName,
            Key: ticketKey(serviceId, number),
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          },
        },
        { Put: { TableName, Item: toItem(ticket, agentId) } },
        {
          Update: {
            TableName,
            ...update,
            ConditionExpression:
              'attribute_not_exists(#numbers) OR size(#numbers) < :limit OR contains(#numbers, :one)',
            ExpressionAttributeValues: { ...ExpressionAttributeValues, ':limit': IMPORTANT_LIMIT, ':one': number },
          },
        },
      ]);
      if (failed.some(({ position }) => position === TICKET)) return 'changed';
      return failed.some(({ position }) => position === SET) ? 'full' : 'marked';
    },
    unmark,
    async follow(ticket, removed) {
      const { PK } = ticketKey(ticket.serviceId, ticket.number);
      const pages = paginateQuery(
        { client },
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :ticket AND begins_with(SK, :star)',
          ExpressionAttributeValues: { ':ticket': PK, ':star': STAR_PREFIX },
        },
      );
      for await (const { Items = [] } of pages) {
        await forEachAtMost(ROWS_AT_ONCE, Items.map(fromItem), async ({ agentId, version }) => {
          if (removed) await unmark(ticket.serviceId, ticket.number, agentId);
          else if (version < ticket.version) await rewrite(ticket, agentId);
        });
      }
    },
  };
};
