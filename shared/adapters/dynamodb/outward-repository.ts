import * as z from 'zod';
import type { OutwardRepository } from '../../application/ports/outward.ts';
import { OUTWARD_KINDS, OUTWARD_STATUSES, type OutwardCall, UNANSWERED } from '../../domain/trigger/outward-call.ts';
import { listById, readPage } from './cursor.ts';
import { factRows } from './fact-rows.ts';
import { outwardKey } from './keys.ts';
import { has, rows } from './rows.ts';
import { writeAll, type DeskDeps } from './write-transaction.ts';

/** What triggers send outside, rows beside their ticket: what is to be sent, and what came of it. */
export const outwardRows = rows<OutwardCall, Pick<OutwardCall, 'serviceId' | 'number' | 'id'>>({
  entity: 'outward',
  key: ({ serviceId, number, id }) => outwardKey(serviceId, number, id),
  schema: () =>
    z.object({
      id: z.string(),
      serviceId: z.string(),
      number: z.int().positive(),
      kind: z.enum(OUTWARD_KINDS),
      trigger: z.object({ triggerId: z.string(), name: z.string() }),
      triggerVersion: z.int().positive(),
      action: z.int().nonnegative(),
      url: z.string().exactOptional(),
      sealedSecret: z.string().exactOptional(),
      sealedHook: z.string().exactOptional(),
      body: z.string(),
      status: z.enum(OUTWARD_STATUSES),
      attempts: z.int().nonnegative(),
      createdAt: z.string(),
      attemptedAt: z.string().exactOptional(),
      nextAt: z.string().exactOptional(),
      answer: z
        .object({
          at: z.string(),
          status: z.int().exactOptional(),
          body: z.string().exactOptional(),
          because: z.enum(UNANSWERED).exactOptional(),
        })
        .exactOptional(),
      endedAt: z.string().exactOptional(),
      correlationId: z.string(),
    }),
});

/** Calls and notices of triggers in the `desk` table. A ticket's transaction writes them (ticket-repository.ts). */
export const dynamoOutwardRepository = ({ client, deskTable, backoff }: DeskDeps): OutwardRepository => {
  const desk = { client, TableName: deskTable };
  return {
    find: ({ serviceId, number, outwardId }) => outwardRows.get(desk, { serviceId, number, id: outwardId }),
    list: (serviceId, number, page) =>
      readPage(
        desk,
        listById((id) => outwardKey(serviceId, number, id)),
        page,
        outwardRows.read,
      ),
    save: (call, { status, attempts }, fact) =>
      writeAll(client, backoff, [
        outwardRows.putIf(desk, has({ status, attempts }), call),
        ...(fact === undefined ? [] : [factRows.put(desk, fact)]),
      ]),
  };
};
