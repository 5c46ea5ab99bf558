import * as z from 'zod';
import type { CallRepository } from '../../application/ports/calls.ts';
import { CALL_STATUSES, type ReservedCall } from '../../domain/call/reserved-call.ts';
import { once } from '../../domain/kernel/once.ts';
import { readPage, type PagedList } from './cursor.ts';
import { checkOf, has, type Key, rows, THERE } from './rows.ts';
import { factRows } from './fact-rows.ts';
import {
  agentCallsPartition,
  BY_AGENT,
  callKey,
  callSortKey,
  LISTS_ALL,
  openCallsPartition,
  ticketKey,
} from './keys.ts';
import { beginningWith, getMany, queryPage } from './query.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

const CALLS_OF_A_TICKET = 100;

/** The call's row beside its ticket; an open one is also in the lists of its service and of its owner. */
export const callRows = rows<ReservedCall, Pick<ReservedCall, 'serviceId' | 'number' | 'callId'>>({
  entity: 'call',
  key: ({ serviceId, number, callId }) => callKey(serviceId, number, callId),
  schema: () =>
    z.object({
      callId: z.string(),
      serviceId: z.string(),
      number: z.int().positive(),
      version: z.int().positive(),
      phone: z.string(),
      at: z.string(),
      note: z.string(),
      ownerId: z.string(),
      status: z.enum(CALL_STATUSES),
      createdBy: z.string(),
      createdAt: z.string(),
      endedAt: z.string().exactOptional(),
      rungFor: z.string().exactOptional(),
    }),
  toStored: (call) => {
    if (call.status !== 'open') return call;
    const place = callSortKey(call.at, call.callId);
    return {
      ...call,
      LA_PK: openCallsPartition(call.serviceId),
      L_SK: place,
      BA_PK: agentCallsPartition(call.serviceId, call.ownerId),
      BA_SK: place,
    };
  },
});

/** Where a page ended: the time, the call and its ticket. The keys of both indexes follow from it. */
const POSITION = /^\d{4}-\d\d-\d\dT[\d:.]+Z#[\w-]{1,64}#[1-9]\d{0,8}$/;
const keySchema = once(() => z.object({ PK: z.string(), SK: z.string() }));

/** Open calls by their time: an agent's, or the whole service's. */
const openCalls = (serviceId: string, ownerId: string | undefined): PagedList => {
  const index = ownerId === undefined ? LISTS_ALL : BY_AGENT;
  const partition = ownerId === undefined ? openCallsPartition(serviceId) : agentCallsPartition(serviceId, ownerId);
  return {
    name: `calls/${partition}`,
    query: { index, partition },
    position: POSITION,
    positionOf: (key) => `${String(key[index.sort])}#${String(key['PK']).split('#').at(-1)!}`,
    keyAt: (position) => {
      const [at = '', callId = '', number = ''] = position.split('#');
      return {
        ...callKey(serviceId, Number(number), callId),
        [index.partition]: partition,
        [index.sort]: callSortKey(at, callId),
      };
    },
  };
};

/** Reserved calls: rows beside their ticket; open ones by time through two indexes. */
export const dynamoCallRepository = ({ client, deskTable, backoff }: DeskDeps): CallRepository => {
  const desk = { client, TableName: deskTable };
  /**
   * One index shows no more of a row than lists of tickets need: the rest is read from the rows. What ended meanwhile
   * is none of an open list.
   */
  const readOpen = async (keys: readonly Key[]): Promise<readonly ReservedCall[]> => {
    const found = (await getMany(desk, keys, { backoff })).map(callRows.read);
    const place = (call: ReservedCall) => callSortKey(call.at, call.callId);
    return found.filter(({ status }) => status === 'open').sort((a, b) => (place(a) < place(b) ? -1 : 1));
  };

  return {
    find: (serviceId, number, callId) => callRows.get(desk, { serviceId, number, callId }),
    save: (call, before, fact) =>
      writeAll(client, backoff, [
        before === undefined
          ? callRows.create(desk, call)
          : callRows.putIf(desk, has({ version: before.version, rungFor: before.rungFor }), call),
        factRows.create(desk, fact),
        // A deleted ticket takes its calls along: none may come after it.
        ...(before === undefined ? [checkOf(desk, ticketKey(call.serviceId, call.number), THERE)] : []),
      ]),
    async listByTicket(serviceId, number) {
      const ofTicket = beginningWith(callKey(serviceId, number, ''));
      const newest = { ...ofTicket, consistent: true, order: 'newest', pageSize: CALLS_OF_A_TICKET } as const;
      return (await queryPage(desk, newest)).items.map(callRows.read);
    },
    async listOpen(serviceId, ownerId, page) {
      const list = openCalls(serviceId, ownerId);
      const request = { ...page, order: 'oldest' } as const;
      if (ownerId !== undefined) return readPage(desk, list, request, callRows.read);
      const keys = await readPage(desk, list, request, (item) => keySchema().parse(item));
      return { ...keys, items: await readOpen(keys.items) };
    },
  };
};
