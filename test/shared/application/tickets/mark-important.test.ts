import { memoryImportantTickets } from '../../../support/memory/memory-important-tickets.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { IMPORTANT_LIMIT, WriteContentionError } from '../../../../shared/application/ports/tickets.ts';
import { markImportant } from '../../../../shared/application/tickets/mark-important.ts';
import { aTicket } from '../../../support/tickets.ts';

const aDesk = () => {
  const desk = memoryDesk();
  const waits: number[] = [];
  const tickets = memoryTicketRepository(desk);
  const importantTickets = memoryImportantTickets(desk);
  const put = (over: object = {}) => {
    desk.tickets.set('support#1', aTicket({ number: 1, version: 1, ...over }));
  };
  put();
  /** A reading of the ticket after which somebody else changes it, so many times. */
  const overtaken = (times: number) => {
    let left = times;
    return {
      ...tickets,
      find: async (serviceId: string, number: number) => {
        const found = await tickets.find(serviceId, number);
        if (left > 0) put({ version: found!.version + 1 });
        left -= 1;
        return found;
      },
    };
  };
  return {
    desk,
    importantTickets,
    waits,
    mark: (over: Partial<Parameters<typeof markImportant>[0]> = {}) =>
      markImportant({
        tickets,
        importantTickets,
        backoff: async (attempt) => {
          waits.push(attempt);
        },
        ...over,
      }),
    overtaken,
  };
};
const mine = { serviceId: 'support', number: 1, agentId: 'mina', important: true };

describe('starTicket', () => {
  it('marks, and takes the mark away', async () => {
    const { mark, importantTickets } = aDesk();
    expect(await mark()(mine)).toEqual({ ok: true, value: { number: 1, important: true } });
    expect(await importantTickets.numbers('support', 'mina')).toEqual(new Set([1]));
    expect(await mark()({ ...mine, important: false })).toEqual({ ok: true, value: { number: 1, important: false } });
    expect(await importantTickets.numbers('support', 'mina')).toEqual(new Set());
  });

  it('refuses a ticket that is not there; a mark on one that is gone can be taken away', async () => {
    const { mark } = aDesk();
    expect(await mark()({ ...mine, number: 2 })).toEqual({ ok: false, error: { code: 'ticket_not_found', number: 2 } });
    expect(await mark()({ ...mine, number: 2, important: false })).toMatchObject({ ok: true });
  });

  it('given a ticket that others change meanwhile, then it marks what they left', async () => {
    const { mark, importantTickets, waits, overtaken, desk } = aDesk();
    expect(await mark({ tickets: overtaken(3) })(mine)).toMatchObject({ ok: true });
    expect(waits).toEqual([1, 2, 3]);
    expect(await importantTickets.numbers('support', 'mina')).toEqual(new Set([1]));
    expect([...desk.importantTickets.values()][0]!.get(1)!.version).toBe(4);
  });

  it('gives up when they never stop, having marked nothing', async () => {
    const { mark, importantTickets, overtaken } = aDesk();
    await expect(mark({ tickets: overtaken(Infinity) })(mine)).rejects.toThrow(WriteContentionError);
    expect(await importantTickets.numbers('support', 'mina')).toEqual(new Set());
  });

  it('says so when there are too many', async () => {
    const { mark, importantTickets } = aDesk();
    expect(await mark({ importantTickets: { ...importantTickets, mark: async () => 'full' } })(mine)).toEqual({
      ok: false,
      error: { code: 'too_many_stars', limit: IMPORTANT_LIMIT },
    });
  });
});
