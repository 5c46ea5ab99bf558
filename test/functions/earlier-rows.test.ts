import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { TicketList } from '../../shared/application/ports/tickets.ts';
import { earlierTicketItem } from '../support/earlier-rows.ts';
import { roleDesk } from '../support/roles/role-desk.ts';
import { aTicket } from '../support/tickets.ts';

describe.each<['ticket-queries' | 'complete-tickets' | 'give-back-tickets', TicketList]>([
  ['ticket-queries', { kind: 'all' }],
  ['complete-tickets', { kind: 'place', places: ['resolved'] }],
  ['give-back-tickets', { kind: 'assignee', assigneeId: 'agent_1', status: 'resolved' }],
])('given a list of tickets that an earlier release wrote', (name, list) => {
  it(`then ${name} may read what they show`, async () => {
    const { deps, stage } = await roleDesk(name);
    const serviceId = `earlier-${name}`;
    const ticket = aTicket({ serviceId, status: 'resolved', resolvedAt: '2026-11-22T08:30:00.000Z' });
    const TableName = stage.names.deskTable;
    await stage.client.send(new PutCommand({ TableName, Item: earlierTicketItem(ticket) }));

    const { items } = await deps.tickets.listTickets(serviceId, list, { limit: 5, order: 'newest' });

    expect(items).toMatchObject([{ number: 1024, title: 'Printer on fire', status: 'resolved' }]);
  });
});
