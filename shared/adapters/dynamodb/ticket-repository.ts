import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { SaveRefusal, TicketChange, TicketRepository } from '../../application/ports/tickets.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import { newParticipants } from '../../domain/ticket/decision.ts';
import { once } from '../../domain/kernel/once.ts';
import type { automationWrites } from './automation-rows.ts';
import { originalRows } from './confidential.ts';
import { listById, readPage } from './cursor.ts';
import { departureUpdate, ticketsOf } from './departure-repository.ts';
import { agentRows } from './desk-directory.ts';
import { distributionWrites, waitingRows } from './distribution-rows.ts';
import { mailCountsWrite } from './mail-counts.ts';
import { isStillAs } from './mail-repository.ts';
import { escalationWrite } from './escalation-repository.ts';
import { outwardRows } from './outward-repository.ts';
import { draftRows, draftVersionRows } from './draft-repository.ts';
import { factRows } from './fact-rows.ts';
import { idempotencyKeys, idempotencyWrite, sessionsOf } from './idempotency-keys.ts';
import { entryKey, eventKey, ticketCounterKey } from './keys.ts';
import { furtherPointerKey, messagePointers, pointerKey, pointerRows } from './message-pointers.ts';
import { beginningWith, queryAll } from './query.ts';
import { changing, has, NOT_THERE, readPart, type Table, THERE } from './rows.ts';
import { ticketLists } from './ticket-lists.ts';
import {
  entryRows,
  followUpRows,
  headAttributes,
  isStillTicket,
  mailRows,
  participantRows,
  readHead,
  readTicketPut,
  ticketFieldsRows,
  ticketRows,
} from './ticket-rows.ts';
import { restoredUpload, uploadRows } from './upload-store.ts';
import { type Guarded, isUnderWay, unlessRefused, type Write, writeGuarded } from './write-transaction.ts';

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
  readonly automation?: typeof automationWrites;
};
/** `further` asks for the same again under the mail's second key. */
type Refusal = SaveRefusal | 'further';
type Writes = readonly Guarded<Refusal>[];

/** A change that leaves a reply unread must not undo that it was read meanwhile; a new reply is unread anyway. */
const ticketWrite = (desk: Table, { ticket, fact, gone }: TicketChange): Guarded<Refusal> => {
  const before = { version: ticket.version - 1, unreadReply: ticket.unreadReply && fact.type !== 'customer_replied' };
  const write = (): Write => {
    if (gone) return ticketRows.removeIfVersion(desk, before, ticket);
    return before.version === 0
      ? ticketRows.create(desk, ticket)
      : ticketRows.putIf(desk, isStillTicket(before), ticket);
  };
  return {
    write: write(),
    refuse: (stored) => ({
      code: 'version_conflict',
      expected: before.version,
      actual: stored === undefined ? 0 : ticketRows.read(stored).version,
    }),
  };
};

const claimWrites = (deps: Deps, { idempotency: claim, ticket }: TicketChange): Writes =>
  claim === undefined ? [] : [idempotencyWrite(sessionsOf(deps), ticket.serviceId, claim, ticket.number, deps.now())];

const pointerWrites = (desk: Table, { pointer, ticket }: TicketChange, further: boolean): Writes => {
  if (pointer === undefined) return [];
  const key = further ? furtherPointerKey(ticket.serviceId, pointer) : pointerKey(ticket.serviceId, pointer.messageId);
  return [
    {
      write: pointerRows.create(desk, { ...pointer, number: ticket.number }, key),
      refuse: (stored) => {
        const pointing = pointerRows.read(stored);
        return pointing.digest === pointer.digest
          ? { code: 'mail_already_received', number: pointing.number }
          : 'further';
      },
    },
  ];
};

const followUpWrites = (desk: Table, { followUp, ticket: { serviceId, number } }: TicketChange): Writes => {
  if (followUp === undefined) return [];
  const { of, replaces } = followUp;
  const isFree = replaces === undefined ? NOT_THERE : has({ number: replaces });
  return [
    {
      write: followUpRows.putIf(desk, isFree, { number }, { serviceId, of }),
      refuse: (stored) => ({ code: 'follow_up_exists', number: followUpRows.read(stored).number }),
    },
  ];
};

const draftWrites = (desk: Table, { draft }: TicketChange): Writes => {
  if (draft === undefined) return [];
  const { after, expectedVersion, kept } = draft;
  return [
    {
      write: draftRows.putIfVersion(desk, { version: expectedVersion }, after),
      refuse: (stored) => ({
        code: 'draft_conflict',
        expected: expectedVersion,
        actual: stored === undefined ? 0 : draftRows.read(stored).version,
      }),
    },
    ...(kept === undefined ? [] : [{ write: draftVersionRows.put(desk, kept, { ...after, slot: kept.slot }) }]),
  ];
};

