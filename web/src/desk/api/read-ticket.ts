import DataLoader from 'dataloader';
import { getTicketWithHistory, listEntries, listEvents } from '../../../../shared/contracts/http/history.ts';
import { getTicket } from '../../../../shared/contracts/http/ticket-queries.ts';
import type { Call, OutputOf } from './call-operation.ts';

/** Lines of the history and of the log that are read at once. */
export const LINES_AT_ONCE = 50;

/** What a ticket's page begins with. */
type Beginning = OutputOf<typeof getTicketWithHistory>;
export type TicketPart = keyof Beginning;
type Asked = { readonly serviceId: string; readonly number: number; readonly part: TicketPart };

const readAlone = (call: Call, { serviceId, number, part }: Asked): Promise<Beginning[TicketPart]> => {
  const params = { serviceId, number };
  switch (part) {
    case 'ticket':
      return call(getTicket, { params });
    case 'entries':
      return call(listEntries, { params, query: { order: 'newest', limit: LINES_AT_ONCE } });
    case 'events':
      return call(listEvents, { params, query: { limit: LINES_AT_ONCE } });
  }
};

const createReader = (call: Call): DataLoader<Asked, Beginning[TicketPart]> =>
  new DataLoader(
    async (asked) => {
      const readings = new Map<string, Promise<Partial<Beginning>>>();
      const readingOf = ({ serviceId, number, part }: Asked): Promise<Partial<Beginning>> => {
        const ticket = `${serviceId}/${number}`;
        const isSame = (other: Asked): boolean => other.serviceId === serviceId && other.number === number;
        const begin = async (): Promise<Partial<Beginning>> =>
          asked.some((other) => isSame(other) && other.part !== part)
            ? call(getTicketWithHistory, { params: { serviceId, number }, query: { limit: LINES_AT_ONCE } })
            : { [part]: await readAlone(call, { serviceId, number, part }) };
        const reading = readings.get(ticket) ?? begin();
        readings.set(ticket, reading);
        return reading;
      };
      return Promise.all(
        asked.map(async (each) => {
          try {
            return (await readingOf(each))[each.part]!;
          } catch (cause) {
            return cause as Error;
          }
        }),
      );
    },
    { cache: false },
  );

const readers = new WeakMap<Call, DataLoader<Asked, Beginning[TicketPart]>>();

/**
 * Reads a ticket, its newest entries or the newest lines of its log: those that are asked for at the same moment are
 * one request. Rejects as `call` does.
 */
export const readTicket = async <P extends TicketPart>(
  call: Call,
  serviceId: string,
  number: number,
  part: P,
): Promise<Beginning[P]> => {
  const reader = readers.get(call) ?? createReader(call);
  readers.set(call, reader);
  return (await reader.load({ serviceId, number, part })) as Beginning[P];
};
