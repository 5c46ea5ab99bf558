import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { discardDraft } from '../../../../shared/application/drafts/discard-draft.ts';
import { listDraftVersions } from '../../../../shared/application/drafts/list-draft-versions.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aDraft } from '../../../support/drafts.ts';
import { aChange, aTicket } from '../../../support/tickets.ts';

const owner = { serviceId: 'support', number: 1024, agentId: 'agent_1' };
const given = async (over: Parameters<typeof aDraft>[0] | null = {}) => {
  const desk = memoryDesk();
  const deps = { tickets: memoryTicketRepository(desk), drafts: memoryDraftRepository(desk), clock: steppingClock() };
  await deps.tickets.save(aChange(aTicket({ version: 1 })));
  if (over !== null) await deps.drafts.save(aDraft(over), undefined);
  return { deps, discard: (version: number, number = 1024) => discardDraft(deps)({ ...owner, number, version }) };
};

it('given a draft, when it is thrown away, then it is empty and the clock still has it', async () => {
  const { deps, discard } = await given();
  expect(await discard(2)).toMatchObject({
    ok: true,
    value: { draft: { version: 3, html: '', text: '' }, arrived: [] },
  });
  expect(await listDraftVersions(deps)(owner)).toEqual({
    ok: true,
    value: [
      {
        version: 2,
        html: '<p>Please pull the plug</p>',
        text: 'Please pull the plug',
        savedAt: '2026-11-22T08:30:20.000Z',
      },
    ],
  });
});

it('given the same request again, then it is well and nothing is written', async () => {
  const { deps, discard } = await given();
  const first = await discard(2);
  expect(await discard(2)).toEqual(first);
  expect(await listDraftVersions(deps)(owner)).toMatchObject({ value: [{ version: 2 }] });
});

it('given nothing to throw away, then it is well', async () => {
  const { discard } = await given(null);
  expect(await discard(1)).toEqual({ ok: true, value: { arrived: [] } });
});

it('given another window that went on writing, then it is refused and the text stays', async () => {
  const { deps, discard } = await given();
  expect(await discard(1)).toEqual({ ok: false, error: { code: 'draft_conflict', expected: 1, actual: 2 } });
  expect(await deps.drafts.find('support', 1024, 'agent_1')).toEqual(aDraft());
});

it('given two at once, then both hear that it is gone, and it is put aside once', async () => {
  const { deps, discard } = await given();
  const answers = await Promise.all([discard(2), discard(2), discard(2)]);
  expect(answers.map((answer) => answer.ok && answer.value.draft?.version)).toEqual([3, 3, 3]);
  expect(await listDraftVersions(deps)(owner)).toMatchObject({ value: [{ version: 2 }] });
});

it('given a ticket that is not there, then neither its draft nor its versions are', async () => {
  const { deps, discard } = await given();
  expect(await discard(2, 7)).toEqual({ ok: false, error: { code: 'ticket_not_found', number: 7 } });
  expect(await listDraftVersions(deps)({ ...owner, number: 7 })).toEqual({
    ok: false,
    error: { code: 'ticket_not_found', number: 7 },
  });
});
