import { randomUUID } from 'node:crypto';
import { dynamoMailRepository } from '../../../../shared/adapters/dynamodb/mail-repository.ts';
import { dynamoTicketRepository } from '../../../../shared/adapters/dynamodb/ticket-repository.ts';
import { memoryMailRepository } from '../../../support/memory/memory-mail-repository.ts';
import { memoryDesk, memoryTicketRepository } from '../../../support/memory/memory-ticket-repository.ts';
import type { MailRepository } from '../../../../shared/application/ports/mails.ts';
import { InvalidCursorError, type PageRequest } from '../../../../shared/application/ports/pages.ts';
import type { TicketChange, TicketRepository } from '../../../../shared/application/ports/tickets.ts';
import type { Entry } from '../../../../shared/domain/ticket/entry.ts';
import { nextRound } from '../../../../shared/domain/mail/send-again.ts';
import { anOutwardCall } from '../../../support/outward.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';
import { aChange, aFact, aMail, anEntry, aTicket } from '../../../support/tickets.ts';

type Repositories = { readonly tickets: TicketRepository; readonly mails: MailRepository };
const backoff = async () => {};

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const ADAPTERS = {
  memory: (): Repositories => {
    const desk = memoryDesk();
    return { tickets: memoryTicketRepository(desk), mails: memoryMailRepository(desk) };
  },
  dynamodb: (): Repositories => ({
    tickets: dynamoTicketRepository({
      client: engine.client,
      deskTable: engine.deskTable,
      sessionsTable: engine.sessionsTable,
      backoff,
      now: () => new Date(),
    }),
    mails: dynamoMailRepository({ client: engine.client, deskTable: engine.deskTable, backoff }),
  }),
};

const creation = (serviceId: string, over: Partial<TicketChange> & { readonly number?: number } = {}): TicketChange => {
  const { number = 1, ...rest } = over;
  const ticket = aTicket({ serviceId, number, version: 1, status: 'unassigned', assigneeId: undefined });
  return {
    ticket,
    fact: aFact({ serviceId, number, version: 1, type: 'ticket_created', id: `evt_${number}_1` }),
    entry: anEntry({ id: `ent_${number}_1` }),
    ...rest,
  };
};

