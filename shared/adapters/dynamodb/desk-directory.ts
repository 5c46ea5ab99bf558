import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeskDirectory } from '../../application/ports/desk.ts';
import { addressRows, agentRows, categoryRows, groupRows, serviceRows } from './desk-rows.ts';
import { agentIndexKeys, agentKey, ALL_SERVICES, BY_AGENT, CATEGORY_PREFIX, groupKey, serviceKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string };

/** Services and their people as rows of the `desk` table. */
export const dynamoDeskDirectory = ({ client, deskTable }: Deps): DeskDirectory => {
  const desk = { client, TableName: deskTable };
  return {
    findService: (serviceId) => serviceRows.get(desk, { serviceId }),
    listServices: () => queryAll(desk, { index: BY_AGENT, partition: ALL_SERVICES }, serviceRows.read),
    findGroup: (serviceId, groupId) => groupRows.get(desk, { serviceId, groupId }),
    findCategory: (serviceId, kind, categoryId) => categoryRows.get(desk, { serviceId, kind, categoryId }),
    listCategories(serviceId) {
      const bothTrees = { partition: serviceKey(serviceId).PK, prefix: CATEGORY_PREFIX };
      return queryAll(desk, bothTrees, categoryRows.read);
    },
    findAgent: (serviceId, agentId) => agentRows.get(desk, { serviceId, agentId }),
    listAgents: (serviceId) => queryAll(desk, beginningWith(agentKey(serviceId, '')), agentRows.read),
    listGroups: (serviceId) => queryAll(desk, beginningWith(groupKey(serviceId, '')), groupRows.read),
    async listMemberships(agentId) {
      const ofAgent = { index: BY_AGENT, partition: agentIndexKeys(agentId, '').BA_PK };
      return (await queryAll(desk, ofAgent, agentRows.read)).filter(({ active }) => active);
    },
    async findServiceByAddress(address) {
      const row = await addressRows.get(desk, { address });
      return row && serviceRows.get(desk, { serviceId: row.serviceId });
    },
  };
};
