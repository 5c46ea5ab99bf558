import { encodeTime } from 'ulid';
import type { DeskAdministration, FactFilter } from '../../application/ports/desk.ts';
import type { Agent } from '../../domain/desk/agent.ts';
import { sameValue } from '../../domain/kernel/same-value.ts';
import { listById, type PagedList, readPage } from './cursor.ts';
import { agentRows, agentsOf, agentWrites, groupWrite, serviceWrites } from './desk-directory.ts';
import { raiseTriggers } from './raise-triggers.ts';
import { allOf, compares, type Condition, has, isAt } from './rows.ts';
import { deskFactRows } from './fact-rows.ts';
import { deskEventKey } from './keys.ts';
import { queryPages } from './query.ts';
import { writeAll, writeTransaction, type DeskDeps } from './write-transaction.ts';

/** The time in a fact's id and its `at` are two readings of a clock. */
const APART_MS = 60_000;

/** How the id of a fact begins that was made about then: what is older or newer needs not be read. */
const idAt = (instant: string, offset: number): string =>
  `evt_${encodeTime(Math.max(0, Date.parse(instant) + offset), 10)}`;

/** A service's facts that pass a filter, in the order of their ids. */
const factsOf = (serviceId: string, filter: FactFilter): PagedList => {
  const { kinds, subjectId, agentId, from, until } = filter;
  const list = listById((id) => deskEventKey(serviceId, id));
  const conditions: readonly Condition[] = [
    ...(kinds === undefined ? [] : [isAt(['subject', 'kind'], ...kinds)]),
    ...(subjectId === undefined ? [] : [isAt(['subject', 'id'], subjectId)]),
    ...(agentId === undefined ? [] : [isAt(['actor', 'id'], agentId)]),
    ...(from === undefined ? [] : [compares('at', '>=', from)]),
    ...(until === undefined ? [] : [compares('at', '<', until)]),
  ];
  const [first, ...others] = conditions;
  if (first === undefined) return list;
  const { prefix, ...query } = list.query;
  const keyOf = (id: string): string => deskEventKey(serviceId, id).SK;
  return {
    ...list,
    name: `${list.name}?${JSON.stringify([kinds, subjectId, agentId, from, until])}`,
    query: {
      ...query,
      ...(from === undefined && until === undefined
        ? { prefix: prefix! }
        : {
            from: keyOf(from === undefined ? '' : idAt(from, -APART_MS)),
            to: keyOf(until === undefined ? '~' : idAt(until, APART_MS)),
          }),
      filter: allOf(first, ...others),
    },
  };
};

/** Whether an agent can be named by triggers that could not name them before, or the other way round. */
const isOtherToTriggers = (before: Agent, after: Agent): boolean =>
  before.active !== after.active || !sameValue(before.groupIds, after.groupIds);

/** Services and their people in the `desk` table, changed with their facts. */
export const dynamoDeskAdministration = ({ client, deskTable, backoff }: DeskDeps): DeskAdministration => {
  const desk = { client, TableName: deskTable };
  const administers = has({ role: 'administrator', active: true });
  return {
    saveAgent: ({ before, after, groups, administratorId, fact }) =>
      writeAll(client, backoff, [
        ...agentWrites(desk, before, after),
        ...groups.map((change) => groupWrite(desk, change)),
        ...(before !== undefined && isOtherToTriggers(before, after) ? [raiseTriggers(desk, after.serviceId)] : []),
        ...(administratorId === undefined
          ? []
          : [agentRows.check(desk, { serviceId: after.serviceId, agentId: administratorId }, administers)]),
        deskFactRows.put(desk, fact),
      ]),
    saveGroup: ({ fact, before, after }) =>
      writeAll(client, backoff, [
        groupWrite(desk, { before, after }),
        ...(before !== undefined && before.active !== after.active ? [raiseTriggers(desk, after.serviceId)] : []),
        deskFactRows.put(desk, fact),
      ]),
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
    listFacts: (serviceId, page, filter = {}) => readPage(desk, factsOf(serviceId, filter), page, deskFactRows.read),
  };
};
