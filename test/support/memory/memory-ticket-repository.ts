import type {
  IdempotencyClaim,
  MessagePointer,
  TicketChange,
  TicketRepository,
} from '../../../shared/application/ports/tickets.ts';
import type { TicketFields } from '../../../shared/domain/desk/field-value.ts';
import type { Draft, DraftVersion, KeptDraft } from '../../../shared/domain/draft/draft.ts';
import { normalizeEmail } from '../../../shared/domain/customer/contacts.ts';
import { err, ok } from '../../../shared/domain/kernel/result.ts';
import { type OutgoingMail, roundOf } from '../../../shared/domain/mail/outgoing-mail.ts';
import type { MailCounts } from '../../../shared/domain/trigger/mail-rules.ts';
import type { OutwardCall } from '../../../shared/domain/trigger/outward-call.ts';
import type { Entry } from '../../../shared/domain/ticket/entry.ts';
import type { Fact } from '../../../shared/domain/ticket/facts.ts';
import type { Ticket } from '../../../shared/domain/ticket/ticket.ts';
import { newParticipants } from '../../../shared/domain/ticket/decision.ts';
import { OUR_DIGEST } from '../../../shared/adapters/dynamodb/message-pointers.ts';
import { memoryPage } from './memory-page.ts';
import { memoryTicketLists } from './memory-ticket-lists.ts';
import { restoredUpload, uploadRow, type MemoryUpload } from './memory-upload-store.ts';

/**
 * What the tables hold, open to tests. Give one to both memory repositories, so that they see the same mails and facts.
 */
export type MemoryDesk = {
  readonly tickets: Map<string, Ticket>;
  readonly entries: Map<string, Entry[]>;
  readonly facts: Fact[];
  readonly mails: Map<string, OutgoingMail>;
  /** By service and Message-ID: the first mail, then those that came under the same id. */
  readonly pointers: Map<string, { readonly digest: string; readonly number: number }[]>;
  readonly claims: Map<
    string,
    { readonly requestHash: string; /** Absent until something was done. */ readonly number?: number }
  >;
  readonly counters: Map<string, number>;
  /** By service, ticket and agent. */
  readonly drafts: Map<string, Draft>;
  /** States that were put aside, by draft and slot. */
  readonly draftVersions: Map<string, ReadonlyMap<number, DraftVersion>>;
  /** Announced and not used up. */
  readonly uploads: Map<string, MemoryUpload>;
  /** What each agent marked as important, by `starsId` and number. */
  readonly importantTickets: Map<string, ReadonlyMap<number, Ticket>>;
  /** Sealed originals of masked entries, by the entries' ids. */
  readonly originals: Map<string, string>;
  /** Values of the service's own fields, by ticket. */
  readonly fields: Map<string, TicketFields>;
  /** By their ids. */
  /** Addresses, by ticket. */
  readonly participants: Map<string, ReadonlySet<string>>;
  /** By completed ticket, the number of the one that goes on for it. */
  readonly followUps: Map<string, number>;
  /** Calls of triggers, by their ids. */
  readonly outward: Map<string, OutwardCall>;
  /** Mails of triggers, by ticket. */
  readonly mailCounts: Map<string, MailCounts>;
  /** States of tickets whose reply was read since their version was written. */
  readonly read: WeakMap<Ticket, true>;
};

export const memoryDesk = (): MemoryDesk => ({
  tickets: new Map(),
  entries: new Map(),
  facts: [],
  mails: new Map(),
  pointers: new Map(),
  claims: new Map(),
  counters: new Map(),
  drafts: new Map(),
  draftVersions: new Map(),
  uploads: new Map(),
  importantTickets: new Map(),
  originals: new Map(),
  fields: new Map(),
  participants: new Map(),
  followUps: new Map(),
  outward: new Map(),
  mailCounts: new Map(),
  read: new WeakMap(),
});

export const ticketId = (serviceId: string, number: number) => `${serviceId}#${number}`;
export const draftId = (serviceId: string, number: number, agentId: string) =>
  JSON.stringify([serviceId, number, agentId]);
/** A state of a draft, over what lay in its place. */
export const keepDraftVersion = (desk: MemoryDesk, draft: string, { slot, ...version }: KeptDraft): void => {
  desk.draftVersions.set(draft, new Map(desk.draftVersions.get(draft)).set(slot, version));
};
const claimId = (serviceId: string, { callerId, key }: IdempotencyClaim) => JSON.stringify([serviceId, callerId, key]);
export const pointerId = (serviceId: string, messageId: string) => JSON.stringify([serviceId, messageId]);

