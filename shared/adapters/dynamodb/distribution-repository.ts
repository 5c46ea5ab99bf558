import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type DistributionRepository, type Lease, LEASE_SECONDS } from '../../application/ports/distribution.ts';
import type { GroupPlace } from '../../domain/distribution/waiting-ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { agentRows, agentsOf, groupRows } from './desk-directory.ts';
import { receivedRows, turnRows, waitingRows } from './distribution-rows.ts';
import { ALL_WAITING, BY_AGENT, behindGroup, leaseKey, receivedKey, waitingKey } from './keys.ts';
import { getMany, queryAll, queryPage } from './query.ts';
import { allOf, anyOf, type Changes, changing, compares, type Condition, has, readPart } from './rows.ts';
import { type DeskDeps, unlessRefused } from './write-transaction.ts';

const leaseSchema = once(() =>
  z.object({ wanted: z.int().positive(), holder: z.string().exactOptional(), until: z.string().exactOptional() }),
);

/** Nobody has it, or whoever had it is gone. */
const isFree = (now: Date): Condition => anyOf(has({ holder: undefined }), compares('until', '<=', now.toISOString()));
const untilOf = (now: Date): string => new Date(now.getTime() + LEASE_SECONDS * 1000).toISOString();

/** One place of the first group, or of the one behind another. */
const firstWaiting = { index: BY_AGENT, partition: ALL_WAITING, pageSize: 1 } as const;

/** Lines of waiting tickets as rows of the `desk` table; tickets join and leave them by ticket-repository.ts. */
export const dynamoDistributionRepository = ({ client, deskTable, backoff }: DeskDeps): DistributionRepository => {
  const desk = { client, TableName: deskTable };
  const line = (place: GroupPlace) => ({ partition: waitingKey({ ...place, since: '', number: 0 }).PK });
  /** The lease's row after a change; undefined when the condition doesn't hold. */
  const update = async (place: GroupPlace, changes: Changes, condition?: Condition) => {
    const updated = await unlessRefused(
      client.send(
        new UpdateCommand({
          TableName: deskTable,
          Key: leaseKey(place),
          ReturnValues: 'ALL_NEW',
          ...changing(changes, condition),
        }),
      ),
    );
    return updated && readPart('a lease', leaseSchema, updated.Attributes);
  };
  const isMine = ({ holder }: Lease) => has({ holder });
  return {
    async findGroup({ serviceId, groupId }) {
      const [group, agents] = await Promise.all([
        groupRows.get(desk, { serviceId, groupId }),
        queryAll(desk, { ...agentsOf(serviceId), consistent: true }, agentRows.read),
      ]);
      const inGroup = new Set(group?.agentIds);
      return group && { group, agents: agents.filter(({ agentId, active }) => active && inGroup.has(agentId)) };
    },
    listWaiting: (place, { limit, after }) =>
      queryAll(desk, { ...line(place), consistent: true, pageSize: limit }, waitingRows.read, {
        after: after && waitingKey(after),
        atMost: limit,
      }),
    isWaitedIn: async (place) =>
      (await queryPage(desk, { ...line(place), consistent: true, pageSize: 1 })).items.length > 0,
    async listWaitedIn() {
      const places: GroupPlace[] = [];
      for (;;) {
        const last = places.at(-1);
        const [item] = (await queryPage(desk, firstWaiting, { after: last && behindGroup(last) })).items;
        if (item === undefined) return places;
        const { serviceId, groupId } = waitingRows.read(item);
        places.push({ serviceId, groupId });
      }
    },
    async removeWaiting(waiting) {
      const { Delete } = waitingRows.remove(desk, waiting, has({ id: waiting.id }));
      await unlessRefused(client.send(new DeleteCommand(Delete)));
    },
    findTurn: ({ serviceId, groupId }, triggerId) => turnRows.get(desk, { serviceId, groupId, triggerId }),
    findReceived: async (serviceId, agentIds) =>
      (
        await getMany(
          desk,
          agentIds.map((agentId) => receivedKey({ serviceId, agentId })),
          { consistent: true, backoff },
        )
      ).map(receivedRows.read),
    async wake(place, holder, now) {
      const lease = (wanted: number): Lease => ({ serviceId: place.serviceId, groupId: place.groupId, holder, wanted });
      const woken = { set: { entity: 'lease' }, add: { wanted: 1 } };
      for (;;) {
        const taking = { ...woken, set: { ...woken.set, holder, until: untilOf(now) } };
        const taken = await update(place, taking, isFree(now));
        if (taken !== undefined) return lease(taken.wanted);
        const told = await update(place, woken);
        // Whoever held it may have released it in between, without having been told.
        if (told?.holder !== undefined && told.until! > now.toISOString()) return undefined;
      }
    },
    async renew(held, now) {
      const renewed = await update(held, { set: { until: untilOf(now) } }, isMine(held));
      return renewed && { ...held, wanted: renewed.wanted };
    },
    release: async (held) =>
      (await update(held, { remove: ['holder', 'until'] }, allOf(isMine(held), has({ wanted: held.wanted })))) !==
      undefined,
    async abandon(held) {
      await update(held, { remove: ['holder', 'until'] }, isMine(held));
    },
  };
};
