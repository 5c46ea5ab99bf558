import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import type { TicketAudit } from '../../application/ports/tickets.ts';
import { listAllPartition, listPlacePartition, LISTS_ALL, LISTS_PLACE, ticketKey } from './keys.ts';
import { getMany, queryPages } from './query.ts';
import { readPart } from './rows.ts';
import { ticketRows } from './ticket-rows.ts';

const PAGE = 100;
const numberSchema = once(() => z.object({ number: z.int().positive() }));

/** Reads every ticket of a service from the desk table: by the lists of all and of spam, without a scan. */
export const dynamoTicketAudit = ({
  client,
  deskTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): TicketAudit => {
  const desk = { client, TableName: deskTable };
  return {
    async findMany(serviceId, numbers) {
      const keys = numbers.map((number) => ticketKey(serviceId, number));
      return (await getMany(desk, keys, { consistent: true })).map(ticketRows.read);
    },
    async *numbers(serviceId) {
      const lists = [
        { index: LISTS_ALL, partition: listAllPartition(serviceId) },
        { index: LISTS_PLACE, partition: listPlacePartition(serviceId, 'spam') },
      ];
      for (const list of lists)
        for await (const items of queryPages(desk, { ...list, attributes: ['number'], pageSize: PAGE }))
          yield items.map((item) => readPart('the number of a ticket', numberSchema, item).number);
    },
  };
};
