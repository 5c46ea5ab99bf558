import { BatchGetCommand, GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { CallRepository } from '../../application/ports/calls.ts';
import type { ReservedCall } from '../../domain/call/reserved-call.ts';
import { fromItem, toItem } from './call-item.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { toItem as eventToItem } from './event-item.ts';
import {
  agentCallsPartition,
  BY_AGENT,
  CALL_PREFIX,
  callKey,
  callSortKey,
  LISTS_ALL,
  openCallsPartition,
  ticketKey,
} from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };
type Key = ReturnType<typeof callKey>;

const CALLS_OF_A_TICKET = 100;
/** How often BatchGetItem is asked for what it left unread. */
const READS = 8;

/** Where a page ended: the time, the call and its ticket. The keys of both indexes follow from it. */
const POSITION = /^\d{4}-\d\d-\d\dT[\d:.]+Z#[\w-]{1,64}#[1-9]\d{0,8}$/;
const keySchema = z.object({ PK: z.string(), SK: z.string() });

/** Reserved calls: rows beside their ticket; open ones by time through two indexes. */
export const dynamoCallRepository = ({ client, deskTable, backoff }: Deps): CallRepository => {
  /**
   * One index shows no more of a row than lists of tickets need: the rest is read from the rows. What ended meanwhile
   * is none of an open list.
   */
  const readOpen = async (keys: readonly Key[]): Promise<readonly ReservedCall[]> => {
    const found: ReservedCall[] = [];
    let wanted: Record<string, unknown>[] = [...keys];
    for (let attempt = 1; wanted.length > 0; attempt += 1) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [deskTable]: { Keys: wanted } } }),
      );
      found.push(...(Responses?.[deskTable] ?? []).map(fromItem));
      wanted = UnprocessedKeys?.[deskTable]?.Keys ?? [];
      if (wanted.length === 0) break;
      // By this name HTTP knows that the same request may pass later.
      if (attempt >= READS)
        throw Object.assign(new Error(`The table left keys unread ${READS} times`), { name: 'TimeoutError' });
      await backoff(attempt);
    }
    const place = (call: ReservedCall) => callSortKey(call.at, call.callId);
    return found.filter(({ status }) => status === 'open').sort((a, b) => (place(a) < place(b) ? -1 : 1));
  };

  return {
    async find(serviceId, number, callId) {
      const { Item } = await client.send(
        new GetCommand({ TableName: deskTable, Key: callKey(serviceId, number, callId), ConsistentRead: true }),
      );
      return Item && fromItem(Item);
    },
    async save(call, before, fact) {
      const rung = before?.rungFor;
      const failed = await writeTransaction(client, backoff, [
        {
          Put: {
            TableName: deskTable,
            Item: toItem(call),
            ...(before === undefined
              ? { ConditionExpression: 'attribute_not_exists(PK)' }
              : {
                  ConditionExpression: `#version = :version AND ${rung === undefined ? 'attribute_not_exists(rungFor)' : 'rungFor = :rung'}`,
                  ExpressionAttributeNames: { '#version': 'version' },
                  ExpressionAttributeValues: {
                    ':version': before.version,
                    ...(rung === undefined ? {} : { ':rung': rung }),
                  },
                }),
          },
        },
        { Put: { TableName: deskTable, Item: eventToItem(fact), ConditionExpression: 'attribute_not_exists(PK)' } },
        // A deleted ticket takes its calls along: none may come after it.
        ...(before === undefined
          ? [
              {
                ConditionCheck: {
                  TableName: deskTable,
                  Key: ticketKey(call.serviceId, call.number),
                  ConditionExpression: 'attribute_exists(PK)',
                },
              },
            ]
          : []),
      ]);
      return failed.length === 0;
    },
    async listByTicket(serviceId, number) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: deskTable,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :pk AND begins_with(SK, :prefix)',
          ExpressionAttributeValues: { ':pk': ticketKey(serviceId, number).PK, ':prefix': CALL_PREFIX },
          ScanIndexForward: false,
          Limit: CALLS_OF_A_TICKET,
        }),
      );
      return Items.map(fromItem);
    },
    async listOpen(serviceId, ownerId, { limit, cursor }) {
      const { index, partition, sort } = ownerId === undefined ? LISTS_ALL : BY_AGENT;
      const value = ownerId === undefined ? openCallsPartition(serviceId) : agentCallsPartition(serviceId, ownerId);
      const owner = { list: `calls/${value}`, order: 'oldest' } as const;
      const keyAt = (position: string) => {
        const [at = '', callId = '', number = ''] = position.split('#');
        return { ...callKey(serviceId, Number(number), callId), [partition]: value, [sort]: callSortKey(at, callId) };
      };
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: deskTable,
          IndexName: index,
          KeyConditionExpression: '#partition = :partition',
          ExpressionAttributeNames: { '#partition': partition },
          ExpressionAttributeValues: { ':partition': value },
          Limit: limit,
          ...(cursor === undefined ? {} : { ExclusiveStartKey: keyAt(decodeCursor(owner, cursor, POSITION)) }),
        }),
      );
      const items =
        ownerId === undefined ? await readOpen(Items.map((item) => keySchema.parse(item))) : Items.map(fromItem);
      return {
        items,
        ...(LastEvaluatedKey === undefined
          ? {}
          : {
              cursor: encodeCursor(
                owner,
                `${String(LastEvaluatedKey[sort])}#${String(LastEvaluatedKey['PK']).split('#').at(-1)!}`,
              ),
            }),
      };
    },
  };
};