describe.each(Object.entries(ADAPTERS))('TicketRepository in %s', (_name, make) => {
  let tickets: TicketRepository;
  let mails: MailRepository;
  let serviceId: string;
  beforeEach(() => {
    ({ tickets, mails } = make());
    serviceId = `service-${randomUUID()}`;
  });
  /** Entries of ticket 1, each by a change of its own, the first of which makes this version. */
  const saveEntries = async (entries: readonly Entry[], first = 1) => {
    for (const [index, entry] of entries.entries())
      await tickets.save(aChange(aTicket({ serviceId, number: 1, version: first + index }), { entry }));
  };

  it('counts numbers per service from 1, each given once', async () => {
    const given = await Promise.all(Array.from({ length: 10 }, () => tickets.nextNumber(serviceId)));
    expect(given.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await tickets.nextNumber(`${serviceId}-other`)).toBe(1);
  });

  it('given a new ticket, when it is saved, then it is found as it was, with entry and fact', async () => {
    const change = creation(serviceId);
    expect(await tickets.save(change)).toEqual({ ok: true, value: change.ticket });
    expect(await tickets.find(serviceId, 1)).toEqual(change.ticket);
    expect(await tickets.findEntry(serviceId, 1, 'ent_1_1')).toEqual(change.entry);
    expect(await tickets.listFacts(serviceId, 1, { limit: 10, order: 'newest' })).toEqual({ items: [change.fact] });
  });

  it('finds nothing where nothing is, nor another service’s ticket', async () => {
    await tickets.save(creation(serviceId));
    expect(await tickets.find(serviceId, 2)).toBeUndefined();
    expect(await tickets.find(`${serviceId}-other`, 1)).toBeUndefined();
    expect(await tickets.findEntry(serviceId, 1, 'ent_none')).toBeUndefined();
  });

  it('given a ticket that is there, when it is created again, then nothing is written', async () => {
    await tickets.save(creation(serviceId));
    expect(await tickets.save(creation(serviceId, { entry: anEntry({ id: 'ent_second' }) }))).toEqual({
      ok: false,
      error: { code: 'version_conflict', expected: 0, actual: 1 },
    });
    expect(await tickets.findEntry(serviceId, 1, 'ent_second')).toBeUndefined();
  });

  it('given a stale version, when it is saved, then the conflict names both versions and nothing is written', async () => {
    await tickets.save(creation(serviceId));
    const change = {
      ticket: aTicket({ serviceId, number: 1, version: 6 }),
      fact: aFact({ serviceId, number: 1, id: 'evt_late' }),
    };
    expect(await tickets.save(change)).toEqual({
      ok: false,
      error: { code: 'version_conflict', expected: 5, actual: 1 },
    });
    expect((await tickets.listFacts(serviceId, 1, { limit: 10, order: 'newest' })).items).toHaveLength(1);
  });

  describe('what triggers send', () => {
    const sent = { 'customer@example.com': [1_763_802_000] };
    const triggered = (over: Partial<TicketChange> = {}): TicketChange =>
      creation(serviceId, {
        furtherEntries: [
          anEntry({
            id: 'ent_2',
            kind: 'trigger_mail',
            author: { kind: 'system' },
            mailId: 'mail_2',
            automatedBy: [{ triggerId: 'trg_1', name: 'Hello' }],
            mailedTo: { kind: 'group', addresses: ['a@example.com', 'b@example.com'], subject: 'New' },
          }),
          anEntry({ id: 'ent_3' }),
        ],
        furtherMails: [
          aMail({
            serviceId,
            number: 1,
            id: 'mail_2',
            entryId: 'ent_2',
            kind: 'automatic',
            audience: 'group',
            to: 'a@example.com',
            also: ['b@example.com'],
          }),
        ],
        furtherFacts: [
          aFact({
            serviceId,
            number: 1,
            version: 1,
            id: 'evt_1_2',
            type: 'mail_ordered',
            mailId: 'mail_2',
            trigger: { triggerId: 'trg_1', name: 'Hello' },
          }),
        ],
        outward: [anOutwardCall({ serviceId, number: 1 })],
        mailCounts: { revision: 1, sent },
        ...over,
      });

    it('is written with the change, entries in their order, mails with their facts', async () => {
      const change = triggered();
      expect(await tickets.save(change)).toEqual({ ok: true, value: change.ticket });
      const { items } = await tickets.listEntries(serviceId, 1, { limit: 10, order: 'oldest' });
      expect(items).toEqual([change.entry, ...change.furtherEntries!]);
      expect(await mails.list(serviceId, 1)).toEqual(change.furtherMails);
      const facts = await tickets.listFacts(serviceId, 1, { limit: 10, order: 'oldest' });
      expect(facts.items).toEqual([change.fact, ...change.furtherFacts!]);
    });

    it('is not written where somebody counted mails since, and nothing else is', async () => {
      await tickets.save(triggered());
      const again = {
        ...triggered({ mailCounts: { revision: 1, sent } }),
        ticket: aTicket({ serviceId, number: 1, version: 2 }),
        furtherEntries: [anEntry({ id: 'ent_9' })],
      };
      expect(await tickets.save(again)).toEqual({ ok: false, error: { code: 'mail_counts_changed' } });
      expect(await tickets.findEntry(serviceId, 1, 'ent_9')).toBeUndefined();
      expect((await tickets.save({ ...again, mailCounts: { revision: 2, sent } })).ok).toBe(true);
    });

    it('is not written with a stale version', async () => {
      await tickets.save(creation(serviceId));
      expect(await tickets.save(triggered())).toMatchObject({ ok: false, error: { code: 'version_conflict' } });
      expect(await mails.list(serviceId, 1)).toEqual([]);
    });

    it('leaves no way back to the ticket for who answers a mail to others than the customer', async () => {
      await tickets.save(triggered());
      const mail = (await mails.find({ serviceId, number: 1, mailId: 'mail_2' }))!;
      await mails.save({ ...mail, status: 'sent', sesMessageId: 'ses-of-agents' }, mail);
      expect(await tickets.findByMessageId(serviceId, 'ses-of-agents')).toBeUndefined();
    });
  });

  describe('a reply that is read', () => {
    const unread = (over: Partial<TicketChange['ticket']> = {}) =>
      aTicket({ serviceId, number: 1, version: 2, unreadReply: true, ...over });
    const edited = (over: Partial<TicketChange['ticket']> = {}) =>
      aChange(unread({ version: 3, title: 'Edited', ...over }));
    beforeEach(async () => {
      await tickets.save(creation(serviceId));
      await tickets.save(aChange(unread()));
    });

    it('leaves all else of the ticket as it was; reading it twice is as once', async () => {
      expect(await tickets.markRead(unread())).toBe(true);
      const read = { ...unread(), unreadReply: false };
      expect(await tickets.find(serviceId, 1)).toEqual(read);
      expect(await tickets.markRead(read)).toBe(true);
      expect(await tickets.find(serviceId, 1)).toEqual(read);
      const page = await tickets.listTickets(serviceId, { kind: 'all' }, { limit: 9, order: 'newest' });
      expect(page.items).toMatchObject([{ number: 1, version: 2, unreadReply: false }]);
    });

    it('given a change that was decided while it was unread, then that is refused with the same version, and is decided anew', async () => {
      await tickets.markRead(unread());
      expect(await tickets.save(edited())).toEqual({
        ok: false,
        error: { code: 'version_conflict', expected: 2, actual: 2 },
      });
      expect(await tickets.find(serviceId, 1)).toEqual({ ...unread(), unreadReply: false });
      expect(await tickets.save(edited({ unreadReply: false }))).toMatchObject({ ok: true });
    });

    it('given a reply after it, then that is unread', async () => {
      await tickets.markRead(unread());
      const replied = unread({ version: 3, lastEntry: { id: 'ent_9', by: 'customer' } });
      const fact = aFact({ serviceId, number: 1, version: 3, type: 'customer_replied', id: 'evt_reply' });
      expect(await tickets.save(aChange(replied, { fact }))).toMatchObject({ ok: true });
      expect(await tickets.find(serviceId, 1)).toEqual(replied);
      // Nothing is left of the reading.
      expect(await tickets.save(edited({ version: 4 }))).toMatchObject({ ok: true });
    });

    it('given a change meanwhile, then nothing is written', async () => {
      await tickets.save(edited());
      expect(await tickets.markRead(unread())).toBe(false);
      expect(await tickets.find(serviceId, 1)).toEqual(edited().ticket);
    });

    it('given many changes and readings at once, then nothing that was changed is lost, and it is read in the end', async () => {
      const change = async (tag: string): Promise<void> => {
        const ticket = (await tickets.find(serviceId, 1))!;
        const next = { ...ticket, version: ticket.version + 1, tags: [...ticket.tags, tag].toSorted() };
        if (!(await tickets.save(aChange(next))).ok) await change(tag);
      };
      const read = async (): Promise<void> => {
        if (!(await tickets.markRead((await tickets.find(serviceId, 1))!))) await read();
      };
      await Promise.all(['a', 'b', 'c', 'd', 'e'].flatMap((tag) => [change(tag), read()]));
      expect(await tickets.find(serviceId, 1)).toMatchObject({
        version: 7,
        tags: ['a', 'b', 'c', 'd', 'e'],
        unreadReply: false,
      });
    });
  });

  it('takes an assignee away again', async () => {
    await tickets.save(creation(serviceId, { ticket: aTicket({ serviceId, number: 1, version: 1 }) }));
    await tickets.save(
      aChange(aTicket({ serviceId, number: 1, version: 2, status: 'unassigned', assigneeId: undefined })),
    );
    expect(await tickets.find(serviceId, 1)).not.toHaveProperty('assigneeId');
    expect(
      (
        await tickets.listTickets(
          serviceId,
          { kind: 'assignee', assigneeId: 'agent_1', status: 'processing' },
          { limit: 10, order: 'newest' },
        )
      ).items,
    ).toEqual([]);
  });

  describe('idempotency', () => {
    const claim = { callerId: 'agent_1', key: 'k-1', requestHash: 'hash-1' };

    it('given a key that was used for the same request, then it says which ticket, and writes nothing', async () => {
      await tickets.save(creation(serviceId, { idempotency: claim }));
      expect(await tickets.findClaim(serviceId, claim)).toEqual({ number: 1 });
      expect(await tickets.save(creation(serviceId, { number: 2, idempotency: claim }))).toEqual({
        ok: false,
        error: { code: 'already_done', number: 1 },
      });
      expect(await tickets.find(serviceId, 2)).toBeUndefined();
    });

    it('given a key that was used for another request, then it is refused', async () => {
      await tickets.save(creation(serviceId, { idempotency: claim }));
      const other = { ...claim, requestHash: 'hash-2' };
      expect(await tickets.findClaim(serviceId, other)).toEqual({ reused: true });
      expect(await tickets.save(creation(serviceId, { number: 2, idempotency: other }))).toEqual({
        ok: false,
        error: { code: 'idempotency_key_reused' },
      });
    });

    it('given a key that is bound to a request, then that one is done once under it, and another never', async () => {
      expect(await tickets.bindClaim(serviceId, claim)).toBe('bound');
      expect(await tickets.findClaim(serviceId, claim)).toBeUndefined();
      const other = { ...claim, requestHash: 'hash-2' };
      expect(await tickets.bindClaim(serviceId, other)).toBe('reused');
      expect(await tickets.findClaim(serviceId, other)).toEqual({ reused: true });
      expect(await tickets.save(creation(serviceId, { number: 2, idempotency: other }))).toEqual({
        ok: false,
        error: { code: 'idempotency_key_reused' },
      });
      expect(await tickets.save(creation(serviceId, { idempotency: claim }))).toMatchObject({ ok: true });
      expect(await tickets.save(creation(serviceId, { number: 3, idempotency: claim }))).toEqual({
        ok: false,
        error: { code: 'already_done', number: 1 },
      });
      expect([await tickets.bindClaim(serviceId, claim), await tickets.bindClaim(serviceId, other)]).toEqual([
        'bound',
        'reused',
      ]);
      expect(await tickets.findClaim(serviceId, claim)).toEqual({ number: 1 });
    });

    it('given twenty requests under one key at once, then it is bound to one of them', async () => {
      const claims = Array.from({ length: 20 }, (_, i) => ({ ...claim, requestHash: `hash-${i}` }));
      const bound = await Promise.all(claims.map((each) => tickets.bindClaim(serviceId, each)));
      expect(bound.filter((each) => each === 'bound')).toHaveLength(1);
      const winner = claims[bound.indexOf('bound')]!;
      expect(
        await Promise.all([
          tickets.bindClaim(serviceId, winner),
          tickets.save(creation(serviceId, { idempotency: winner })),
        ]),
      ).toMatchObject(['bound', { ok: true }]);
    });

    it('keeps keys of callers and services apart', async () => {
      await tickets.save(creation(serviceId, { idempotency: claim }));
      expect(await tickets.findClaim(serviceId, { ...claim, callerId: 'agent_2' })).toBeUndefined();
      expect(await tickets.bindClaim(serviceId, { ...claim, callerId: 'agent_2', requestHash: 'hash-2' })).toBe(
        'bound',
      );
      expect(await tickets.findClaim(`${serviceId}-other`, claim)).toBeUndefined();
    });

    it('given a repeated request on a ticket that moved on, then the repetition is told, not the version', async () => {
      await tickets.save(creation(serviceId));
      const change = aChange(aTicket({ serviceId, number: 1, version: 2 }), { idempotency: claim });
      await tickets.save(change);
      expect(await tickets.save(change)).toEqual({ ok: false, error: { code: 'already_done', number: 1 } });
    });
  });

  describe('message pointers', () => {
    const pointer = { messageId: 'abc@mail.example.com', digest: 'd1' };

    it('finds the ticket of a Message-ID, and the very mail', async () => {
      await tickets.save(creation(serviceId, { pointer }));
      expect(await tickets.findByMessageId(serviceId, pointer.messageId)).toEqual({ number: 1, isOurs: false });
      expect(await tickets.findReceived(serviceId, pointer)).toEqual({ number: 1 });
      expect(await tickets.findReceived(serviceId, { ...pointer, digest: 'd2' })).toBeUndefined();
      expect(await tickets.findByMessageId(`${serviceId}-other`, pointer.messageId)).toBeUndefined();
    });

    it('given the same mail twice, then the second is refused with its ticket', async () => {
      await tickets.save(creation(serviceId, { pointer }));
      expect(await tickets.save(creation(serviceId, { number: 2, pointer }))).toEqual({
        ok: false,
        error: { code: 'mail_already_received', number: 1 },
      });
      expect(await tickets.find(serviceId, 2)).toBeUndefined();
    });

    it('given another mail under the same id, then both are kept, and each is known when it comes again', async () => {
      const other = { ...pointer, digest: 'd2' };
      await tickets.save(creation(serviceId, { pointer }));
      expect(await tickets.save(creation(serviceId, { number: 2, pointer: other }))).toMatchObject({ ok: true });
      expect(await tickets.findReceived(serviceId, other)).toEqual({ number: 2 });
      expect(await tickets.findByMessageId(serviceId, pointer.messageId)).toEqual({ number: 1, isOurs: false });
      expect(await tickets.save(creation(serviceId, { number: 3, pointer: other }))).toEqual({
        ok: false,
        error: { code: 'mail_already_received', number: 2 },
      });
    });
  });

  it('lets one ticket go on for a completed one, unless it takes the place of that which did', async () => {
    expect(await tickets.findFollowUp(serviceId, 1)).toBeUndefined();
    expect(await tickets.save(creation(serviceId, { number: 2, followUp: { of: 1 } }))).toMatchObject({ ok: true });
    expect(await tickets.save(creation(serviceId, { number: 3, followUp: { of: 1 } }))).toEqual({
      ok: false,
      error: { code: 'follow_up_exists', number: 2 },
    });
    expect(await tickets.find(serviceId, 3)).toBeUndefined();
    expect(await tickets.save(creation(serviceId, { number: 4, followUp: { of: 1, replaces: 2 } }))).toMatchObject({
      ok: true,
    });
    expect(await tickets.save(creation(serviceId, { number: 5, followUp: { of: 1, replaces: 2 } }))).toEqual({
      ok: false,
      error: { code: 'follow_up_exists', number: 4 },
    });
    expect(await tickets.findFollowUp(serviceId, 1)).toEqual({ number: 4 });
  });

  it('knows who went on with a ticket or got a copy, whatever the case, and keeps what a mail says of itself', async () => {
    const mailHeader = {
      subject: 'Printer',
      from: { name: '', address: 'sender@example.com' },
      to: [],
      cc: [{ name: 'Bob', address: 'bob@example.com' }],
    };
    const created = creation(serviceId, {});
    await tickets.save({
      ...created,
      fact: { ...created.fact, entryId: created.entry!.id },
      entry: { ...created.entry!, mailHeader },
    });
    const addresses = ['customer@example.com', 'SENDER@example.com', 'bob@example.com', 'stranger@example.com'];
    const are = () => Promise.all(addresses.map((address) => tickets.isParticipant(serviceId, 1, address)));
    // Who began it stands in the history.
    expect(await are()).toEqual([false, true, true, false]);
    const reply = aChange(aTicket({ serviceId, number: 1, version: 2 }), { entry: anEntry({ id: 'ent_1_2' }) });
    await tickets.save({ ...reply, fact: { ...reply.fact, type: 'customer_replied' } });
    expect(await are()).toEqual([true, true, true, false]);
    expect(await tickets.isParticipant(serviceId, 2, 'bob@example.com')).toBe(false);
    expect((await tickets.findEntry(serviceId, 1, created.entry!.id))!.mailHeader).toEqual(mailHeader);
  });

  describe('pages', () => {
    const save = (number: number, activityAt: string, over = {}) =>
      tickets.save(
        creation(serviceId, { number, ticket: aTicket({ serviceId, number, version: 1, activityAt, ...over }) }),
      );
    const walk = async (
      read: (page: PageRequest) => Promise<{ items: readonly unknown[]; cursor?: string }>,
      order: 'newest' | 'oldest',
    ) => {
      const pages: (readonly unknown[])[] = [];
      let cursor: string | undefined;
      do {
        const page = await read({ limit: 2, order, ...(cursor === undefined ? {} : { cursor }) });
        pages.push(page.items);
        cursor = page.cursor;
      } while (cursor !== undefined && pages.length < 10);
      return pages.flat();
    };

    it('lists newest activity first or oldest first, each ticket once, also where times are equal', async () => {
      await save(1, '2026-11-22T08:00:00.000Z');
      await save(2, '2026-11-22T10:00:00.000Z');
      await save(3, '2026-11-22T09:00:00.000Z');
      await save(4, '2026-11-22T09:00:00.000Z');
      await save(5, '2026-11-22T09:00:00.000Z', { status: 'pending' });
      const numbers = async (order: 'newest' | 'oldest') =>
        (await walk((page) => tickets.listTickets(serviceId, { kind: 'all' }, page), order)).map(
          (row) => (row as { number: number }).number,
        );
      expect(await numbers('newest')).toEqual([2, 5, 4, 3, 1]);
      expect(await numbers('oldest')).toEqual([1, 3, 4, 5, 2]);
    });

    it('lists by place, and by assignee and status', async () => {
      await save(1, '2026-11-22T08:00:00.000Z', { status: 'unassigned', assigneeId: undefined });
      await save(2, '2026-11-22T09:00:00.000Z');
      await save(3, '2026-11-22T10:00:00.000Z', { assigneeId: 'agent_2' });
      const page = { limit: 10, order: 'newest' as const };
      expect(
        (await tickets.listTickets(serviceId, { kind: 'place', places: ['unassigned'] }, page)).items.map(
          (row) => row.number,
        ),
      ).toEqual([1]);
      expect(
        (
          await tickets.listTickets(serviceId, { kind: 'assignee', assigneeId: 'agent_1', status: 'processing' }, page)
        ).items.map((row) => row.number),
      ).toEqual([2]);
      expect(
        (await tickets.listTickets(serviceId, { kind: 'assignee', assigneeId: 'agent_1', status: 'resolved' }, page))
          .items,
      ).toEqual([]);
    });

    it('gives a row all that a list shows', async () => {
      await save(7, '2026-11-22T09:00:00.000Z', { unreadReply: true, priority: 'high' });
      expect((await tickets.listTickets(serviceId, { kind: 'all' }, { limit: 1, order: 'newest' })).items).toEqual([
        {
          serviceId,
          number: 7,
          version: 1,
          title: 'Printer on fire',
          status: 'processing',
          channel: 'email',
          priority: 'high',
          assigneeId: 'agent_1',
          groupId: 'first-line',
          customer: { name: 'A customer', email: 'customer@example.com' },
          unreadReply: true,
          activityAt: '2026-11-22T09:00:00.000Z',
        },
      ]);
    });

    it('walks entries both ways', async () => {
      await saveEntries(['a', 'b', 'c', 'd', 'e'].map((id) => anEntry({ id: `ent_${id}` })));
      const ids = async (order: 'newest' | 'oldest') =>
        (await walk((page) => tickets.listEntries(serviceId, 1, page), order)).map(
          (entry) => (entry as { id: string }).id,
        );
      expect(await ids('oldest')).toEqual(['ent_a', 'ent_b', 'ent_c', 'ent_d', 'ent_e']);
      expect(await ids('newest')).toEqual(['ent_e', 'ent_d', 'ent_c', 'ent_b', 'ent_a']);
    });

    it('refuses a cursor that this list did not make', async () => {
      for (const number of [1, 2, 3]) await save(number, `2026-11-22T0${number}:00:00.000Z`);
      const page = { limit: 1, order: 'newest' as const };
      const { cursor } = await tickets.listTickets(serviceId, { kind: 'all' }, page);
      expect(cursor).toBeDefined();
      const foreign = [
        tickets.listTickets(serviceId, { kind: 'group', groupIds: ['first-line'] }, { ...page, cursor: cursor! }),
        tickets.listTickets(`${serviceId}-other`, { kind: 'all' }, { ...page, cursor: cursor! }),
        tickets.listTickets(serviceId, { kind: 'all' }, { ...page, order: 'oldest', cursor: cursor! }),
        tickets.listEntries(serviceId, 1, { ...page, cursor: cursor! }),
        tickets.listTickets(serviceId, { kind: 'all' }, { ...page, cursor: cursor!.slice(0, -6) }),
        tickets.listTickets(serviceId, { kind: 'all' }, { ...page, cursor: 'not a cursor' }),
        tickets.listTickets(
          serviceId,
          { kind: 'all' },
          { ...page, cursor: Buffer.from('[null]').toString('base64url') },
        ),
      ];
      for (const refused of await Promise.allSettled(foreign))
        expect(refused).toMatchObject({ status: 'rejected', reason: expect.any(InvalidCursorError) as unknown });
    });
  });

  describe('entries after one', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const entries = ids.map((id) =>
      anEntry({
        id: `ent_${id}`,
        html: '<p>long</p>',
        author: { kind: 'agent', agentId: `agent_${id}` },
        kind: 'comment',
      }),
    );
    beforeEach(() => saveEntries(entries));
    const after = async (entryId: string | undefined, limit = 10) =>
      (await tickets.listEntriesAfter(serviceId, 1, entryId, limit)).map(({ id }) => id);

    it('come oldest first, as many as asked, without the entry itself', async () => {
      expect(await after('ent_b')).toEqual(['ent_c', 'ent_d', 'ent_e']);
      expect(await after('ent_b', 2)).toEqual(['ent_c', 'ent_d']);
      expect(await after('ent_e')).toEqual([]);
    });
    it('are all when there was none, and also when that one is not there', async () => {
      expect(await after(undefined)).toEqual(ids.map((id) => `ent_${id}`));
      expect(await after('ent_bb')).toEqual(['ent_c', 'ent_d', 'ent_e']);
    });
    it('come without what they say', async () => {
      expect(await tickets.listEntriesAfter(serviceId, 1, 'ent_d', 10)).toEqual([
        { id: 'ent_e', kind: 'comment', author: { kind: 'agent', agentId: 'agent_e' }, at: '2026-11-22T08:00:00.000Z' },
      ]);
    });
    it('are found past a page of the engine', async () => {
      const long = '가'.repeat(60_000);
      const further = Array.from({ length: 9 }, (_, i) => anEntry({ id: `ent_f${i}`, html: long }));
      await saveEntries(further, ids.length + 1);
      expect(await after('ent_e', 20)).toEqual(Array.from({ length: 9 }, (_, i) => `ent_f${i}`));
    });
  });

  describe('mails', () => {
    const saveWithMail = () => tickets.save(creation(serviceId, { mail: aMail({ serviceId, number: 1 }) }));
    const address = () => ({ serviceId, number: 1, mailId: 'mail_1' });

    it('given a change with a mail, then the mail is found, alone and among several', async () => {
      await saveWithMail();
      expect(await mails.find(address())).toEqual(aMail({ serviceId, number: 1 }));
      expect(await mails.findMany(serviceId, 1, ['mail_1', 'mail_none', 'mail_1'])).toEqual([
        aMail({ serviceId, number: 1 }),
      ]);
      expect(await mails.findMany(serviceId, 1, [])).toEqual([]);
      expect(await mails.find({ ...address(), number: 2 })).toBeUndefined();
    });

    it('of a ticket are listed, oldest first, whatever their state', async () => {
      await saveWithMail();
      const second = aMail({ serviceId, number: 1, id: 'mail_2', status: 'sent' });
      await tickets.save(aChange(aTicket({ serviceId, number: 1, version: 2 }), { mail: second }));
      await tickets.save(creation(serviceId, { number: 2, mail: aMail({ serviceId, number: 2, id: 'mail_3' }) }));
      expect(await mails.list(serviceId, 1)).toEqual([aMail({ serviceId, number: 1 }), second]);
      expect(await mails.list(serviceId, 3)).toEqual([]);
    });

    it('keep all of a round, and are written only by who expects that round', async () => {
      await tickets.save(creation(serviceId, { mail: aMail({ serviceId, number: 1 }) }));
      const failed = aMail({
        serviceId,
        number: 1,
        status: 'failed',
        failure: 'not_sent_in_time',
        failedAt: '2026-11-22T09:45:00.000Z',
        sesMessageId: 'ses-1',
      });
      expect(await mails.save(failed, { status: 'queued', attempts: 0 })).toBe(true);
      const second = nextRound(failed, { at: '2026-11-22T10:00:00.000Z', to: 'new@example.com', by: 'agent_1' });
      const orders = await Promise.all(
        [1, 2, 3].map((i) =>
          mails.save(
            second,
            failed,
            aFact({ serviceId, number: 1, id: `evt_9_${i}`, type: 'mail_requeued', mailId: 'mail_1', round: 2 }),
          ),
        ),
      );
      expect(orders.filter(Boolean)).toHaveLength(1);
      expect(await mails.find(address())).toEqual(second);
      const { items } = await tickets.listFacts(serviceId, 1, { limit: 10, order: 'newest' });
      expect(items.filter(({ type }) => type === 'mail_requeued')).toMatchObject([{ round: 2 }]);
      // Whoever still works on the first round: status and attempts are the same.
      const sending = { ...second, status: 'sending', attempts: 1 } as const;
      expect(await mails.save(sending, { status: 'queued', attempts: 0 })).toBe(false);
      expect(await mails.save(sending, { status: 'queued', attempts: 0, round: 3 })).toBe(false);
      expect(await mails.save(sending, second)).toBe(true);
    });

    it('given two who take the same mail, then one gets it', async () => {
      await saveWithMail();
      const taken = aMail({
        serviceId,
        number: 1,
        status: 'sending',
        attempts: 1,
        attemptedAt: '2026-11-22T09:00:01.000Z',
      });
      const tries = await Promise.all([1, 2, 3].map(() => mails.save(taken, { status: 'queued', attempts: 0 })));
      expect(tries.toSorted()).toEqual([false, false, true]);
      expect(await mails.find(address())).toEqual(taken);
    });

    it('given SES’s id, then the mail, its fact and the pointer are written, and a repetition is refused', async () => {
      await saveWithMail();
      const sent = aMail({ serviceId, number: 1, status: 'sent', attempts: 1, sesMessageId: '0100abc-def' });
      const fact = aFact({
        serviceId,
        number: 1,
        type: 'mail_sent',
        id: 'evt_sent',
        mailId: 'mail_1',
        actor: { kind: 'system' },
      });
      expect(await mails.save(sent, { status: 'queued', attempts: 0 }, fact)).toBe(true);
      expect(await tickets.findByMessageId(serviceId, '0100abc-def')).toEqual({ number: 1, isOurs: true });
      expect((await tickets.listFacts(serviceId, 1, { limit: 1, order: 'newest' })).items).toEqual([fact]);
      expect(await mails.save({ ...sent, outcome: 'delivered' }, { status: 'sent', attempts: 1 }, fact)).toBe(false);
      expect(await mails.find(address())).toEqual(sent);
    });

    it('given an outcome that came meanwhile, then who did not know it is refused', async () => {
      await saveWithMail();
      const sent = aMail({ serviceId, number: 1, status: 'sent', attempts: 1 });
      await mails.save(sent, { status: 'queued', attempts: 0 });
      expect(await mails.save({ ...sent, outcome: 'bounced' }, sent)).toBe(true);
      expect(await mails.save({ ...sent, outcome: 'delivered' }, sent)).toBe(false);
      expect(await mails.find(address())).toMatchObject({ outcome: 'bounced' });
      expect(await mails.save({ ...sent, outcome: 'complained' }, { ...sent, outcome: 'bounced' })).toBe(true);
    });
  });
});
