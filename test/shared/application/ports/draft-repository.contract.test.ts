import { randomUUID } from 'node:crypto';
import { dynamoDraftRepository } from '../../../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { InvalidCursorError, type Page, type PageRequest } from '../../../../shared/application/ports/pages.ts';
import type { DraftRepository } from '../../../../shared/application/ports/writing.ts';
import type { TicketChange, TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import type { KeptDraft, UnsentDraft } from '../../../../shared/domain/draft/draft.ts';
import { sentDraft } from '../../../../shared/domain/draft/sent-draft.ts';
import { aDraft } from '../../../support/drafts.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, anEntry, aTicket } from '../../../support/tickets.ts';

type Repositories = { readonly tickets: TicketRepository; readonly drafts: DraftRepository };

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const ADAPTERS = {
  memory: (): Repositories => {
    const desk = memoryDesk();
    return { tickets: memoryTicketRepository(desk), drafts: memoryDraftRepository(desk) };
  },
  dynamodb: (): Repositories => {
    const on = {
      client: engine.client,
      deskTable: engine.deskTable,
      sessionsTable: engine.sessionsTable,
      backoff: async () => {},
      now: () => new Date(),
    };
    return { tickets: dynamoTicketRepository(on), drafts: dynamoDraftRepository(on) };
  },
};

describe.each(Object.entries(ADAPTERS))('DraftRepository in %s', (_name, make) => {
  let tickets: TicketRepository;
  let drafts: DraftRepository;
  let serviceId: string;
  beforeEach(() => {
    ({ tickets, drafts } = make());
    serviceId = `service-${randomUUID()}`;
  });
  const mine = (over: Parameters<typeof aDraft>[0] = {}) => aDraft({ serviceId, version: 1, ...over });
  const find = (agentId = 'agent_1') => drafts.find(serviceId, 1024, agentId);
  const versions = (agentId = 'agent_1') => drafts.listVersions(serviceId, 1024, agentId);
  const aState = (slot: number, minute: number, over: Partial<KeptDraft> = {}): KeptDraft => ({
    slot,
    version: minute,
    html: `<p>State ${minute}</p>`,
    text: `State ${minute}`,
    savedAt: `2026-11-22T08:${String(minute).padStart(2, '0')}:00.000Z`,
    ...over,
  });
  const withoutSlot = ({ slot: _slot, ...version }: KeptDraft) => version;

  it('finds what was saved, with all that it has, and nothing where nothing is', async () => {
    const draft = mine({ uploadIds: ['upl_1'], keptAt: '2026-11-22T08:40:00.000Z', keptCount: 3, sentAs: 'ent_0' });
    expect(await find()).toBeUndefined();
    expect(await versions()).toEqual([]);
    expect(await drafts.save(draft, undefined)).toBe(true);
    expect(await find()).toEqual(draft);
  });

  it('keeps agents, tickets and services apart, also where one id begins like another', async () => {
    await drafts.save(mine(), undefined, aState(0, 1));
    await drafts.save(mine({ agentId: 'agent_10', text: 'of another' }), undefined, aState(0, 2));
    expect(await find('agent_10')).toMatchObject({ text: 'of another' });
    expect(await find()).toEqual(mine());
    expect((await versions()).map(({ version }) => version)).toEqual([1]);
    expect(await drafts.find(serviceId, 1025, 'agent_1')).toBeUndefined();
    expect(await drafts.listVersions(`${serviceId}-other`, 1024, 'agent_1')).toEqual([]);
  });

  it.each([[undefined], [aState(0, 3)]])(
    'given a first draft from each of two windows, then one is written (put aside: %j)',
    async (kept) => {
      const saved = await Promise.all(['one', 'two'].map((text) => drafts.save(mine({ text }), undefined, kept)));
      expect(saved.toSorted()).toEqual([false, true]);
      expect((await find())?.text).toBe(saved[0] ? 'one' : 'two');
    },
  );

  it('given a draft that moved on, then what was written on an older one is refused, and its state is not put aside', async () => {
    await drafts.save(mine(), undefined);
    await drafts.save(mine({ version: 2, text: 'newer' }), mine());
    expect(await drafts.save(mine({ version: 2, text: 'stale' }), mine())).toBe(false);
    expect(await drafts.save(mine({ version: 2, text: 'stale' }), mine(), aState(0, 1))).toBe(false);
    expect(await drafts.save(mine({ version: 1, text: 'stale' }), undefined)).toBe(false);
    expect(await find()).toMatchObject({ version: 2, text: 'newer' });
    expect(await versions()).toEqual([]);
  });

  it('lists states newest first, a place written over once', async () => {
    const states = [aState(0, 1), aState(1, 2, { sentAs: 'ent_4' }), aState(19, 3)];
    for (const [i, state] of states.entries())
      await drafts.save(mine({ version: i + 1 }), i === 0 ? undefined : mine({ version: i }), state);
    expect(await versions()).toEqual([states[2], states[1], states[0]].map((state) => withoutSlot(state!)));
    await drafts.save(mine({ version: 4 }), mine({ version: 3 }), aState(0, 9));
    expect((await versions()).map(({ version }) => version)).toEqual([9, 3, 2]);
  });

  it('keeps a refused text beside the draft, which stays as it is', async () => {
    await drafts.save(mine(), undefined, aState(0, 1));
    await drafts.keep(mine(), aState(21, 5));
    await drafts.keep(mine(), aState(21, 6));
    expect((await versions()).map(({ version }) => version)).toEqual([6, 1]);
    expect(await find()).toEqual(mine());
  });

  it('lists many long states whole', async () => {
    const long = '가'.repeat(40_000);
    for (let i = 0; i < 20; i += 1) await drafts.keep(mine(), aState(i, i, { html: long, text: 'long' }));
    const listed = await versions();
    expect(listed.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, i) => 19 - i));
    expect(listed.every(({ html }) => html === long)).toBe(true);
  });

  describe('what an agent has not sent', () => {
    const unsent = (over: Partial<PageRequest> = {}, agentId = 'agent_1') =>
      drafts.listUnsent(serviceId, agentId, { limit: 50, order: 'newest', ...over });
    const at = (minute: number) => `2026-11-22T08:${String(minute).padStart(2, '0')}:00.000Z`;
    /** A draft on a ticket of its own, begun in this minute. */
    const begin = async (number: number, minute: number, over: Parameters<typeof aDraft>[0] = {}) => {
      await tickets.save(aChange(aTicket({ serviceId, number, version: 1, title: `Ticket ${number}` })));
      const draft = mine({ number, begunAt: at(minute), savedAt: at(minute + 1), ...over });
      expect(await drafts.save(draft, undefined)).toBe(true);
      return draft;
    };
    const numbersOf = ({ items }: Page<UnsentDraft>) => items.map(({ number }) => number);

    it('is listed with the titles of the tickets, the newest begun first; later saves move nothing', async () => {
      const first = await begin(7, 10);
      await begin(12, 20);
      await begin(3, 30);
      await drafts.save({ ...first, version: 2, savedAt: at(50) }, first, aState(0, 3));
      expect(await unsent()).toEqual({
        items: [
          { number: 3, title: 'Ticket 3', version: 1, begunAt: at(30), savedAt: at(31) },
          { number: 12, title: 'Ticket 12', version: 1, begunAt: at(20), savedAt: at(21) },
          { number: 7, title: 'Ticket 7', version: 2, begunAt: at(10), savedAt: at(50) },
        ],
      });
      expect(numbersOf(await unsent({ order: 'oldest' }))).toEqual([7, 12, 3]);
    });

    it('has what is of files alone, and nothing that is empty, of another agent or of another service', async () => {
      await begin(1, 1, { html: '', text: '', uploadIds: ['upl_1'] });
      await begin(2, 2, { html: '', text: '' });
      await begin(3, 3, { agentId: 'agent_10' });
      await begin(4, 4);
      expect(numbersOf(await unsent())).toEqual([4, 1]);
      expect(numbersOf(await unsent({}, 'agent_10'))).toEqual([3]);
      expect(numbersOf(await unsent({}, 'agent'))).toEqual([]);
      expect((await drafts.listUnsent(`${serviceId}-other`, 'agent_1', { limit: 5, order: 'newest' })).items).toEqual(
        [],
      );
    });

    it('loses what is emptied, and has it again when it is begun anew', async () => {
      const draft = await begin(5, 10);
      const emptied = { ...draft, version: 2, html: '', text: '', uploadIds: [] };
      await drafts.save(emptied, draft);
      expect(numbersOf(await unsent())).toEqual([]);
      await drafts.save({ ...draft, version: 3, begunAt: at(40) }, emptied);
      expect((await unsent()).items).toMatchObject([{ number: 5, version: 3, begunAt: at(40) }]);
    });

    it('leaves out what was written on a ticket that is gone', async () => {
      await begin(5, 10);
      await drafts.save(mine({ number: 6, begunAt: at(20) }), undefined);
      expect(numbersOf(await unsent())).toEqual([5]);
    });

    it('comes page by page, each draft once, also where several were begun at the same time', async () => {
      for (const number of [1, 2, 3, 4, 5]) await begin(number, number > 3 ? 20 : 10);
      const pages: (readonly number[])[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<UnsentDraft> = await unsent({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
        pages.push(numbersOf(page));
        ({ cursor } = page);
      } while (cursor !== undefined);
      expect(pages.flat()).toEqual([5, 4, 3, 2, 1]);
      expect(pages.every((numbers) => numbers.length <= 2)).toBe(true);
    });

    it('refuses a cursor of another agent’s list', async () => {
      for (const number of [1, 2]) await begin(number, number);
      const { cursor } = await unsent({ limit: 1 });
      await expect(unsent({ cursor: cursor! }, 'agent_2')).rejects.toThrow(InvalidCursorError);
      await expect(unsent({ cursor: cursor!, order: 'oldest' })).rejects.toThrow(InvalidCursorError);
    });
  });

  describe('a draft that a command sends', () => {
    const entry = anEntry({ id: 'ent_5', html: '<p>Sent</p>', text: 'Sent' });
    const sending = async (draftVersion: number, id: string): Promise<TicketChange> => {
      const draft = sentDraft(await find(), draftVersion, { ...entry, id }, '2026-11-22T09:00:00.000Z');
      if (!draft.ok) throw new Error('there is no such draft');
      return {
        ticket: aTicket({ serviceId, version: 2 }),
        fact: aFact({ serviceId, id: `evt_${id}` }),
        entry: { ...entry, id },
        draft: draft.value,
      };
    };
    beforeEach(async () => {
      await tickets.save(aChange(aTicket({ serviceId, version: 1 })));
      await drafts.save(mine(), undefined);
    });

    it('is empty afterwards, and its text is among the states', async () => {
      expect(await tickets.save(await sending(1, 'ent_5'))).toMatchObject({ ok: true });
      expect((await drafts.listUnsent(serviceId, 'agent_1', { limit: 5, order: 'newest' })).items).toEqual([]);
      expect(await find()).toMatchObject({ version: 2, html: '', text: '', sentAs: 'ent_5', keptCount: 1 });
      expect(await versions()).toEqual([
        { version: 1, html: '<p>Sent</p>', text: 'Sent', savedAt: '2026-11-22T09:00:00.000Z', sentAs: 'ent_5' },
      ]);
    });

    it('given an autosave in between, then nothing of the command is written', async () => {
      const change = await sending(1, 'ent_5');
      await drafts.save(mine({ version: 2, text: 'one word more' }), mine());
      expect(await tickets.save(change)).toEqual({
        ok: false,
        error: { code: 'draft_conflict', expected: 1, actual: 2 },
      });
      expect(await tickets.find(serviceId, 1024)).toMatchObject({ version: 1 });
      expect(await tickets.findEntry(serviceId, 1024, 'ent_5')).toBeUndefined();
      expect(await find()).toMatchObject({ version: 2, text: 'one word more' });
      expect(await versions()).toEqual([]);
    });

    it('given five who send it at once, then it is sent once', async () => {
      const changes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => sending(1, `ent_${id}`)));
      const answers = await Promise.all(changes.map((change) => tickets.save(change)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await tickets.listEntries(serviceId, 1024, { limit: 10, order: 'oldest' })).items).toHaveLength(1);
      expect(await versions()).toHaveLength(1);
    });
  });
});
