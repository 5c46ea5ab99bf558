import type { TicketAudit } from '../../application/ports/tickets.ts';
import { listAllPartition, listPlacePartition, LISTS_ALL, LISTS_PLACE, ticketKey } from './keys.ts';
import { getMany, queryPages } from './query.ts';
import { readListPlace, ticketRows } from './ticket-rows.ts';
import type { DeskDeps } from './write-transaction.ts';

const PAGE = 100;

/** Reads every ticket of a service from the desk table: by the lists of all and of spam, without a scan. */
export const dynamoTicketAudit = ({ client, deskTable, backoff }: DeskDeps): TicketAudit => {
  const desk = { client, TableName: deskTable };
  return {
    async findMany(serviceId, numbers) {
      const keys = numbers.map((number) => ticketKey(serviceId, number));
      return (await getMany(desk, keys, { consistent: true, backoff })).map(ticketRows.read);
    },
    async *numbers(serviceId) {
      const lists = [
        { index: LISTS_ALL, partition: listAllPartition(serviceId) },
        { index: LISTS_PLACE, partition: listPlacePartition(serviceId, 'spam') },
      ];
      for (const list of lists)
        for await (const items of queryPages(desk, { ...list, attributes: ['PK', 'SK', 'L_SK'], pageSize: PAGE }))
          yield items.map((item) => readListPlace(item).number);
    },
  };
};
