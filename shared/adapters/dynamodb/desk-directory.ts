import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DeskDirectory } from '../../application/ports/desk.ts';
import type { GroupChange } from '../../domain/desk/agent-groups.ts';
import { type Agent, type AgentGroup, ROLES } from '../../domain/desk/agent.ts';
import { type Category, CATEGORY_KINDS } from '../../domain/desk/category.ts';
import {
  AUTO_COMPLETE_DAYS,
  COUNTRY,
  LEAVERS_TICKETS,
  type Service,
  SERVICE_KINDS,
  UNDO_SECONDS,
} from '../../domain/desk/service.ts';
import { CHANNELS, LANGUAGES } from '../../domain/ticket/ticket.ts';
import {
  addressKey,
  agentIndexKeys,
  agentKey,
  ALL_SERVICES,
  BY_AGENT,
  CATEGORY_PREFIX,
  categoryKey,
  groupKey,
  importantNumbersKey,
  serviceIndexKeys,
  serviceKey,
} from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { anyOf, changing, has, NOT_THERE, rows, type Table } from './rows.ts';

export const serviceRows = rows<Service, Pick<Service, 'serviceId'>>({
  entity: 'service',
  key: ({ serviceId }) => serviceKey(serviceId),
  mayLackVersion: true,
  schema: () =>
    z
      .object({
        serviceId: z.string(),
        name: z.string(),
        kind: z.enum(SERVICE_KINDS),
        timeZone: z.string(),
        language: z.enum(LANGUAGES),
        channels: z.array(z.enum(CHANNELS)),
        addresses: z.array(z.string()),
        senderName: z.string(),
        autoCompleteDays: z.int().nonnegative().default(AUTO_COMPLETE_DAYS),
        undoSeconds: z.int().nonnegative().default(UNDO_SECONDS),
        leaversTickets: z.enum(LEAVERS_TICKETS).default('give_back'),
        country: z.string().default(COUNTRY),
        languages: z.array(z.enum(LANGUAGES)).optional(),
        version: z.int().positive().default(1),
      })
      // Rows of the first release have no languages: the service's own alone.
      .transform((service) => ({ ...service, languages: service.languages ?? [service.language] })),
  toStored: (service) => ({ ...serviceIndexKeys(service.serviceId), ...service }),
});

export const agentRows = rows<Agent, Pick<Agent, 'serviceId' | 'agentId'>>({
  entity: 'agent',
  key: ({ serviceId, agentId }) => agentKey(serviceId, agentId),
  mayLackVersion: true,
  schema: () =>
    z.object({
      serviceId: z.string(),
      agentId: z.string(),
      name: z.string(),
      email: z.string(),
      role: z.enum(ROLES),
      groupIds: z.array(z.string()),
      mayForward: z.boolean(),
      takesAssignment: z.boolean(),
      handlesChat: z.boolean().default(false),
      handlesPhone: z.boolean().default(false),
      mayUnmask: z.boolean().default(false),
      active: z.boolean(),
      version: z.int().positive().default(1),
    }),
  toStored: (agent) => ({ ...agentIndexKeys(agent.agentId, agent.serviceId), ...agent }),
});

type ImportantNumbers = { readonly numbers: ReadonlySet<number> };
/** The numbers of the tickets that an agent marked as important. */
export const importantNumbersRows = rows<ImportantNumbers, Pick<Agent, 'serviceId' | 'agentId'>>({
  entity: 'stars',
  key: ({ serviceId, agentId }) => importantNumbersKey(serviceId, agentId),
  schema: () => z.object({ numbers: z.set(z.int().positive()).default(new Set()) }),
  // There are no empty sets.
  toStored: ({ numbers }) => (numbers.size > 0 ? { numbers } : {}),
});

/** An agent's write; a new one gets the row for what they mark, too, without which that is looked for elsewhere. */
export const agentWrites = (desk: Table, before: Agent | undefined, after: Agent) => [
  agentRows.putIfVersion(desk, before, after),
  ...(before === undefined
    ? [
        {
          Update: {
            TableName: desk.TableName,
            Key: importantNumbersRows.key(after),
            ...changing({ set: { entity: 'stars' } }),
          },
        },
      ]
    : []),
];

/** All agents of a service, with what they marked beside them. */
export const agentsAndMarksOf = (serviceId: string) => beginningWith(agentKey(serviceId, ''));
/** All agents of a service, without what lies beside them. */
export const agentsOf = (serviceId: string) => ({
  ...agentsAndMarksOf(serviceId),
  filter: has({ entity: 'agent' }),
});

export const groupRows = rows<AgentGroup, Pick<AgentGroup, 'serviceId' | 'groupId'>>({
  entity: 'group',
  key: ({ serviceId, groupId }) => groupKey(serviceId, groupId),
  mayLackVersion: true,
  schema: () =>
    z.object({
      serviceId: z.string(),
      groupId: z.string(),
      name: z.string(),
      agentIds: z.array(z.string()).default([]),
      active: z.boolean().default(true),
      version: z.int().positive().default(1),
    }),
});

export const categoryRows = rows<Category, Pick<Category, 'serviceId' | 'kind' | 'categoryId'>>({
  entity: 'category',
  key: ({ serviceId, kind, categoryId }) => categoryKey(serviceId, kind, categoryId),
  mayLackVersion: true,
  schema: () =>
    z.object({
      serviceId: z.string(),
      kind: z.enum(CATEGORY_KINDS),
      categoryId: z.string(),
      parentId: z.string().exactOptional(),
      names: z.partialRecord(z.enum(LANGUAGES), z.string()),
      active: z.boolean(),
      order: z.int().nonnegative(),
      version: z.int().positive().default(1),
    }),
});

type Address = { readonly address: string; readonly serviceId: string };
/** Which service a mail address belongs to: one row an address, so that none belongs to two. */
export const addressRows = rows<Address, Pick<Address, 'address'>>({
  entity: 'address',
  key: ({ address }) => addressKey(address),
  schema: () => z.object({ address: z.string(), serviceId: z.string() }),
});

/** The write of a group that changed, if it is what was read. */
export const groupWrite = (desk: Table, { before, after }: GroupChange) => groupRows.putIfVersion(desk, before, after);

/**
 * The service's row, then one row for each of its addresses, then those that it gave up. `addresses` names what each
 * write but the first is about.
 */
export const serviceWrites = (desk: Table, before: Service | undefined, after: Service) => {
  const { serviceId } = after;
  const isFreeOrOurs = anyOf(NOT_THERE, has({ serviceId }));
  const given = [...new Set(after.addresses)];
  const givenUp = (before?.addresses ?? []).filter((address) => !given.includes(address));
  return {
    addresses: [...given, ...givenUp],
    writes: [
      serviceRows.putIfVersion(desk, before, after),
      ...given.map((address) => addressRows.putIf(desk, isFreeOrOurs, { address, serviceId })),
      ...givenUp.map((address) => addressRows.remove(desk, { address }, isFreeOrOurs)),
    ],
  };
};

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
    listAgents: (serviceId) => queryAll(desk, agentsOf(serviceId), agentRows.read),
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