const uploadWrites = (deps: Deps, { ticket: { serviceId }, uploads }: TicketChange): Writes => {
  if (uploads === undefined) return [];
  const { agentId, uploadIds } = uploads;
  return uploadIds.map((uploadId) => ({
    write: uploadRows.remove(sessionsOf(deps), { serviceId, agentId, uploadId }, THERE),
    refuse: () => ({ code: 'upload_not_found', uploadId }),
  }));
};

/** The mail of an answer that is taken back, if it still waits. */
const takenBackWrites = (desk: Table, { takenBack }: TicketChange): Writes =>
  takenBack === undefined
    ? []
    : [
        {
          write: mailRows.putIf(desk, isStillAs(takenBack.before), takenBack.mail),
          refuse: () => ({ code: 'mail_changed' }),
        },
      ];

const originalWrites = (desk: Table, { original, ticket: { serviceId, number } }: TicketChange): readonly Write[] => {
  if (original === undefined) return [];
  const { entryId, sealed } = original;
  const place = { serviceId, number, entryId };
  return [sealed === null ? originalRows.remove(desk, place) : originalRows.put(desk, { entryId, sealed }, place)];
};

/** What an answer that is taken back leaves to its agent, and what it takes out of the history. */
const restoredWrites = (deps: Deps, { takenBack, restoredUploads = [], ticket }: TicketChange): readonly Write[] => {
  const { serviceId, number } = ticket;
  const desk = { TableName: deps.deskTable };
  return [
    ...(takenBack === undefined ? [] : [entryRows.remove(desk, { serviceId, number, id: takenBack.mail.entryId })]),
    ...restoredUploads.map((upload) => uploadRows.put(sessionsOf(deps), restoredUpload(upload, deps.now()))),
  ];
};

/**
 * Counts the ticket for the departure that gives it back, while its agent is gone. Whoever is told of a departure anew
 * was not told of all yet.
 */
const departureWrites = (desk: Table, { departure, ticket: { groupId } }: TicketChange): Writes => {
  if (departure === undefined) return [];
  const counted = departureUpdate(departure, {
    set: { outcome: 'given_back' },
    remove: ['dismissedAt', 'toldAt'],
    add: { [ticketsOf(groupId)]: 1 },
  });
  return [
    { write: agentRows.check(desk, departure, has({ active: false })), refuse: () => ({ code: 'agent_returned' }) },
    { write: { Update: { TableName: desk.TableName, ...counted } } },
  ];
};

/** Counts the mails of triggers, if nobody else has counted since. */
const mailCountWrites = (deps: Deps, { mailCounts, ticket }: TicketChange): Writes =>
  mailCounts === undefined
    ? []
    : [
        {
          write: mailCountsWrite(sessionsOf(deps), ticket, mailCounts),
          refuse: () => ({ code: 'mail_counts_changed' }),
        },
      ];

/** What triggers send, without a condition: it goes with the ticket's. */
const triggeredWrites = (desk: Table, change: TicketChange): readonly Write[] => {
  const { ticket, furtherEntries = [], furtherMails = [], furtherFacts = [], outward = [] } = change;
  const { serviceId, number } = ticket;
  return [
    ...furtherEntries.map((entry) => entryRows.put(desk, entry, { serviceId, number, id: entry.id })),
    ...furtherMails.map((mail) => mailRows.put(desk, mail)),
    ...outward.map((call) => outwardRows.put(desk, call)),
    ...furtherFacts.map((fact) => factRows.put(desk, fact)),
  ];
};

const automationWritesOf = (deps: Deps, { automation }: TicketChange): Writes => {
  if (automation === undefined) return [];
  if (deps.automation === undefined) throw new Error('Who saves what triggers do needs the rows of evaluations');
  return deps.automation(sessionsOf(deps), automation, deps.now());
};

/** The hand-over, if it is still as it was read. */
const escalationWrites = (desk: Table, { escalation }: TicketChange): Writes =>
  escalation === undefined
    ? []
    : [{ write: escalationWrite(desk, escalation), refuse: () => ({ code: 'escalation_moved' }) }];

/** Another ticket's own rows: of a decision that is written together with this one. */
const alongsideWrites = (desk: Table, { alongside }: TicketChange): Writes =>
  alongside === undefined
    ? []
    : [ticketWrite(desk, alongside), ...plainWrites(desk, alongside).map((write) => ({ write }))];

/** What the change writes without a condition. */
const plainWrites = (desk: Table, change: TicketChange): readonly Write[] => {
  const { ticket, entry, fact, fields, mail, waiting } = change;
  const { serviceId, number } = ticket;
  return [
    ...(entry === undefined ? [] : [entryRows.put(desk, entry, { serviceId, number, id: entry.id })]),
    ...newParticipants(change).map((address) => participantRows.put(desk, {}, { serviceId, number, address })),
    factRows.put(desk, fact),
    ...(fields === undefined ? [] : [ticketFieldsRows.put(desk, { values: fields }, { serviceId, number })]),
    ...(mail === undefined ? [] : [mailRows.put(desk, mail)]),
    ...(waiting === undefined ? [] : [waitingRows.put(desk, waiting)]),
  ];
};

