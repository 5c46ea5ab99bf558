import { randomUUID } from 'node:crypto';
import { dynamoDraftRepository } from '../../../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import type { DraftRepository } from '../../../../shared/application/ports/writing.ts';
import type { TicketChange, TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import type { Draft } from '../../../../shared/domain/draft/draft.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, anEntry, aTicket } from '../../../support/tickets.ts';

type Repositories = { readonly tickets: TicketRepository; readonly drafts: DraftRepository };
const backoff = async () => {};

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
  dynamodb: (): Repositories => ({
    tickets: dynamoTicketRepository({
      client: engine.client,
      deskTable: engine.deskTable,
      sessionsTable: engine.sessionsTable,
      backoff,
      now: () => new Date(),
    }),
    drafts: dynamoDraftRepository({ client: engine.client, deskTable: engine.deskTable, backoff }),
  }),
};

const creation = (serviceId: string): TicketChange => ({
  ticket: aTicket({ serviceId, number: 1, version: 1, status: 'unassigned', assigneeId: undefined }),
  fact: aFact({ serviceId, number: 1, version: 1, type: 'ticket_created', id: 'evt_1_1' }),
  entry: anEntry({ id: 'ent_1_1' }),
});

describe.each(Object.entries(ADAPTERS))('A ticket’s change in %s', (_name, make) => {
  let tickets: TicketRepository;
  let drafts: DraftRepository;
  let serviceId: string;
  beforeEach(() => {
    ({ tickets, drafts } = make());
    serviceId = `service-${randomUUID()}`;
  });

  describe('a ticket that is taken away', () => {
    const deletion = (): TicketChange => ({
      ticket: aTicket({ serviceId, number: 1, version: 2 }),
      gone: true,
      fact: aFact({ serviceId, number: 1, version: 2, type: 'ticket_deleted', id: 'evt_1_2' }),
      idempotency: { callerId: 'boss', key: 'd-1', requestHash: 'h' },
    });

    it('is found by nobody and listed nowhere; its facts stay, and its request is known', async () => {
      await tickets.save(creation(serviceId));
      expect(await tickets.save(deletion())).toMatchObject({ ok: true });
      expect(await tickets.find(serviceId, 1)).toBeUndefined();
      expect((await tickets.listTickets(serviceId, { kind: 'all' }, { limit: 10, order: 'newest' })).items).toEqual([]);
      expect(
        (await tickets.listFacts(serviceId, 1, { limit: 10, order: 'oldest' })).items.map(({ type }) => type),
      ).toEqual(['ticket_created', 'ticket_deleted']);
      expect(await tickets.findClaim(serviceId, { callerId: 'boss', key: 'd-1', requestHash: 'h' })).toEqual({
        number: 1,
      });
      expect(await tickets.save(deletion())).toEqual({ ok: false, error: { code: 'already_done', number: 1 } });
    });

    it('must have the version that was read', async () => {
      await tickets.save(creation(serviceId));
      await tickets.save(aChange(aTicket({ serviceId, number: 1, version: 2 })));
      expect(await tickets.save(deletion())).toEqual({
        ok: false,
        error: { code: 'version_conflict', expected: 1, actual: 2 },
      });
      expect(await tickets.find(serviceId, 1)).toBeDefined();
      expect(
        (await tickets.listFacts(serviceId, 1, { limit: 10, order: 'oldest' })).items.map(({ type }) => type),
      ).toEqual(['ticket_edited', 'ticket_created']);
    });

    it('is not written again by who read it before', async () => {
      await tickets.save(creation(serviceId));
      await tickets.save(deletion());
      expect(await tickets.save(aChange(aTicket({ serviceId, number: 1, version: 2 })))).toEqual({
        ok: false,
        error: { code: 'version_conflict', expected: 1, actual: 0 },
      });
      expect(await tickets.find(serviceId, 1)).toBeUndefined();
    });
  });

  describe('a draft that is sent', () => {
    const blank = (version: number, over: Partial<Draft> = {}): Draft => ({
      serviceId,
      number: 1,
      agentId: 'agent_1',
      version,
      html: '',
      text: '',
      uploadIds: [],
      begunAt: '2026-11-22T08:00:00.000Z',
      savedAt: '2026-11-22T08:00:00.000Z',
      keptCount: 0,
      ...over,
    });
    const kept = {
      slot: 0,
      version: 1,
      html: '<p>Dear</p>',
      text: 'Dear',
      savedAt: '2026-11-22T08:00:00.000Z',
      sentAs: 'ent_2',
    };
    const sending = (expectedVersion: number, over: Partial<TicketChange> = {}): TicketChange => ({
      ticket: aTicket({ serviceId, number: 1, version: 2 }),
      fact: aFact({ serviceId, number: 1, version: 2, id: 'evt_1_2' }),
      entry: anEntry({ id: 'ent_2' }),
      draft: {
        agentId: 'agent_1',
        expectedVersion,
        after: blank(expectedVersion + 1, { sentAs: 'ent_2', keptCount: 1 }),
        kept,
      },
      ...over,
    });
    beforeEach(async () => {
      await tickets.save(creation(serviceId));
      await drafts.save(blank(1, { html: '<p>Dear</p>', text: 'Dear' }), undefined);
    });

    it('is used up with the command, and its text is put aside', async () => {
      expect(await tickets.save(sending(1))).toMatchObject({ ok: true });
      expect(await drafts.find(serviceId, 1, 'agent_1')).toEqual(blank(2, { sentAs: 'ent_2', keptCount: 1 }));
      expect(await drafts.listVersions(serviceId, 1, 'agent_1')).toMatchObject([
        { version: 1, text: 'Dear', sentAs: 'ent_2' },
      ]);
    });

    it.each([
      [2, 1],
      [7, 1],
    ])(
      'given that it has another version than %i, then nothing of the command is written',
      async (expected, actual) => {
        expect(await tickets.save(sending(expected))).toEqual({
          ok: false,
          error: { code: 'draft_conflict', expected, actual },
        });
        expect(await tickets.find(serviceId, 1)).toMatchObject({ version: 1 });
        expect(await tickets.findEntry(serviceId, 1, 'ent_2')).toBeUndefined();
        expect(await drafts.listVersions(serviceId, 1, 'agent_1')).toEqual([]);
      },
    );

    it('given that there is none, then the actual version is 0', async () => {
      const change = sending(1);
      expect(
        await tickets.save({
          ...change,
          draft: { ...change.draft!, agentId: 'agent_2', after: blank(2, { agentId: 'agent_2' }) },
        }),
      ).toEqual({ ok: false, error: { code: 'draft_conflict', expected: 1, actual: 0 } });
    });

    it('is told after the repetition and the version', async () => {
      const idempotency = { callerId: 'agent_1', key: 's-1', requestHash: 'h' };
      await tickets.save(sending(1, { idempotency }));
      expect(await tickets.save(sending(1, { idempotency }))).toEqual({
        ok: false,
        error: { code: 'already_done', number: 1 },
      });
      expect(await tickets.save(sending(1))).toEqual({
        ok: false,
        error: { code: 'version_conflict', expected: 1, actual: 2 },
      });
    });

    it('of one ticket and agent is sent once, though two send it at once', async () => {
      const answers = await Promise.all([1, 2].map(() => tickets.save(sending(1))));
      expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    });
  });
});
