import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { SaveRefusal, TicketChange, TicketRepository } from '../../application/ports/tickets.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import { newParticipants } from '../../domain/ticket/participants.ts';
import { originalRows } from './confidential.ts';
import { departureUpdate, ticketsOf } from './departure-repository.ts';
import { agentRows } from './desk-rows.ts';
import { draftRows, draftVersionRows } from './draft-repository.ts';
import { has, NOT_THERE, THERE } from './expressions.ts';
import { factRows } from './fact-rows.ts';
import { idempotencyWrite, sessionsOf } from './idempotency-keys.ts';
import { mailRows } from './mail-repository.ts';
import { furtherPointerKey, pointerKey, pointerRows } from './message-pointers.ts';
import type { Table } from './rows.ts';
import { entryRows, followUpRows, participantRows, ticketFieldsRows } from './ticket-part-rows.ts';
import { ticketRows } from './ticket-rows.ts';
import { uploadRows } from './upload-store.ts';
import { writeGuarded, type Guarded, type Write } from './write-transaction.ts';

type Deps = {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly sessionsTable?: string;
  readonly backoff: Backoff;
  readonly now: () => Date;
};
/** `further` asks for the same again under the mail's second key. */
type Refusal = SaveRefusal | 'further';
type Writes = readonly Guarded<Refusal>[];

const ticketWrite = (desk: Table, { ticket, gone }: TicketChange): Guarded<Refusal> => {
  const before = { version: ticket.version - 1 };
  return {
    write: gone ? ticketRows.removeIfVersion(desk, before, ticket) : ticketRows.putIfVersion(desk, before, ticket),
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

const originalWrites = (desk: Table, { original, ticket: { serviceId, number } }: TicketChange): readonly Write[] => {
  if (original === undefined) return [];
  const { entryId, sealed } = original;
  const place = { serviceId, number, entryId };
  return [sealed === null ? originalRows.remove(desk, place) : originalRows.put(desk, { entryId, sealed }, place)];
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

/** What the change writes without a condition. */
const plainWrites = (desk: Table, change: TicketChange): readonly Write[] => {
  const { ticket, entry, fact, fields, mail } = change;
  const { serviceId, number } = ticket;
  return [
    ...(entry === undefined ? [] : [entryRows.put(desk, entry, { serviceId, number, id: entry.id })]),
    ...newParticipants(change).map((address) => participantRows.put(desk, {}, { serviceId, number, address })),
    factRows.put(desk, fact),
    ...(fields === undefined ? [] : [ticketFieldsRows.put(desk, { values: fields }, { serviceId, number })]),
    ...(mail === undefined ? [] : [mailRows.put(desk, mail)]),
  ];
};

/**
 * Writes a change in one transaction. When several conditions fail at once the request's own repetition is told first,
 * then the mail's, then the version, then the draft and the uploads: a repeated request must not look like a race. A
 * Message-ID that another mail has already is kept under id and digest.
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
        ...draftWrites(desk, change),
        ...uploadWrites(deps, change),
        ...originalWrites(desk, change).map((write) => ({ write })),
        ...departureWrites(desk, change),
        ...plainWrites(desk, change).map((write) => ({ write })),
      ]);
      if (refusal === undefined) return ok(change.ticket);
      return refusal === 'further' ? attempt(true) : err(refusal);
    };
    return attempt(false);
  };
};