/** Whether a stored mail is as somebody found it. */
export const isStillAs = (
  stored: OutgoingMail | undefined,
  expected: Pick<OutgoingMail, 'status' | 'attempts' | 'outcome' | 'round'>,
): boolean =>
  stored !== undefined &&
  stored.status === expected.status &&
  stored.attempts === expected.attempts &&
  stored.outcome === expected.outcome &&
  roundOf(stored) === roundOf(expected);

/**
 * The repository in memory, for tests of what lies above it; the port's contract tests hold it to the same behaviour as
 * DynamoDB's.
 */
export const memoryTicketRepository = (desk: MemoryDesk = memoryDesk()): TicketRepository => {
  const received = (serviceId: string, pointer: MessagePointer) =>
    desk.pointers.get(pointerId(serviceId, pointer.messageId))?.find(({ digest }) => digest === pointer.digest);
  const refusalOf = (change: TicketChange) => {
    const { ticket, fact, idempotency, pointer, followUp, takenBack, draft, uploads, mailCounts } = change;
    const claimed = idempotency && desk.claims.get(claimId(ticket.serviceId, idempotency));
    if (claimed && claimed.requestHash !== idempotency.requestHash) return { code: 'idempotency_key_reused' as const };
    if (claimed?.number !== undefined) return { code: 'already_done' as const, number: claimed.number };
    const known = pointer && received(ticket.serviceId, pointer);
    if (known) return { code: 'mail_already_received' as const, number: known.number };
    const goesOn = followUp && desk.followUps.get(ticketId(ticket.serviceId, followUp.of));
    if (goesOn !== undefined && goesOn !== followUp?.replaces)
      return { code: 'follow_up_exists' as const, number: goesOn };
    const stored = desk.tickets.get(ticketId(ticket.serviceId, ticket.number));
    const actual = stored?.version ?? 0;
    const expectedVersion = ticket.version - 1;
    const stays = ticket.unreadReply && fact.type !== 'customer_replied';
    const wasRead = stays && stored !== undefined && desk.read.get(stored) === true;
    if (actual !== expectedVersion || wasRead)
      return { code: 'version_conflict' as const, expected: expectedVersion, actual };
    if (takenBack && !isStillAs(desk.mails.get(takenBack.mail.id), takenBack.before))
      return { code: 'mail_changed' as const };
    const drafted = draft && (desk.drafts.get(draftId(ticket.serviceId, ticket.number, draft.agentId))?.version ?? 0);
    if (draft && drafted !== draft.expectedVersion)
      return { code: 'draft_conflict' as const, expected: draft.expectedVersion, actual: drafted! };
    const uploadId = uploads?.uploadIds.find(
      (each) => !desk.uploads.has(uploadRow(ticket.serviceId, uploads.agentId, each)),
    );
    if (uploadId !== undefined) return { code: 'upload_not_found' as const, uploadId };
    const counted = desk.mailCounts.get(ticketId(ticket.serviceId, ticket.number))?.revision ?? 0;
    return mailCounts === undefined || mailCounts.revision === counted + 1
      ? undefined
      : { code: 'mail_counts_changed' as const };
  };

  return {
    async nextNumber(serviceId) {
      const next = (desk.counters.get(serviceId) ?? 0) + 1;
      desk.counters.set(serviceId, next);
      return next;
    },
    async find(serviceId, number) {
      return desk.tickets.get(ticketId(serviceId, number));
    },
    async findFields(serviceId, number) {
      return desk.fields.get(ticketId(serviceId, number)) ?? {};
    },
    async bindClaim(serviceId, claim) {
      const id = claimId(serviceId, claim);
      const row = desk.claims.get(id);
      if (row === undefined) desk.claims.set(id, { requestHash: claim.requestHash });
      return row === undefined || row.requestHash === claim.requestHash ? 'bound' : 'reused';
    },
    async findClaim(serviceId, claim) {
      const row = desk.claims.get(claimId(serviceId, claim));
      if (row === undefined) return undefined;
      if (row.requestHash !== claim.requestHash) return { reused: true };
      return row.number === undefined ? undefined : { number: row.number };
    },
    async save(change) {
      if (change.departure !== undefined) throw new Error('Departures are counted on the real engine alone');
      const refusal = refusalOf(change);
      if (refusal !== undefined) return err(refusal);
      const { ticket, entry, fact, mail, pointer, idempotency, draft, uploads, original, gone } = change;
      const { takenBack, restoredUploads = [] } = change;
      const id = ticketId(ticket.serviceId, ticket.number);
      if (gone) desk.tickets.delete(id);
      else desk.tickets.set(id, ticket);
      const known = desk.entries.get(id) ?? [];
      const isAgain = known.some(({ id: entryId }) => entryId === entry?.id);
      if (entry !== undefined)
        desk.entries.set(id, isAgain ? known.map((each) => (each.id === entry.id ? entry : each)) : [...known, entry]);
      if (original?.sealed === null) desk.originals.delete(original.entryId);
      else if (original) desk.originals.set(original.entryId, original.sealed);
      if (change.fields) desk.fields.set(id, change.fields);
      desk.participants.set(id, new Set([...(desk.participants.get(id) ?? []), ...newParticipants(change)]));
      desk.facts.push(fact);
      if (change.followUp) desk.followUps.set(ticketId(ticket.serviceId, change.followUp.of), ticket.number);
      if (mail) desk.mails.set(mail.id, mail);
      const { furtherEntries = [], furtherMails = [], furtherFacts = [], outward = [], mailCounts } = change;
      if (furtherEntries.length > 0) desk.entries.set(id, [...(desk.entries.get(id) ?? []), ...furtherEntries]);
      for (const each of furtherMails) desk.mails.set(each.id, each);
      desk.facts.push(...furtherFacts);
      for (const each of outward) desk.outward.set(each.id, each);
      if (mailCounts) desk.mailCounts.set(id, mailCounts);
      if (takenBack) {
        desk.mails.set(takenBack.mail.id, takenBack.mail);
        desk.entries.set(
          id,
          desk.entries.get(id)!.filter((each) => each.id !== takenBack.mail.entryId),
        );
      }
      restoredUploads.forEach((upload) => {
        const { serviceId, agentId, uploadId } = upload;
        desk.uploads.set(uploadRow(serviceId, agentId, uploadId), restoredUpload(upload, new Date()));
      });
      if (pointer) {
        const key = pointerId(ticket.serviceId, pointer.messageId);
        desk.pointers.set(key, [...(desk.pointers.get(key) ?? []), { digest: pointer.digest, number: ticket.number }]);
      }
      if (draft) {
        const key = draftId(ticket.serviceId, ticket.number, draft.agentId);
        desk.drafts.set(key, draft.after);
        if (draft.kept) keepDraftVersion(desk, key, draft.kept);
      }
      uploads?.uploadIds.forEach((each) => {
        desk.uploads.delete(uploadRow(ticket.serviceId, uploads.agentId, each));
      });
      if (idempotency)
        desk.claims.set(claimId(ticket.serviceId, idempotency), {
          requestHash: idempotency.requestHash,
          number: ticket.number,
        });
      return ok(ticket);
    },
    async markRead(ticket) {
      const id = ticketId(ticket.serviceId, ticket.number);
      const stored = desk.tickets.get(id);
      if (!ticket.unreadReply) return true;
      if (stored?.version !== ticket.version || !stored.unreadReply) return false;
      const read = { ...ticket, unreadReply: false };
      desk.tickets.set(id, read);
      desk.read.set(read, true);
      return true;
    },
    async findEntry(serviceId, number, entryId) {
      return desk.entries.get(ticketId(serviceId, number))?.find(({ id }) => id === entryId);
    },
    async listEntries(serviceId, number, page) {
      return memoryPage(
        `entries/${ticketId(serviceId, number)}`,
        desk.entries.get(ticketId(serviceId, number)) ?? [],
        ({ id }) => id,
        page,
      );
    },
    async listEntriesAfter(serviceId, number, entryId, limit) {
      const after = (desk.entries.get(ticketId(serviceId, number)) ?? []).filter(
        ({ id }) => entryId === undefined || id > entryId,
      );
      return after
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id, kind, author, at }) => ({ id, kind, author, at }));
    },
    async listFacts(serviceId, number, page) {
      return memoryPage(
        `facts/${ticketId(serviceId, number)}`,
        desk.facts.filter((fact) => fact.serviceId === serviceId && fact.number === number),
        ({ id }) => id,
        page,
      );
    },
    ...memoryTicketLists(desk),
    async findByMessageId(serviceId, messageId) {
      const first = desk.pointers.get(pointerId(serviceId, messageId))?.[0];
      return first && { number: first.number, isOurs: first.digest === OUR_DIGEST };
    },
    async findFollowUp(serviceId, of) {
      const number = desk.followUps.get(ticketId(serviceId, of));
      return number === undefined ? undefined : { number };
    },
    async isParticipant(serviceId, number, address) {
      return desk.participants.get(ticketId(serviceId, number))?.has(normalizeEmail(address)) === true;
    },
    async findReceived(serviceId, pointer) {
      const known = received(serviceId, pointer);
      return known && { number: known.number };
    },
  };
};
