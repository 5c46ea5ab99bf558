import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../../support/memory/memory-upload-store.ts';
import { sanitizedRichText } from '../../../../shared/adapters/mail/sanitized-rich-text.ts';
import { saveDraft } from '../../../../shared/application/drafts/save-draft.ts';
import { AGENT_TEXT_BYTES } from '../../../../shared/application/tickets/entry-body.ts';
import { steppingClock } from '../../../support/clock.ts';
import { aChange, anEntry, aTicket } from '../../../support/tickets.ts';

const owner = { serviceId: 'support', number: 1024, agentId: 'agent_1' };
const aDesk = async () => {
  const desk = memoryDesk();
  const deps = {
    tickets: memoryTicketRepository(desk),
    drafts: memoryDraftRepository(desk),
    richText: sanitizedRichText,
    files: { uploads: memoryUploadStore(desk) },
    clock: steppingClock(),
  };
  const { tickets } = deps;
  const lastEntry = { id: 'ent_1', by: 'customer' };
  await tickets.save(aChange(aTicket({ version: 1, lastEntry }), { entry: anEntry({ id: 'ent_1' }) }));
  const save = (html: string, version: number, over: object = {}) =>
    saveDraft(deps)({ ...owner, html, uploadIds: [], version, ...over });
  const versions = async () =>
    (await deps.drafts.listVersions('support', 1024, 'agent_1')).map(({ version, text }) => `${version} ${text}`);
  /** A further entry on the ticket. */
  const arrive = async (id: string, by: string) => {
    const ticket = (await tickets.find('support', 1024))!;
    const author = by === 'customer' ? { kind: 'customer' as const } : { kind: 'agent' as const, agentId: by };
    const entry = anEntry({ id, author, kind: by === 'customer' ? 'customer_message' : 'comment' });
    await tickets.save(aChange({ ...ticket, version: ticket.version + 1, lastEntry: { id, by } }, { entry }));
  };
  return { desk, deps, save, versions, arrive };
};

it('given a first autosave, then the draft is there, safe, as text too, begun after the ticket’s newest entry', async () => {
  const { deps, save } = await aDesk();
  const saved = await save('<p>Dear <b>Mina</b><script>alert(1)</script></p>', 0, { uploadIds: ['upl_1'] });
  expect(saved).toMatchObject({
    ok: true,
    value: {
      draft: {
        version: 1,
        html: '<p>Dear <b>Mina</b></p>',
        text: 'Dear Mina',
        uploadIds: ['upl_1'],
        begunAfter: 'ent_1',
      },
      arrived: [],
    },
  });
  expect(await deps.drafts.find('support', 1024, 'agent_1')).toEqual(saved.ok && saved.value.draft);
});

it('leaves the ticket’s own version alone, and no line in its log', async () => {
  const { desk, deps, save } = await aDesk();
  await save('<p>Dear</p>', 0);
  expect(await deps.tickets.find('support', 1024)).toMatchObject({ version: 1 });
  expect(desk.facts.map(({ type }) => type)).toEqual(['ticket_created']);
});

it('given a ticket that is not there, then nothing is kept', async () => {
  const { desk, save } = await aDesk();
  expect(await save('<p>Dear</p>', 0, { number: 7 })).toEqual({
    ok: false,
    error: { code: 'ticket_not_found', number: 7 },
  });
  expect([desk.drafts.size, desk.draftVersions.size]).toEqual([0, 0]);
});

it('given a text as long as an agent’s may be, then it is saved; a byte more is refused', async () => {
  const { save } = await aDesk();
  const text = 'x'.repeat((AGENT_TEXT_BYTES - '<p></p>'.length - 1) / 2);
  expect(await save(`<p>${text}</p>`, 0)).toMatchObject({ ok: true });
  expect(await save(`<p>${text}xx</p>`, 1)).toEqual({
    ok: false,
    error: { code: 'too_large', limitBytes: AGENT_TEXT_BYTES },
  });
});

it('given the same save again, then the same answer comes and nothing is written', async () => {
  const { deps, save } = await aDesk();
  const first = await save('<p>Dear</p>', 0);
  const quiet = saveDraft({
    ...deps,
    drafts: {
      ...deps.drafts,
      save: async () => {
        throw new Error('it was written again');
      },
    },
  });
  expect(await quiet({ ...owner, html: '<p>Dear</p>', uploadIds: [], version: 0 })).toEqual(first);
});

describe('given two windows', () => {
  it('when the second writes on an old version, then it is refused with both versions, and both texts can be loaded', async () => {
    const { deps, save, versions } = await aDesk();
    await save('<p>Dear Mina</p>', 0);
    await save('<p>Dear Mina, from the first window</p>', 1);
    expect(await save('<p>Dear Mina, from the second window</p>', 1)).toEqual({
      ok: false,
      error: { code: 'draft_conflict', expected: 1, actual: 2 },
    });
    expect(await deps.drafts.find('support', 1024, 'agent_1')).toMatchObject({
      version: 2,
      text: 'Dear Mina, from the first window',
    });
    expect(await versions()).toEqual(['1 Dear Mina, from the second window']);
  });

  it('when the second goes on trying, then its newest text alone is kept', async () => {
    const { save, versions } = await aDesk();
    await save('<p>First window</p>', 0);
    for (const text of ['S', 'Sec', 'Second window']) await save(`<p>${text}</p>`, 0);
    expect(await versions()).toEqual(['0 Second window']);
  });

  it('when the second then takes its own text, then the first window’s is put aside', async () => {
    const { save, versions } = await aDesk();
    await save('<p>First window</p>', 0);
    await save('<p>Another thought</p>', 0);
    await save('<p>Another thought</p>', 1);
    expect((await versions()).toSorted()).toEqual(['0 Another thought', '1 First window']);
  });

  it('when both save at the same moment, then one is written and the other is told', async () => {
    const { save, versions, deps } = await aDesk();
    const answers = await Promise.all(['one', 'two', 'three'].map((text) => save(`<p>${text}</p>`, 0)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      [1, 2].map(() => ({ ok: false, error: { code: 'draft_conflict', expected: 0, actual: 1 } })),
    );
    const draft = await deps.drafts.find('support', 1024, 'agent_1');
    expect(['one', 'two', 'three'].filter((text) => text !== draft?.text)).toContain((await versions())[0]!.slice(2));
  });

  it('when both save the same at the same moment, then both hear of the same draft', async () => {
    const { save } = await aDesk();
    const answers = await Promise.all([1, 2, 3].map(() => save('<p>one</p>', 0)));
    expect(answers.map((answer) => answer.ok && answer.value.draft?.version)).toEqual([1, 1, 1]);
  });
});

describe('news', () => {
  it('given a customer who wrote since the draft was begun, then each save tells of it', async () => {
    const { save, arrive } = await aDesk();
    await save('<p>Dear</p>', 0);
    await arrive('ent_2', 'customer');
    expect(await save('<p>Dear Mina</p>', 1)).toMatchObject({
      ok: true,
      value: { arrived: [{ id: 'ent_2', kind: 'customer_message', author: { kind: 'customer' } }] },
    });
  });

  it('given a draft that was emptied and begun again, then what came before is no news any more', async () => {
    const { save, arrive } = await aDesk();
    await save('<p>Dear</p>', 0);
    await arrive('ent_2', 'customer');
    expect(await save('', 1)).toMatchObject({ ok: true, value: { arrived: [] } });
    expect(await save('<p>Dear Mina</p>', 2)).toMatchObject({
      ok: true,
      value: { draft: { begunAfter: 'ent_2' }, arrived: [] },
    });
  });
});
