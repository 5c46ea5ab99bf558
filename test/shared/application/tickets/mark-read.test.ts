import { markRead } from '../../../../shared/application/tickets/mark-read.ts';
import { WriteContentionError } from '../../../../shared/application/ports/tickets.ts';
import type { Ticket } from '../../../../shared/domain/ticket/ticket.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { aTicket } from '../../../support/tickets.ts';

const reply = { id: 'ent_5', by: 'customer' };
const aDesk = (over: Partial<Ticket> = {}) => {
  const desk = memoryDesk();
  const tickets = memoryTicketRepository(desk);
  const put = (changes: Partial<Ticket>) =>
    desk.tickets.set('support#1', aTicket({ number: 1, unreadReply: true, lastEntry: reply, ...over, ...changes }));
  put({});
  const stored = () => desk.tickets.get('support#1');
  return { desk, tickets, put, stored, backoff: async () => undefined };
};
const seen = { serviceId: 'support', number: 1, agentId: 'agent_1', seenEntryId: 'ent_5' };

describe('markRead', () => {
  it('given the assignee who has seen the reply, then it is read, without a version or a fact; twice is as once', async () => {
    const { desk, stored, ...deps } = aDesk();
    const before = stored();
    for (const _ of ['once', 'twice'])
      expect(await markRead(deps)(seen)).toEqual({ ok: true, value: { number: 1, unreadReply: false } });
    expect(stored()).toEqual({ ...before, unreadReply: false });
    expect(desk.facts).toEqual([]);
  });

  it.each<readonly [string, Partial<Ticket>, Partial<typeof seen>, boolean]>([
    ['somebody else', {}, { agentId: 'agent_2' }, true],
    ['nobody’s ticket', { assigneeId: undefined as never }, {}, true],
    ['a reply that came after what was seen', { lastEntry: { id: 'ent_6', by: 'customer' } }, {}, true],
    [
      'a reply that was placed before what was seen',
      { lastEntry: { id: 'ent_3', by: 'customer', after: 'ent_5' } },
      {},
      true,
    ],
    [
      'that reply itself',
      { lastEntry: { id: 'ent_3', by: 'customer', after: 'ent_5' } },
      { seenEntryId: 'ent_3' },
      false,
    ],
    ['an own entry after the reply', { lastEntry: { id: 'ent_6', by: 'agent_1' }, otherEntry: reply }, {}, false],
    [
      'a word of another agent after the reply',
      { lastEntry: { id: 'ent_6', by: 'agent_2' }, otherEntry: reply },
      {},
      true,
    ],
  ])('given %s, then it is decided by the assignee and what they saw', async (_, ticket, who, unreadReply) => {
    const { stored, ...deps } = aDesk(ticket);
    expect(await markRead(deps)({ ...seen, ...who })).toEqual({ ok: true, value: { number: 1, unreadReply } });
    expect(stored()?.unreadReply).toBe(unreadReply);
  });

  it('given a reply that comes between reading and writing, then it stays unread', async () => {
    const { put, stored, tickets, backoff } = aDesk();
    const find: typeof tickets.find = async (...place) => {
      const found = await tickets.find(...place);
      put({ version: 9, lastEntry: { id: 'ent_9', by: 'customer' } });
      return found;
    };
    expect(await markRead({ tickets: { ...tickets, find }, backoff })(seen)).toMatchObject({
      value: { unreadReply: true },
    });
    expect(stored()).toMatchObject({ version: 9, unreadReply: true });
  });

  it('refuses a ticket that is not there, and gives up when others write all the time', async () => {
    const { tickets, backoff } = aDesk();
    expect(await markRead({ tickets, backoff })({ ...seen, number: 2 })).toEqual({
      ok: false,
      error: { code: 'ticket_not_found', number: 2 },
    });
    const busy = { ...tickets, markRead: async () => false };
    await expect(markRead({ tickets: busy, backoff })(seen)).rejects.toThrow(WriteContentionError);
  });
});
