import type { DeskAdministration } from '../../application/ports/desk.ts';
import { listById, readPage } from './cursor.ts';
import { agentRows, agentsOf, agentWrites, groupWrite, serviceWrites } from './desk-directory.ts';
import { has } from './rows.ts';
import { deskFactRows } from './fact-rows.ts';
import { deskEventKey } from './keys.ts';
import { queryPages } from './query.ts';
import { writeAll, writeTransaction, type DeskDeps } from './write-transaction.ts';

/** Services and their people in the `desk` table, changed with their facts. */
export const dynamoDeskAdministration = ({ client, deskTable, backoff }: DeskDeps): DeskAdministration => {
  const desk = { client, TableName: deskTable };
  const administers = has({ role: 'administrator', active: true });
  return {
    saveAgent: ({ before, after, groups, administratorId, fact }) =>
      writeAll(client, backoff, [
        ...agentWrites(desk, before, after),
        ...groups.map((change) => groupWrite(desk, change)),
        ...(administratorId === undefined
          ? []
          : [agentRows.check(desk, { serviceId: after.serviceId, agentId: administratorId }, administers)]),
        deskFactRows.put(desk, fact),
      ]),
    saveGroup: ({ fact, ...change }) =>
      writeAll(client, backoff, [groupWrite(desk, change), deskFactRows.put(desk, fact)]),
    async saveService({ before, after, administrator, fact }) {
      const { writes, addresses } = serviceWrites(desk, before, after);
      const [first] = await writeTransaction(client, backoff, [
        ...writes,
        ...(administrator === undefined ? [] : agentWrites(desk, undefined, administrator)),
        deskFactRows.put(desk, fact),
      ]);
      if (first === undefined) return 'saved';
      const taken = addresses[first.position - 1];
      return taken === undefined ? 'changed' : { taken };
    },
    async otherAdministrator(serviceId, agentId) {
      const agents = { ...agentsOf(serviceId), consistent: true };
      for await (const items of queryPages(desk, agents)) {
        const other = items
          .map(agentRows.read)
          .find((agent) => agent.active && agent.role === 'administrator' && agent.agentId !== agentId);
        if (other) return other.agentId;
      }
      return undefined;
    },
    listFacts: (serviceId, page) =>
      readPage(
        desk,
        listById((id) => deskEventKey(serviceId, id)),
        page,
        deskFactRows.read,
      ),
  };
};
