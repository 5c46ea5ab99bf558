import type { Agent } from '../../domain/desk/agent.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import { type MenuList, MY_LISTS, TRANSFER_KINDS, type TransferKind } from '../../domain/ticket/ticket.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import type { ImportantTickets, TicketList, TicketRepository, TicketRow } from '../ports/tickets.ts';

export type ListTicketsDeps = {
  readonly tickets: Pick<TicketRepository, 'listTickets'>;
  readonly importantTickets: Pick<ImportantTickets, 'numbers'>;
};
export type ListTicketsInput = {
  readonly serviceId: string;
  readonly agent: Agent;
  readonly list: MenuList;
  /** Narrows `all_in_group` to one group. */
  readonly groupId?: string;
  /** Narrows `all_transferred` to one kind. */
  readonly transfer?: TransferKind;
  /** Only tickets that the agent marked as important. */
  readonly important: boolean;
  readonly page: PageRequest;
};
export type ListTicketsRefusal = Extract<TicketRefusal, { code: 'group_not_yours' }>;
/** A row, and whether the agent who asks marked it as important. */
export type MarkedRow = { readonly row: TicketRow; readonly important: boolean };

type Asked = Exclude<TicketList, { kind: 'important' | 'customer' }>;

/** The list that a menu entry stands for, for the agent who asks. */
const askedList = ({ agent, list, groupId, transfer }: ListTicketsInput): Result<Asked, ListTicketsRefusal> => {
  switch (list) {
    case 'all':
      return ok({ kind: 'all' });
    case 'all_unassigned':
      return ok({ kind: 'place', places: ['unassigned'] });
    case 'all_transferred':
      return ok({ kind: 'place', places: transfer === undefined ? TRANSFER_KINDS : [transfer] });
    case 'spam':
      return ok({ kind: 'place', places: ['spam'] });
    case 'all_in_group': {
      if (groupId === undefined) return ok({ kind: 'group', groupIds: agent.groupIds });
      return agent.role === 'administrator' || agent.groupIds.includes(groupId)
        ? ok({ kind: 'group', groupIds: [groupId] })
        : err({ code: 'group_not_yours', groupId });
    }
    default:
      return ok({ kind: 'assignee', assigneeId: agent.agentId, status: MY_LISTS[list] });
  }
};

/** A page of a menu list (product.md §3), with what the agent who asks marked as important. */
export const listTickets =
  ({ tickets, importantTickets }: ListTicketsDeps) =>
  async (input: ListTicketsInput): Promise<Result<Page<MarkedRow>, ListTicketsRefusal>> => {
    const {
      serviceId,
      agent: { agentId },
      important,
      page,
    } = input;
    const asked = askedList(input);
    if (!asked.ok) return asked;
    if (important) {
      const { items, ...rest } = await tickets.listTickets(
        serviceId,
        { kind: 'important', agentId, of: asked.value },
        page,
      );
      return ok({ items: items.map((row) => ({ row, important })), ...rest });
    }
    const [{ items, ...rest }, marked] = await Promise.all([
      tickets.listTickets(serviceId, asked.value, page),
      importantTickets.numbers(serviceId, agentId),
    ]);
    return ok({ items: items.map((row) => ({ row, important: marked.has(row.number) })), ...rest });
  };
