import { IMPORTANT_LIMIT, type ImportantTickets } from '../../../shared/application/ports/tickets.ts';
import { starsId } from './memory-ticket-lists.ts';
import { memoryDesk, ticketId, type MemoryDesk } from './memory-ticket-repository.ts';

/**
 * What agents marked as important, in memory. Give it the desk of the ticket repository, so that its lists show the
 * marks.
 */
export const memoryImportantTickets = (desk: MemoryDesk = memoryDesk()): ImportantTickets => {
  const marked = (serviceId: string, agentId: string) =>
    desk.importantTickets.get(starsId(serviceId, agentId)) ?? new Map<number, never>();
  return {
    async numbers(serviceId, agentId) {
      return new Set(marked(serviceId, agentId).keys());
    },
    async mark(ticket, agentId) {
      const { serviceId, number } = ticket;
      const own = marked(serviceId, agentId);
      const stored = desk.tickets.get(ticketId(serviceId, number));
      if (stored?.version !== ticket.version || (ticket.unreadReply && !stored.unreadReply)) return 'changed';
      if (!own.has(number) && own.size >= IMPORTANT_LIMIT) return 'full';
      desk.importantTickets.set(starsId(serviceId, agentId), new Map(own).set(number, ticket));
      return 'marked';
    },
    async unmark(serviceId, number, agentId) {
      desk.importantTickets.set(
        starsId(serviceId, agentId),
        new Map([...marked(serviceId, agentId)].filter(([each]) => each !== number)),
      );
    },
    async marked(serviceId, numbers) {
      const all = [...desk.importantTickets.values()].flatMap((own) => [...own.values()]);
      return new Set(
        numbers.filter((number) => all.some((ticket) => ticket.serviceId === serviceId && ticket.number === number)),
      );
    },
    async follow(ticket, removed) {
      for (const [id, own] of desk.importantTickets) {
        const known = own.get(ticket.number);
        if (known?.serviceId !== ticket.serviceId) continue;
        if (removed) desk.importantTickets.set(id, new Map([...own].filter(([each]) => each !== ticket.number)));
        else if (known.version < ticket.version || (known.version === ticket.version && !ticket.unreadReply))
          desk.importantTickets.set(id, new Map(own).set(ticket.number, ticket));
      }
    },
  };
};
