import type { TicketRepository } from '../../shared/application/ports/tickets.ts';
import { editTicket, type EditTicketDeps, type EditTicketInput } from '../../shared/application/tickets/edit-ticket.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';

export type BringValuesDeps = EditTicketDeps & {
  readonly tickets: Pick<TicketRepository, 'find' | 'listTickets' | 'findFields'>;
};

const DAY = 24 * 60 * 60_000;
type Changes = EditTicketInput['changes'];

/** What agents have found out about the tickets that they have in hand, one after the other. */
const valuesAt = (now: Date): readonly Changes[] => {
  const day = (days: number): string => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  const time = (days: number, hour: number): string => `${day(days)}T${String(hour).padStart(2, '0')}:00:00.000Z`;
  return [
    {
      inquiryTypeId: 'order-refund',
      tags: ['refund', 'vip'],
      fields: {
        order_number: 'A-204417',
        refund_method: 'account',
        refund_account: '110-482-930175',
        refund_consent: true,
        cause: 'carrier',
        follow_up_on: day(1),
      },
    },
    {
      inquiryTypeId: 'product-fault',
      tags: ['warranty'],
      fields: {
        order_number: 'A-198302',
        bought_on: day(-41),
        symptoms: ['no-connection', 'noise'],
        pick_up: { from: time(2, 1), to: time(2, 4) },
        cause: 'product',
        call_back_at: time(1, 6),
        customer_away: { from: day(4), to: day(9) },
        warehouse_note: '교환품 재고 확인 필요.\nCheck the stock before the exchange.',
      },
    },
    { inquiryTypeId: 'order-delivery', fields: { order_number: 'A-210056', cause: 'carrier', follow_up_on: day(2) } },
  ];
};

/** The order number is the one that the ticket's title names, if it does. */
const withOrderOf = (title: string, changes: Changes): Changes => {
  const order = /A-\d{6}/.exec(title)?.[0];
  return order === undefined ? changes : { ...changes, fields: { ...changes.fields, order_number: order } };
};

/**
 * Fills the service's own fields of the newest tickets that agents have in hand, as these agents. A ticket that has
 * values already keeps them.
 */
export const bringValues = async (deps: BringValuesDeps, agents: readonly Agent[]): Promise<void> => {
  const { tickets, clock } = deps;
  const values = valuesAt(clock.now());
  const edit = editTicket(deps);
  for (const agent of agents) {
    const { items } = await tickets.listTickets(
      'care',
      { kind: 'assignee', assigneeId: agent.agentId, status: 'processing' },
      { limit: values.length, order: 'newest' },
    );
    for (const [index, { number, title }] of items.entries()) {
      if (Object.keys(await tickets.findFields('care', number)).length > 0) continue;
      const edited = await edit({
        serviceId: 'care',
        number,
        agent,
        correlationId: clock.newId('cor'),
        changes: withOrderOf(title, values[index]!),
      });
      if (!edited.ok) throw new Error(`Values of the demo were refused: ${JSON.stringify(edited.error)}`);
    }
  }
};
