import { randomUUID } from 'node:crypto';
import { dynamoSealedOriginals } from '../../../../shared/adapters/dynamodb/confidential.ts';
import { dynamoDraftRepository } from '../../../../shared/adapters/dynamodb/draft-repository.ts';
import { dynamoMailRepository } from '../../../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { dynamoUploadStore } from '../../../../shared/adapters/dynamodb/upload-store.ts';
import { memoryDraftRepository } from '../../../support/memory/memory-draft-repository.ts';
import { memoryMailRepository } from '../../../support/memory/memory-mail-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../../support/memory/memory-upload-store.ts';
import type { MailRepository } from '../../../../shared/application/ports/mails.ts';
import type { DraftRepository, UploadStore } from '../../../../shared/application/ports/writing.ts';
import type { TicketChange, TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import type { Draft } from '../../../../shared/domain/draft/draft.ts';
import { aDraft } from '../../../support/drafts.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, aMail, anEntry, aTicket } from '../../../support/tickets.ts';

type Repositories = {
  readonly tickets: TicketRepository;
  readonly drafts: DraftRepository;
  readonly mails: MailRepository;
  readonly uploads: UploadStore;
  /** The sealed original of a masked entry. */
  readonly originalOf: (serviceId: string, entryId: string) => Promise<string | undefined>;
};
const backoff = async () => {};

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const ADAPTERS = {
  memory: (): Repositories => {
    const desk = memoryDesk();
    return {
      tickets: memoryTicketRepository(desk),
      drafts: memoryDraftRepository(desk),
      mails: memoryMailRepository(desk),
      uploads: memoryUploadStore(desk),
      originalOf: async (_serviceId, entryId) => desk.originals.get(entryId),
    };
  },
  dynamodb: (): Repositories => {
    const on = { ...engine, backoff, now: () => new Date() };
    const originals = dynamoSealedOriginals(on);
    return {
      tickets: dynamoTicketRepository(on),
      drafts: dynamoDraftRepository(on),
      mails: dynamoMailRepository(on),
      uploads: dynamoUploadStore(on),
      originalOf: (serviceId, entryId) => originals.find(serviceId, 1, entryId),
    };
  },
};

const creation = (serviceId: string): TicketChange => ({
  ticket: aTicket({ serviceId, number: 1, version: 1, status: 'unassigned', assigneeId: undefined }),
  fact: aFact({ serviceId, number: 1, version: 1, type: 'ticket_created', id: 'evt_1_1' }),
  entry: anEntry({ id: 'ent_1_1' }),
});

describe.each(Object.entries(ADAPTERS))('A ticket’s change in %s', (_name, make) => {
  let repositories: Repositories;
  let tickets: TicketRepository;
  let drafts: DraftRepository;
  let serviceId: string;
  beforeEach(() => {
    repositories = make();
    ({ tickets, drafts } = repositories);
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

  describe('an answer that is taken back', () => {
    const mail = (over: Parameters<typeof aMail>[0] = {}) =>
      aMail({
        serviceId,
        number: 1,
        entryId: 'ent_2',
        leavesAt: '2026-11-22T09:00:10.000Z',
        undo: {
          by: 'agent_1',
          before: { status: 'processing', activityAt: '2026-11-22T08:30:00.000Z', unreadReply: true },
        },
        ...over,
      });
    const upload = () => ({
      uploadId: 'upl_1',
      serviceId,
      agentId: 'agent_1',
      name: 'plan.txt',
      type: 'text/plain',
      size: 11,
      key: 'uploads/upl_1',
    });
    const draft = (version: number, html = '<p>Dear</p>') =>
      aDraft({
        serviceId,
        number: 1,
        version,
        html,
        uploadIds: ['upl_1'],
        files: [{ uploadId: 'upl_1', name: 'plan.txt', type: 'text/plain', size: 11 }],
      });
    const takingBack = (over: Partial<TicketChange> = {}): TicketChange => ({
      ticket: aTicket({ serviceId, number: 1, version: 3 }),
      fact: aFact({ serviceId, number: 1, version: 3, id: 'evt_1_3', type: 'answer_taken_back', entryId: 'ent_2' }),
      takenBack: { mail: mail({ status: 'taken_back' }), before: mail() },
      original: { entryId: 'ent_2', sealed: null },
      draft: { agentId: 'agent_1', expectedVersion: 0, after: draft(1) },
      restoredUploads: [upload()],
      ...over,
    });
    const mailNow = () => repositories.mails.find({ serviceId, number: 1, mailId: mail().id });
    const foundUploads = () => repositories.uploads.findMany(serviceId, 'agent_1', ['upl_1'], new Date());
    /** Nothing of the taking back is written. */
    const expectAnswered = async () => {
      expect(await tickets.find(serviceId, 1)).toMatchObject({ version: 2, status: 'resolved' });
      expect(await tickets.findEntry(serviceId, 1, 'ent_2')).toBeDefined();
      expect(await repositories.originalOf(serviceId, 'ent_2')).toBe('v1.original');
      expect(await foundUploads()).toEqual([]);
      const { items } = await tickets.listFacts(serviceId, 1, { limit: 10, order: 'newest' });
      expect(items.map(({ id }) => id)).not.toContain('evt_1_3');
    };
    beforeEach(async () => {
      await tickets.save(creation(serviceId));
      await repositories.uploads.put(upload(), new Date());
      await tickets.save(
        aChange(aTicket({ serviceId, number: 1, version: 2, status: 'resolved' }), {
          entry: anEntry({ id: 'ent_2' }),
          mail: mail(),
          original: { entryId: 'ent_2', sealed: 'v1.original' },
          uploads: { agentId: 'agent_1', uploadIds: ['upl_1'] },
        }),
      );
    });

    it('is gone with its original, its mail never leaves, and text and upload can be used again', async () => {
      await expectAnswered();
      const change = takingBack();
      expect(await tickets.save(change)).toEqual({ ok: true, value: change.ticket });
      expect(await tickets.find(serviceId, 1)).toEqual(change.ticket);
      expect(await tickets.findEntry(serviceId, 1, 'ent_2')).toBeUndefined();
      expect(await tickets.findEntry(serviceId, 1, 'ent_1_1')).toBeDefined();
      expect(await repositories.originalOf(serviceId, 'ent_2')).toBeUndefined();
      expect(await mailNow()).toEqual(mail({ status: 'taken_back' }));
      expect(await drafts.find(serviceId, 1, 'agent_1')).toEqual(draft(1));
      expect(await foundUploads()).toEqual([upload()]);
      const again = aChange(aTicket({ serviceId, number: 1, version: 4 }), {
        uploads: { agentId: 'agent_1', uploadIds: ['upl_1'] },
      });
      expect(await tickets.save(again)).toMatchObject({ ok: true });
      expect(await foundUploads()).toEqual([]);
    });

    it('given a mail that is being sent, then nothing is written, and that is told before the draft', async () => {
      const taken = mail({ status: 'sending', attempts: 1 });
      expect(await repositories.mails.save(taken, mail())).toBe(true);
      await drafts.save(draft(1, '<p>Begun since</p>'), undefined);
      expect(await tickets.save(takingBack())).toEqual({ ok: false, error: { code: 'mail_changed' } });
      expect(await mailNow()).toEqual(taken);
      expect(await drafts.find(serviceId, 1, 'agent_1')).toEqual(draft(1, '<p>Begun since</p>'));
      await expectAnswered();
    });

    it('given a draft that was begun since, then nothing is written, and its version is told', async () => {
      await drafts.save(draft(1, '<p>Begun since</p>'), undefined);
      expect(await tickets.save(takingBack())).toEqual({
        ok: false,
        error: { code: 'draft_conflict', expected: 0, actual: 1 },
      });
      expect(await mailNow()).toEqual(mail());
      await expectAnswered();
    });

    it('given a ticket that was changed since, then that is told before the mail', async () => {
      await repositories.mails.save(mail({ status: 'sending', attempts: 1 }), mail());
      await tickets.save(aChange(aTicket({ serviceId, number: 1, version: 3 })));
      expect(await tickets.save(takingBack())).toEqual({
        ok: false,
        error: { code: 'version_conflict', expected: 2, actual: 3 },
      });
    });

    it('of one mail is taken back or sent, never both, though both happen at once', async () => {
      const [undone, sent] = await Promise.all([
        tickets.save(takingBack()),
        repositories.mails.save(mail({ status: 'sending', attempts: 1 }), mail()),
      ]);
      expect(undone.ok).toBe(!sent);
      expect((await mailNow())!.status).toBe(sent ? 'sending' : 'taken_back');
    });
  });
});
