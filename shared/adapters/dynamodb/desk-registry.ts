import type { ClockAndIds } from '../../application/ports/platform.ts';
import { categorySubject } from '../../application/administration/create-category.ts';
import { deskFactOfChange } from '../../application/administration/desk-fact.ts';
import { AddressTakenError, type DeskRegistry } from '../../application/ports/desk.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import { moveBetweenGroups } from '../../domain/desk/agent-groups.ts';
import { changedNames, type DeskSubject } from '../../domain/desk/desk-facts.ts';
import { categoryWrites } from './category-repository.ts';
import {
  agentRows,
  agentWrites,
  categoryRows,
  groupRows,
  groupWrite,
  serviceRows,
  serviceWrites,
} from './desk-directory.ts';
import { deskFactRows } from './fact-rows.ts';
import { groupKey } from './keys.ts';
import { beginningWith, queryAll } from './query.ts';
import { writeAll, writeTransaction, type DeskDeps } from './write-transaction.ts';

type Deps = DeskDeps & {
  /** With it each change is told, as the system's; without it (a desk that nothing listens to yet) none is. */
  readonly clock?: ClockAndIds;
};

/** Sets services, groups, categories and agents up in the `desk` table. */
export const dynamoDeskRegistry = ({ client, deskTable, backoff, clock }: Deps): DeskRegistry => {
  const desk = { client, TableName: deskTable };
  const groupsOf = (serviceId: string) =>
    queryAll(desk, { ...beginningWith(groupKey(serviceId, '')), consistent: true }, groupRows.read);
  const correlationId = clock?.newId('cor') ?? '';
  const told = (
    serviceId: string,
    subject: { readonly kind: DeskSubject; readonly id: string },
    before: Readonly<Record<string, unknown>> | undefined,
    after: Readonly<Record<string, unknown>>,
  ) =>
    clock === undefined
      ? []
      : [deskFactRows.put(desk, deskFactOfChange(clock, { serviceId, correlationId }, subject, before, after))];
  /** Writes what it makes of the present state; once more when somebody changed it meanwhile. */
  const untilSetUp = async (write: () => Promise<boolean>): Promise<void> => {
    await retryOnConflict(backoff, async () => (await write()) || 'conflict', { what: 'what is set up' });
  };
  return {
    putService: (setup) =>
      untilSetUp(async () => {
        const before = await serviceRows.get(desk, setup);
        const after = { ...setup, version: nextVersion(before, setup) };
        if (before?.version === after.version) return true;
        const { writes, addresses } = serviceWrites(desk, before, after);
        const [first] = await writeTransaction(client, backoff, [
          ...writes,
          ...told(setup.serviceId, { kind: 'service', id: setup.serviceId }, before, after),
        ]);
        if (first !== undefined && first.position > 0) throw new AddressTakenError(addresses[first.position - 1] ?? '');
        return first === undefined;
      }),
    putGroup: ({ serviceId, groupId, name }) =>
      untilSetUp(async () => {
        const before = await groupRows.get(desk, { serviceId, groupId });
        const setup = { serviceId, groupId, name, agentIds: before?.agentIds ?? [], active: true };
        const after = { ...setup, version: nextVersion(before, setup) };
        if (before?.version === after.version) return true;
        return writeAll(client, backoff, [
          groupWrite(desk, { before, after }),
          ...told(serviceId, { kind: 'group', id: groupId }, before, after),
        ]);
      }),
    putAgent: (setup) =>
      untilSetUp(async () => {
        const [before, groups] = await Promise.all([agentRows.get(desk, setup), groupsOf(setup.serviceId)]);
        const after = { ...setup, version: nextVersion(before, setup) };
        const known = new Set(groups.flatMap(({ groupId, active }) => (active ? [groupId] : [])));
        const moved = moveBetweenGroups(groups, {
          ...after,
          groupIds: after.groupIds.filter((groupId) => known.has(groupId)),
        });
        if (!moved.ok) throw new Error('A group is there and is not');
        if (before?.version === after.version && moved.value.length === 0) return true;
        return writeAll(client, backoff, [
          ...agentWrites(desk, before, after),
          ...moved.value.map((change) => groupWrite(desk, change)),
          ...told(setup.serviceId, { kind: 'agent', id: setup.agentId }, before, after),
        ]);
      }),
    putCategory: (setup) =>
      untilSetUp(async () => {
        const before = await categoryRows.get(desk, setup);
        const after = { ...setup, version: nextVersion(before, setup) };
        if (before?.version === after.version) return true;
        return writeAll(client, backoff, [
          ...categoryWrites(desk, before, after),
          ...told(setup.serviceId, categorySubject(setup), before, after),
        ]);
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
