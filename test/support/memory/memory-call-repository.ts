import type { CallRepository } from '../../../shared/application/ports/calls.ts';
import { memoryPage } from './memory-page.ts';
import { memoryDesk, ticketId, type MemoryDesk } from './memory-ticket-repository.ts';

/** Reserved calls in memory, for tests; give it the desk of the memory ticket repository. */
export const memoryCallRepository = (desk: MemoryDesk = memoryDesk()): CallRepository => ({
  async find(serviceId, number, callId) {
    const call = desk.calls.get(callId);
    return call?.serviceId === serviceId && call.number === number ? call : undefined;
  },
  async save(call, before, fact) {
    const stored = desk.calls.get(call.callId);
    if (stored?.version !== before?.version || stored?.rungFor !== before?.rungFor) return false;
    if (before === undefined && !desk.tickets.has(ticketId(call.serviceId, call.number))) return false;
    if (
      desk.facts.some(
        ({ id, serviceId, number }) => id === fact.id && serviceId === fact.serviceId && number === fact.number,
      )
    )
      return false;
    desk.calls.set(call.callId, call);
    desk.facts.push(fact);
    return true;
  },
  async listByTicket(serviceId, number) {
    return [...desk.calls.values()]
      .filter((call) => call.serviceId === serviceId && call.number === number)
      .toSorted((a, b) => (a.callId < b.callId ? 1 : -1))
      .slice(0, 100);
  },
  async listOpen(serviceId, ownerId, page) {
    const open = [...desk.calls.values()].filter(
      (call) =>
        call.serviceId === serviceId && call.status === 'open' && (ownerId === undefined || call.ownerId === ownerId),
    );
    return memoryPage(`calls/${serviceId}/${ownerId ?? ''}`, open, ({ at, callId }) => `${at}#${callId}`, {
      ...page,
      order: 'oldest',
    });
  },
});
