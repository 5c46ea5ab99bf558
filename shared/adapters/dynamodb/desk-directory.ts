import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeskDirectory } from '../../application/ports/desk.ts';
import { addressFromItem, agentFromItem, categoryFromItem, groupFromItem, serviceFromItem } from './desk-items.ts';
import {
  AGENT_PREFIX,
  ALL_SERVICES,
  BY_AGENT,
  CATEGORY_PREFIX,
  GROUP_PREFIX,
  addressKey,
  agentIndexKeys,
  agentKey,
  categoryKey,
  groupKey,
  serviceKey,
} from './keys.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string };

/** Services and their people as rows of the `desk` table. */
export const dynamoDeskDirectory = ({ client, deskTable }: Deps): DeskDirectory => {
  const read = async (key: { readonly PK: string; readonly SK: string }) =>
    (await client.send(new GetCommand({ TableName: deskTable, Key: key, ConsistentRead: true }))).Item;
  const readService = async (serviceId: string) => {
    const item = await read(serviceKey(serviceId));
    return item && serviceFromItem(item);
  };
  const query = async <T>(
    condition: string,
    values: Readonly<Record<string, string>>,
    parse: (item: unknown) => T,
    index?: string,
  ): Promise<readonly T[]> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: deskTable,
        KeyConditionExpression: condition,
        ExpressionAttributeValues: { ...values },
        ...(index === undefined ? {} : { IndexName: index }),
      },
    );
    const found: T[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map(parse));
    return found;
  };
  const queryService = <T>(serviceId: string, prefix: string, parse: (item: unknown) => T) =>
    query('PK = :pk AND begins_with(SK, :prefix)', { ':pk': serviceKey(serviceId).PK, ':prefix': prefix }, parse);

  return {
    findService: readService,
    listServices: () =>
      query(`${BY_AGENT.partition} = :services`, { ':services': ALL_SERVICES }, serviceFromItem, BY_AGENT.index),
    async findGroup(serviceId, groupId) {
      const item = await read(groupKey(serviceId, groupId));
      return item && groupFromItem(item);
    },
    async findCategory(serviceId, kind, categoryId) {
      const item = await read(categoryKey(serviceId, kind, categoryId));
      return item && categoryFromItem(item);
    },
    listCategories: (serviceId) => queryService(serviceId, CATEGORY_PREFIX, categoryFromItem),
    async findAgent(serviceId, agentId) {
      const item = await read(agentKey(serviceId, agentId));
      return item && agentFromItem(item);
    },
    listAgents: (serviceId) => queryService(serviceId, AGENT_PREFIX, agentFromItem),
    listGroups: (serviceId) => queryService(serviceId, GROUP_PREFIX, groupFromItem),
    async listMemberships(agentId) {
      const rows = await query(
        `${BY_AGENT.partition} = :agent`,
        { ':agent': agentIndexKeys(agentId, '').BA_PK },
        agentFromItem,
        BY_AGENT.index,
      );
      return rows.filter(({ active }) => active);
    },
    async findServiceByAddress(address) {
      const item = await read(addressKey(address));
      return item && readService(addressFromItem(item).serviceId);
    },
  };
};
