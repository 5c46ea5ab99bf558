import { paginateQuery, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { DeskAdministration } from '../../application/ports/desk.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { deskFactWrite, fromItem as factFromItem } from './desk-fact-item.ts';
import { agentFromItem } from './desk-items.ts';
import { agentWrite, groupWrite, serviceWrites } from './desk-writes.ts';
import { AGENT_PREFIX, agentKey, deskEventKey, EVENT_PREFIX, serviceKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

const EVENT_ID = /^[\w-]{1,80}$/;

/** Services and their people in the `desk` table, changed with their facts. */
export const dynamoDeskAdministration = ({ client, deskTable: TableName, backoff }: Deps): DeskAdministration => {
  const written = async (items: Parameters<typeof writeTransaction>[2]) =>
    (await writeTransaction(client, backoff, items)).length === 0;
  return {
    saveAgent: ({ before, after, groups, administratorId, fact }) =>
      written([
        agentWrite(TableName, before, after),
        ...groups.map((change) => groupWrite(TableName, change)),
        ...(administratorId === undefined
          ? []
          : [
              {
                ConditionCheck: {
                  TableName,
                  Key: agentKey(after.serviceId, administratorId),
                  ConditionExpression: '#role = :administrator AND #active = :yes',
                  ExpressionAttributeNames: { '#role': 'role', '#active': 'active' },
                  ExpressionAttributeValues: { ':administrator': 'administrator', ':yes': true },
                },
              },
            ]),
        deskFactWrite(TableName, fact),
      ]),
    saveGroup: ({ fact, ...change }) => written([groupWrite(TableName, change), deskFactWrite(TableName, fact)]),
    async saveService({ before, after, administrator, fact }) {
      const { writes, addresses } = serviceWrites(TableName, before, after);
      const failed = await writeTransaction(client, backoff, [
        ...writes,
        ...(administrator === undefined ? [] : [agentWrite(TableName, undefined, administrator)]),
        deskFactWrite(TableName, fact),
      ]);
      const [first] = failed;
      if (first === undefined) return 'saved';
      const taken = addresses[first.position - 1];
      return taken === undefined ? 'changed' : { taken };
    },
    async otherAdministrator(serviceId, agentId) {
      const pages = paginateQuery(
        { client },
        {
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :service AND begins_with(SK, :agent)',
          ExpressionAttributeValues: { ':service': serviceKey(serviceId).PK, ':agent': AGENT_PREFIX },
        },
      );
      for await (const { Items = [] } of pages) {
        const other = Items.map(agentFromItem).find(
          (agent) => agent.active && agent.role === 'administrator' && agent.agentId !== agentId,
        );
        if (other) return other.agentId;
      }
      return undefined;
    },
    async listFacts(serviceId, { limit, order, cursor }) {
      const { PK } = serviceKey(serviceId);
      const owner = { list: `${PK}/${EVENT_PREFIX}`, order };
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :service AND begins_with(SK, :event)',
          ExpressionAttributeValues: { ':service': PK, ':event': EVENT_PREFIX },
          ScanIndexForward: order === 'oldest',
          Limit: limit,
          ...(cursor === undefined
            ? {}
            : { ExclusiveStartKey: deskEventKey(serviceId, decodeCursor(owner, cursor, EVENT_ID)) }),
        }),
      );
      return {
        items: Items.map(factFromItem),
        ...(LastEvaluatedKey === undefined
          ? {}
          : { cursor: encodeCursor(owner, String(LastEvaluatedKey['SK']).slice(EVENT_PREFIX.length)) }),
      };
    },
  };
};
