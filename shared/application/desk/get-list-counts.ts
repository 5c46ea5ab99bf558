import type { Agent } from '../../domain/desk/agent.ts';
import type { FiguresReader, ListCountsReading } from '../ports/live.ts';
import type { ImportantTickets } from '../ports/tickets.ts';

export type GetListCountsDeps = {
  readonly figures: Pick<FiguresReader, 'readLists'>;
  readonly importantTickets: Pick<ImportantTickets, 'numbers'>;
};

/**
 * The number of tickets in each menu list of an agent, from counters; rows are not counted. With the numbers of all
 * tickets that the agent marked.
 */
export const getListCounts =
  ({ figures, importantTickets }: GetListCountsDeps) =>
  async ({
    serviceId,
    agentId,
    groupIds,
  }: Agent): Promise<ListCountsReading & { readonly marked: ReadonlySet<number> }> => {
    const [reading, marked] = await Promise.all([
      figures.readLists(serviceId, agentId, groupIds),
      importantTickets.numbers(serviceId, agentId),
    ]);
    return { ...reading, marked };
  };
