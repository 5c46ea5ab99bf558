import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Backoff, ClockAndIds } from '../../application/ports/platform.ts';
import { AddressTakenError, type DeskRegistry } from '../../application/ports/desk.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import { moveBetweenGroups } from '../../domain/desk/agent-groups.ts';
import type { AgentGroup } from '../../domain/desk/agent.ts';
import { changedNames, deskFactTypeOf, type DeskSubject } from '../../domain/desk/desk-facts.ts';
import { categoryWrites } from './category-repository.ts';
import { deskFactWrite } from './desk-fact-item.ts';
import { agentFromItem, categoryFromItem, groupFromItem, serviceFromItem } from './desk-items.ts';
import { agentWrite, groupWrite, serviceWrites } from './desk-writes.ts';
import { agentKey, categoryKey, GROUP_PREFIX, groupKey, serviceKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly backoff: Backoff;
  /** With it each change is told, as the system's; without it (a desk that nothing listens to yet) none is. */
  readonly clock?: ClockAndIds;
};

/** Sets services, groups, categories and agents up in the `desk` table. */
export const dynamoDeskRegistry = ({ client, deskTable, backoff, clock }: Deps): DeskRegistry => {
  const read = async <T>(
    Key: { readonly PK: string; readonly SK: string },
    parse: (item: unknown) => T,
  ): Promise<T | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: deskTable, Key, ConsistentRead: true }));
    return Item && parse(Item);
  };
  const groupsOf = async (serviceId: string): Promise<readonly AgentGroup[]> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: deskTable,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :service AND begins_with(SK, :group)',
        ExpressionAttributeValues: { ':service': serviceKey(serviceId).PK, ':group': GROUP_PREFIX },
      },
    );
    const found: AgentGroup[] = [];
    for await (const { Items = [] } of pages) found.push(...Items.map(groupFromItem));
    return found;
  };
  const correlationId = clock?.newId('cor') ?? '';
  const told = (
    serviceId: string,
    subject: { readonly kind: DeskSubject; readonly id: string },
    before: Readonly<Record<string, unknown>> | undefined,
    after: Readonly<Record<string, unknown>>,
  ) =>
    clock === undefined
      ? []
      : [
          deskFactWrite(deskTable, {
            of: 'desk',
            id: clock.newId('evt'),
            type: deskFactTypeOf(subject.kind),
            serviceId,
            at: clock.now().toISOString(),
            actor: { kind: 'system' },
            action: before === undefined ? 'created' : 'changed',
            subject,
            changed: changedNames(before, after),
            correlationId,
          }),
        ];
  /** Writes what it makes of the present state; once more when somebody changed it meanwhile. */
  const untilSetUp = async (write: () => Promise<boolean>): Promise<void> => {
    await retryOnConflict(backoff, async () => (await write()) || 'conflict', { what: 'what is set up' });
  };
  return {
    putService: (setup) =>
      untilSetUp(async () => {
        const before = await read(serviceKey(setup.serviceId), serviceFromItem);
        const after = { ...setup, version: nextVersion(before, setup) };
        if (before?.version === after.version) return true;
        const { writes, addresses } = serviceWrites(deskTable, before, after);
        const [first] = await writeTransaction(client, backoff, [
          ...writes,
          ...told(setup.serviceId, { kind: 'service', id: setup.serviceId }, before, after),
        ]);
        if (first !== undefined && first.position > 0) throw new AddressTakenError(addresses[first.position - 1] ?? '');
        return first === undefined;
      }),
    putGroup: ({ serviceId, groupId, name }) =>
      untilSetUp(async () => {
        const before = await read(groupKey(serviceId, groupId), groupFromItem);
        const setup = { serviceId, groupId, name, agentIds: before?.agentIds ?? [], active: true };
        const after = { ...setup, version: nextVersion(before, setup) };
        if (before?.version === after.version) return true;
        return (
          (
            await writeTransaction(client, backoff, [
              groupWrite(deskTable, { before, after }),
              ...told(serviceId, { kind: 'group', id: groupId }, before, after),
            ])
          ).length === 0
        );
      }),
    putAgent: (setup) =>
      untilSetUp(async () => {
        const [before, groups] = await Promise.all([
          read(agentKey(setup.serviceId, setup.agentId), agentFromItem),
          groupsOf(setup.serviceId),
        ]);
        const after = { ...setup, version: nextVersion(before, setup) };
        const known = new Set(groups.flatMap(({ groupId, active }) => (active ? [groupId] : [])));
        const moved = moveBetweenGroups(groups, {
          ...after,
          groupIds: after.groupIds.filter((groupId) => known.has(groupId)),
        });
        if (!moved.ok) throw new Error('A group is there and is not');
        if (before?.version === after.version && moved.value.length === 0) return true;
        const writes = [
          agentWrite(deskTable, before, after),
          ...moved.value.map((change) => groupWrite(deskTable, change)),
          ...told(setup.serviceId, { kind: 'agent', id: setup.agentId }, before, after),
        ];
        return (await writeTransaction(client, backoff, writes)).length === 0;
      }),
    putCategory: (setup) =>
      untilSetUp(async () => {
        const before = await read(categoryKey(setup.serviceId, setup.kind, setup.categoryId), categoryFromItem);
        const after = { ...setup, version: nextVersion(before, setup) };
        if (before?.version === after.version) return true;
        return (
          (
            await writeTransaction(client, backoff, [
              ...categoryWrites(deskTable, before, after),
              ...told(setup.serviceId, { kind: 'category', id: setup.categoryId }, before, after),
            ])
          ).length === 0
        );
      }),
  };
};

/** The version of what is set up: the next one only when something changed. */
const nextVersion = (
  before: (Readonly<Record<string, unknown>> & { readonly version: number }) | undefined,
  setup: Readonly<Record<string, unknown>>,
): number => {
  if (before === undefined) return 1;
  return changedNames(before, setup).length === 0 ? before.version : before.version + 1;
};