/**
 * Writes a change in one transaction. When several conditions fail at once the request's own repetition is told first,
 * then the received mail's, then the version, then the mail that is taken back, then the draft and the uploads: a
 * repeated request must not look like a race. A Message-ID that another mail has already is kept under id and digest.
 */
export const saveTicketChange = (deps: Deps): TicketRepository['save'] => {
  const { client, deskTable, backoff } = deps;
  const desk = { client, TableName: deskTable };
  return async (change) => {
    const attempt = async (further: boolean): ReturnType<TicketRepository['save']> => {
      const refusal = await writeGuarded<Refusal>(client, backoff, [
        ...claimWrites(deps, change),
        ...pointerWrites(desk, change, further),
        ...followUpWrites(desk, change),
        ticketWrite(desk, change),
        ...escalationWrites(desk, change),
        ...alongsideWrites(desk, change),
        ...takenBackWrites(desk, change),
        ...draftWrites(desk, change),
        ...uploadWrites(deps, change),
        ...mailCountWrites(deps, change),
        ...originalWrites(desk, change).map((write) => ({ write })),
        ...restoredWrites(deps, change).map((write) => ({ write })),
        ...departureWrites(desk, change),
        ...automationWritesOf(deps, change),
        ...(change.distribution === undefined ? [] : distributionWrites(desk, change.distribution)),
        ...plainWrites(desk, change).map((write) => ({ write })),
        ...triggeredWrites(desk, change).map((write) => ({ write })),
      ]);
      if (refusal === undefined) return ok(change.ticket);
      return refusal === 'further' ? attempt(true) : err(refusal);
    };
    return attempt(false);
  };
};

export type DynamoTicketRepositoryDeps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  /** Only what saves or looks for an idempotency key, or saves what triggers do, needs it. */
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
  /** The rows of evaluations: given by what evaluates triggers, so that no other function loads them. */
  readonly automation?: typeof automationWrites;
};

const counterSchema = once(() => z.object({ last: z.int().positive() }));

/**
 * Tickets in the `desk` table, idempotency keys in `sessions`; the access patterns are numbered in
 * docs/access-patterns.md.
 */
export const dynamoTicketRepository = (deps: DynamoTicketRepositoryDeps): TicketRepository => {
  const { client, deskTable, backoff } = deps;
  const desk = { client, TableName: deskTable };
  return {
    async nextNumber(serviceId) {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: deskTable,
          Key: ticketCounterKey(serviceId),
          ReturnValues: 'UPDATED_NEW',
          ...changing({ set: { entity: 'counter' }, add: { last: 1 } }),
        }),
      );
      return readPart('a counter of tickets', counterSchema, Attributes).last;
    },
    find: (serviceId, number) => ticketRows.get(desk, { serviceId, number }),
    findFields: async (serviceId, number) => (await ticketFieldsRows.get(desk, { serviceId, number }))?.values ?? {},
    save: saveTicketChange(deps),
    async markRead(ticket) {
      if (!ticket.unreadReply) return true;
      try {
        return (await unlessRefused(client.send(new PutCommand(readTicketPut(desk, ticket))))) !== undefined;
      } catch (cause) {
        // Somebody is changing the ticket in this moment.
        if (isUnderWay(cause)) return false;
        throw cause;
      }
    },
    findEntry: (serviceId, number, id) => entryRows.get(desk, { serviceId, number, id }),
    /** Reads on from an entry's key, so that it costs what came after it and nothing of the history before. */
    listEntriesAfter: (serviceId, number, entryId, limit) =>
      queryAll(
        desk,
        { ...beginningWith(entryKey(serviceId, number, '')), consistent: true, attributes: headAttributes() },
        readHead,
        { after: entryId === undefined ? undefined : entryKey(serviceId, number, entryId), atMost: limit },
      ),
    listEntries: (serviceId, number, page) =>
      readPage(
        desk,
        listById((id) => entryKey(serviceId, number, id)),
        page,
        entryRows.read,
      ),
    listFacts: (serviceId, number, page) =>
      readPage(
        desk,
        listById((id) => eventKey(serviceId, number, id)),
        page,
        factRows.read,
      ),
    findFollowUp: (serviceId, of) => followUpRows.get(desk, { serviceId, of }),
    isParticipant: async (serviceId, number, address) =>
      (await participantRows.get(desk, { serviceId, number, address })) !== undefined,
    ...ticketLists({ ...desk, backoff }),
    ...messagePointers(desk),
    ...idempotencyKeys(deps),
  };
};
