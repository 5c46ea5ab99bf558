import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { getDraft } from '../../../../shared/application/drafts/get-draft.ts';
import { aDraft } from '../../../support/drafts.ts';
import { aChange, anEntry, aTicket } from '../../../support/tickets.ts';

const owner = { serviceId: 'support', number: 1024, agentId: 'agent_1' };
const byAgent = (id: string, agentId: string) => anEntry({ id, kind: 'comment', author: { kind: 'agent', agentId } });

/** A ticket with these entries, and a draft that was begun after the first. */
const given = async (
  entries: readonly ReturnType<typeof anEntry>[],
  over: Parameters<typeof aDraft>[0] | null = {},
) => {
  const desk = memoryDesk();
  const deps = { tickets: memoryTicketRepository(desk), drafts: memoryDraftRepository(desk) };
  await deps.tickets.save(aChange(aTicket({ version: 1 })));
  for (const [index, entry] of entries.entries())
    await deps.tickets.save(
      aChange(aTicket({ version: index + 2, lastEntry: { id: entry.id, by: 'customer' } }), { entry }),
    );
  if (over !== null) await deps.drafts.save(aDraft(over), undefined);
  return { deps, get: () => getDraft(deps)(owner) };
};
const idsOf = async (get: () => ReturnType<ReturnType<typeof getDraft>>) => {
  const result = await get();
  if (!result.ok) throw new Error(result.error.code);
  return result.value.arrived.map(({ id }) => id);
};

it('given nothing written, then there is no draft and no news', async () => {
  const { get } = await given([anEntry({ id: 'ent_1' }), anEntry({ id: 'ent_2' })], null);
  expect(await get()).toEqual({ ok: true, value: { arrived: [] } });
});

it('given nothing new, then the history is not asked', async () => {
  const { deps } = await given([anEntry({ id: 'ent_1' })]);
  const tickets = {
    ...deps.tickets,
    listEntriesAfter: async () => {
      throw new Error('the history was read');
    },
  };
  expect(await getDraft({ ...deps, tickets })(owner)).toEqual({ ok: true, value: { draft: aDraft(), arrived: [] } });
});

it('tells what others added since it was begun, oldest first, without what its writer added', async () => {
  const { get } = await given([
    anEntry({ id: 'ent_1' }),
    byAgent('ent_2', 'agent_2'),
    byAgent('ent_3', 'agent_1'),
    anEntry({ id: 'ent_4' }),
    anEntry({ id: 'ent_5', author: { kind: 'system' } }),
  ]);
  expect(await idsOf(get)).toEqual(['ent_2', 'ent_4', 'ent_5']);
});

it('given mails that triggers sent, then they are no news', async () => {
  const automatic = (id: string) => anEntry({ id, kind: 'trigger_mail', author: { kind: 'system' } });
  const { get } = await given([
    anEntry({ id: 'ent_1' }),
    automatic('ent_2'),
    anEntry({ id: 'ent_3' }),
    automatic('ent_4'),
  ]);
  expect(await idsOf(get)).toEqual(['ent_3']);
});

it('given a ticket that had no entry when it was begun, then all is new', async () => {
  const { get } = await given([anEntry({ id: 'ent_1' })], { begunAfter: undefined });
  expect(await idsOf(get)).toEqual(['ent_1']);
});

it('tells twenty at most, the first ones', async () => {
  const { get } = await given([
    anEntry({ id: 'ent_1' }),
    ...Array.from({ length: 30 }, (_, i) => anEntry({ id: `ent_2${String(i).padStart(2, '0')}` })),
  ]);
  expect(await idsOf(get)).toEqual(Array.from({ length: 20 }, (_, i) => `ent_2${String(i).padStart(2, '0')}`));
});

it('given twenty and more of the writer’s own first, then it still finds the other’s', async () => {
  const own = Array.from({ length: 40 }, (_, i) => byAgent(`ent_2${String(i).padStart(2, '0')}`, 'agent_1'));
  expect(await idsOf((await given([anEntry({ id: 'ent_1' }), ...own, anEntry({ id: 'ent_3' })])).get)).toEqual([
    'ent_3',
  ]);
  expect(await idsOf((await given([anEntry({ id: 'ent_1' }), ...own])).get)).toEqual([]);
});

it('given a draft that was sent, then nothing is news to it', async () => {
  const { get } = await given([anEntry({ id: 'ent_1' }), anEntry({ id: 'ent_2' })], {
    html: '',
    text: '',
    begunAfter: undefined,
    sentAs: 'ent_1',
  });
  expect(await idsOf(get)).toEqual([]);
});

it('given a ticket that is not there, then there is nothing to show', async () => {
  const { deps } = await given([]);
  expect(await getDraft(deps)({ ...owner, number: 7 })).toEqual({
    ok: false,
    error: { code: 'ticket_not_found', number: 7 },
  });
});
