import type { IdempotencyClaim, MessagePointer, Page, PageRequest, TicketChange, TicketList, TicketRepository, TicketRow } from '../../application/ports/ticket-repository.ts';
import { err, ok } from '../../domain/kernel/result.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { decodeCursor, encodeCursor } from '../dynamodb/cursor.ts';

/** What the tables hold, open to tests. Give one to both memory repositories, so that they see the same mails and facts. */
export type MemoryDesk = {
  readonly tickets: Map<string, Ticket>;
  readonly entries: Map<string, Entry[]>;
  readonly facts: Fact[];
  readonly mails: Map<string, OutgoingMail>;
  /** By service and Message-ID: the first mail, then those that came under the same id. */
  readonly pointers: Map<string, { readonly digest: string; readonly number: number }[]>;
  readonly claims: Map<string, { readonly requestHash: string; readonly number: number }>;
  readonly counters: Map<string, number>;
};

export const memoryDesk = (): MemoryDesk => ({ tickets: new Map(), entries: new Map(), facts: [], mails: new Map(), pointers: new Map(), claims: new Map(), counters: new Map() });

export const ticketId = (serviceId: string, number: number) => `${serviceId}#${number}`;
const claimId = (serviceId: string, { callerId, key }: IdempotencyClaim) => JSON.stringify([serviceId, callerId, key]);
export const pointerId = (serviceId: string, messageId: string) => JSON.stringify([serviceId, messageId]);

const rowOf = ({ serviceId, number, version, title, status, channel, priority, assigneeId, groupId, customer, unreadReply, activityAt }: Ticket): TicketRow => ({
  serviceId, number, version, title, status, channel, priority, customer, unreadReply, activityAt,
  ...(assigneeId === undefined ? {} : { assigneeId }), ...(groupId === undefined ? {} : { groupId }),
});

const holds = (list: TicketList, ticket: Ticket): boolean => {
  switch (list.kind) {
    case 'all': return true;
    case 'status': return ticket.status === list.status;
    case 'assignee': return ticket.assigneeId === list.assigneeId && ticket.status === list.status;
  }
};

/** One page of rows in the order of their sort keys. */
const pageOf = <T>(list: string, rows: readonly T[], sortKey: (row: T) => string, { limit, cursor, order }: PageRequest): Page<T> => {
  const sorted = rows.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1) * (order === 'oldest' ? 1 : -1));
  const position = cursor === undefined ? undefined : decodeCursor({ list, order }, cursor, /./);
  const rest = position === undefined ? sorted : sorted.filter((row) => (order === 'oldest' ? sortKey(row) > position : sortKey(row) < position));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, ...(last !== undefined && rest.length > limit ? { cursor: encodeCursor({ list, order }, sortKey(last)) } : {}) };
};

/** The repository in memory, for tests of what lies above it; the port's contract tests hold it to the same behaviour as DynamoDB's. */
export const memoryTicketRepository = (desk: MemoryDesk = memoryDesk()): TicketRepository => {
  const received = (serviceId: string, pointer: MessagePointer) => desk.pointers.get(pointerId(serviceId, pointer.messageId))?.find(({ digest }) => digest === pointer.digest);
  const refusalOf = ({ ticket, expectedVersion, idempotency, pointer }: TicketChange) => {
    const claimed = idempotency && desk.claims.get(claimId(ticket.serviceId, idempotency));
    if (claimed) return claimed.requestHash === idempotency.requestHash ? { code: 'already_done' as const, number: claimed.number } : { code: 'idempotency_key_reused' as const };
    const known = pointer && received(ticket.serviceId, pointer);
    if (known) return { code: 'mail_already_received' as const, number: known.number };
    const actual = desk.tickets.get(ticketId(ticket.serviceId, ticket.number))?.version ?? 0;
    return actual === expectedVersion ? undefined : { code: 'version_conflict' as const, expected: expectedVersion, actual };
  };

  return {
    async nextNumber(serviceId) {
      const next = (desk.counters.get(serviceId) ?? 0) + 1;
      desk.counters.set(serviceId, next);
      return next;
    },
    async find(serviceId, number) { return desk.tickets.get(ticketId(serviceId, number)); },
    async findClaim(serviceId, claim) {
      const row = desk.claims.get(claimId(serviceId, claim));
      if (row === undefined) return undefined;
      return row.requestHash === claim.requestHash ? { number: row.number } : { reused: true };
    },
    async save(change) {
      const refusal = refusalOf(change);
      if (refusal !== undefined) return err(refusal);
      const { ticket, entries, facts, mail, pointer, idempotency } = change;
      const id = ticketId(ticket.serviceId, ticket.number);
      desk.tickets.set(id, ticket);
      desk.entries.set(id, [...(desk.entries.get(id) ?? []), ...entries]);
      desk.facts.push(...facts);
      if (mail) desk.mails.set(mail.id, mail);
      if (pointer) {
        const key = pointerId(ticket.serviceId, pointer.messageId);
        desk.pointers.set(key, [...(desk.pointers.get(key) ?? []), { digest: pointer.digest, number: ticket.number }]);
      }
      if (idempotency) desk.claims.set(claimId(ticket.serviceId, idempotency), { requestHash: idempotency.requestHash, number: ticket.number });
      return ok(ticket);
    },
    async findEntry(serviceId, number, entryId) { return desk.entries.get(ticketId(serviceId, number))?.find(({ id }) => id === entryId); },
    async listEntries(serviceId, number, page) {
      return pageOf(`entries/${ticketId(serviceId, number)}`, desk.entries.get(ticketId(serviceId, number)) ?? [], ({ id }) => id, page);
    },
    async listFacts(serviceId, number, page) {
      return pageOf(`facts/${ticketId(serviceId, number)}`, desk.facts.filter((fact) => fact.serviceId === serviceId && fact.number === number), ({ id }) => id, page);
    },
    async listTickets(serviceId, list, page) {
      const rows = [...desk.tickets.values()].filter((ticket) => ticket.serviceId === serviceId && holds(list, ticket)).map(rowOf);
      return pageOf(`${serviceId}/${JSON.stringify(list)}`, rows, (row) => `${row.activityAt}#${String(row.number).padStart(9, '0')}`, page);
    },
    async findByMessageId(serviceId, messageId) {
      const first = desk.pointers.get(pointerId(serviceId, messageId))?.[0];
      return first && { number: first.number };
    },
    async findReceived(serviceId, pointer) {
      const known = received(serviceId, pointer);
      return known && { number: known.number };
    },
  };
};
