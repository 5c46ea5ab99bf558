import { listDrafts } from '../../../../shared/application/drafts/list-drafts.ts';
import { aDraft } from '../../../support/drafts.ts';
import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';

it('lists what the agent has not sent, with the page that was asked for, whatever became of the tickets', async () => {
  const desk = memoryDesk();
  const [tickets, drafts] = [memoryTicketRepository(desk), memoryDraftRepository(desk)];
  for (const [number, status] of [
    [1, 'processing'],
    [2, 'completed'],
    [3, 'resolved'],
  ] as const) {
    await tickets.save(aChange(aTicket({ number, version: 1, status, title: `Ticket ${number}` })));
    await drafts.save(aDraft({ number, version: 1, begunAt: `2026-11-22T08:0${number}:00.000Z` }), undefined);
  }
  await drafts.save(aDraft({ number: 1, version: 1, agentId: 'agent_2' }), undefined);
  const list = listDrafts({ drafts });
  const asked = { serviceId: 'support', agentId: 'agent_1' };
  const first = await list({ ...asked, page: { limit: 2, order: 'newest' } });
  expect(first.items).toMatchObject([
    { number: 3, title: 'Ticket 3' },
    { number: 2, title: 'Ticket 2' },
  ]);
  const second = await list({ ...asked, page: { limit: 2, order: 'newest', cursor: first.cursor! } });
  expect(second.items).toMatchObject([{ number: 1, title: 'Ticket 1' }]);
  expect(second.cursor).toBeUndefined();
});
