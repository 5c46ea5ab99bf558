import type { Distribution } from '../../domain/distribution/distribution.ts';
import type { WaitingTicket } from '../../domain/distribution/waiting-ticket.ts';
import type { TicketFields } from '../../domain/desk/field-value.ts';
import type { DraftChange } from '../../domain/draft/draft.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { Decision } from '../../domain/ticket/decision.ts';
import type { FileRefusal } from '../../domain/ticket/attachment-rules.ts';
import type { Entry } from '../../domain/ticket/entry.ts';
import type { TicketRefusal } from '../../domain/ticket/refusal.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Place, Ticket } from '../../domain/ticket/ticket.ts';
import type { AutomationRefusal, AutomationStep } from './automation.ts';
import type { DepartureRef } from './desk.ts';
import type { Upload } from './writing.ts';
import type { OutgoingMail } from '../../domain/mail/outgoing-mail.ts';
import type { Escalation } from '../../domain/transfer/escalation.ts';
import type { MailCounts } from '../../domain/trigger/mail-rules.ts';
import type { OutwardCall } from '../../domain/trigger/outward-call.ts';
import type { CountedTicket } from '../../domain/figures/figure-cells.ts';
import type { Page, PageRequest } from './pages.ts';

/** A Message-ID (ours or a customer's) and its ticket; a mail that is delivered twice is known by it. */
export type MessagePointer = {
  /** Normalized: without angle brackets; of SES's own ids only the part before `@`. */
  readonly messageId: string;
  /** Of sender, subject and text: the same id with another digest is another mail, of a broken mail program. */
  readonly digest: string;
};

/**
 * A request that may be repeated. Its key is bound to the request before anything is done, and marked as done in the
 * transaction of the command.
 */
export type IdempotencyClaim = { readonly callerId: string; readonly key: string; readonly requestHash: string };

/** Uploads whose files an entry takes: used up in the command's transaction, if they are still there. Each once. */
export type UsedUploads = { readonly agentId: string; readonly uploadIds: readonly string[] };

/** The new ticket follows the completed ticket `of`, in place of `replaces`, which is spam or deleted. */
export type FollowUp = { readonly of: number; readonly replaces?: number };

/** What triggers send, written with what they did: DynamoDB takes 100 rows in one transaction. */
export type TriggeredChange = {
  /** Entries beside that of the decision: mails of triggers, or their comments. */
  readonly furtherEntries?: readonly Entry[];
  readonly furtherMails?: readonly OutgoingMail[];
  /** Facts that make no version, such as those that order these mails and calls. */
  readonly furtherFacts?: readonly Fact[];
  /** URL calls and messenger notices. */
  readonly outward?: readonly OutwardCall[];
  /** Written if the stored counts have the revision before this one. */
  readonly mailCounts?: MailCounts;
};

/** A decision on one ticket and what one request, mail, departure or trigger adds to it. */
export type TicketChange = Decision &
  TriggeredChange & {
    readonly idempotency?: IdempotencyClaim;
    /** Of a customer's mail. */
    readonly pointer?: MessagePointer;
    /** For a new ticket. */
    readonly followUp?: FollowUp;
    /** Written in the change's transaction, if the draft still has the expected version. */
    readonly draft?: DraftChange;
    readonly uploads?: UsedUploads;
    /** Uploads of an answer that is taken back: they can be used again. */
    readonly restoredUploads?: readonly Upload[];
    /**
     * The departure of the agent whose ticket is given back: the ticket is counted there. Refused when the agent is
     * active again.
     */
    readonly departure?: DepartureRef;
    /** Of what triggers do: how far they have come by it, and what they saw. */
    readonly automation?: AutomationStep;
    /** The ticket's place in its group's line: from now on it waits there for an agent. */
    readonly waiting?: WaitingTicket;
    /** Of a hand-over: what becomes of it; written if it is still as it was read. */
    readonly escalation?: { readonly before?: Escalation; readonly after: Escalation };
    /** Another ticket's decision that is written in the same transaction: the issue ticket that a hand-over makes. */
    readonly alongside?: Decision;
    /** Of an assignment: the line is left, and what the choice depended on moves on. */
    readonly distribution?: Distribution;
  };

export type SaveRefusal =
  | Extract<TicketRefusal, { code: 'version_conflict' | 'draft_conflict' }>
  | Extract<FileRefusal, { code: 'upload_not_found' }>
  /** The mail of the answer that is taken back has another state by now. */
  | { readonly code: 'mail_changed' }
  /** Somebody else counted mails of triggers on this ticket since. */
  | { readonly code: 'mail_counts_changed' }
  /** The key was used before for the same request, which made or changed this ticket. */
  | { readonly code: 'already_done'; readonly number: number }
  | { readonly code: 'idempotency_key_reused' }
  /** For a departure: the agent is active again. */
  | { readonly code: 'agent_returned' }
  /** Of an assignment: the ticket doesn't wait by that placement any more. */
  | { readonly code: 'not_waiting' }
  /** Of an assignment: what the choice of the agent depended on has changed. */
  | { readonly code: 'turn_moved' }
  /** Of a hand-over: somebody else brought it further since. */
  | { readonly code: 'escalation_moved' }
  /** Another ticket follows the completed one already. */
  | { readonly code: 'follow_up_exists'; readonly number: number }
  /** A mail with this Message-ID and digest was received before. */
  | { readonly code: 'mail_already_received'; readonly number: number }
  | AutomationRefusal;

/** A list of tickets. Several places, groups or customers are read in parallel and merged by activity. */
export type TicketList =
  | { readonly kind: 'all' }
  | { readonly kind: 'place'; readonly places: readonly Place[] }
  | { readonly kind: 'assignee'; readonly assigneeId: string; readonly status: Ticket['status'] }
  | { readonly kind: 'group'; readonly groupIds: readonly string[] }
  /** In order of their numbers. */
  | { readonly kind: 'customer'; readonly customerIds: readonly string[] }
  /** What an agent marked as important and is also in the other list. */
  | {
      readonly kind: 'important';
      readonly agentId: string;
      readonly of: Exclude<TicketList, { kind: 'important' | 'customer' }>;
    };

export type TicketRow = Pick<
  Ticket,
  | 'serviceId'
  | 'number'
  | 'version'
  | 'title'
  | 'status'
  | 'channel'
  | 'priority'
  | 'assigneeId'
  | 'groupId'
  | 'customer'
  | 'unreadReply'
  | 'activityAt'
  | 'transfer'
  | 'internalReason'
  | 'snippet'
  | 'waitingSince'
>;
/** An entry without its text. */
export type EntryHead = Pick<Entry, 'id' | 'kind' | 'author' | 'at'>;
export type TicketRepository = {
  /** The next free number of the service; gaps are possible. */
  nextNumber(serviceId: string): Promise<number>;
  /** Consistent read. */
  find(serviceId: string, number: number): Promise<Ticket | undefined>;
  /**
   * Values of the service's own fields, encrypted ones sealed; empty when there are none. Consistent: values read after
   * a ticket are at least as new as the ticket.
   */
  findFields(serviceId: string, number: number): Promise<TicketFields>;
  /**
   * Binds a key to the first request that uses it, for a day. `reused`: it is bound to another request, whatever that
   * one's result.
   */
  bindClaim(serviceId: string, claim: IdempotencyClaim): Promise<'bound' | 'reused'>;
  /**
   * What was done under this key before, if anything. Read before a command is decided, so that a repeated request gets
   * the same answer.
   */
  findClaim(
    serviceId: string,
    claim: IdempotencyClaim,
  ): Promise<{ readonly number: number } | { readonly reused: true } | undefined>;
  /**
   * Writes a change in one transaction or nothing of it. The stored ticket must have the version before the one that
   * was decided; of version 1 there must be none.
   */
  save(change: TicketChange): Promise<Result<Ticket, SaveRefusal>>;
  /**
   * Ends `unreadReply` of the ticket as it was read, without a new version. False: it has another version by now, and
   * nothing was written. A change that was decided on the unread ticket is refused by `save` with `version_conflict`,
   * which then expects and finds the same version.
   */
  markRead(ticket: Ticket): Promise<boolean>;
  findEntry(serviceId: string, number: number, entryId: string): Promise<Entry | undefined>;
  listEntries(serviceId: string, number: number, page: PageRequest): Promise<Page<Entry>>;
  /**
   * The entries after one (undefined: from the first), at most `limit`, oldest first, without texts. Consistent read.
   */
  listEntriesAfter(
    serviceId: string,
    number: number,
    entryId: string | undefined,
    limit: number,
  ): Promise<readonly EntryHead[]>;
  listFacts(serviceId: string, number: number, page: PageRequest): Promise<Page<Fact>>;
  listTickets(serviceId: string, list: TicketList, page: PageRequest): Promise<Page<TicketRow>>;
  /** The ticket of a Message-ID; `isOurs`: SES assigned the id to a mail of the desk. */
  findByMessageId(
    serviceId: string,
    messageId: string,
  ): Promise<{ readonly number: number; readonly isOurs: boolean } | undefined>;
  /** The ticket that follows a completed one, if there is one. */
  findFollowUp(serviceId: string, of: number): Promise<{ readonly number: number } | undefined>;
  /**
   * Whether somebody with this address went on with the ticket or got a copy of a mail on it. Neither its own customer
   * nor who began it need be known here.
   */
  isParticipant(serviceId: string, number: number, address: string): Promise<boolean>;
  /** The ticket on which this mail was received before. */
  findReceived(serviceId: string, pointer: MessagePointer): Promise<{ readonly number: number } | undefined>;
};

/** Others changed the same rows each time that it was tried: nothing was written, and the caller may try again. */
export class WriteContentionError extends Error {
  override readonly name = 'WriteContentionError';
}

/** All tickets of a service as figures count them, for reconciliation. */
export type TicketAudit = {
  /** Consistent read; at most 100 numbers. */
  findMany(serviceId: string, numbers: readonly number[]): Promise<readonly CountedTicket[]>;
  /**
   * The numbers of all tickets, spam included, in pages of at most 100. Read from the list indexes: the newest tickets
   * may be missing for a moment.
   */
  numbers(serviceId: string): AsyncIterable<readonly number[]>;
};

/** What is left of a ticket whose own row is deleted. Removing twice is fine. */
export type TicketRemains = {
  /**
   * Removes the rows of its history, mails, drafts and calls. Its facts stay, without values that may be a customer's;
   * marks of agents are removed elsewhere. Gives how many rows were removed.
   */
  removeRows(serviceId: string, number: number): Promise<number>;
};

export type FileRemains = {
  /** Removes every file whose key begins with this. Gives how many. */
  removeBelow(folder: string): Promise<number>;
};

/** Tickets that one agent can mark as important in a service. */
export const IMPORTANT_LIMIT = 1000;

/** Tickets that agents marked as important, each for themselves. */
export type ImportantTickets = {
  /** Numbers that an agent has marked; eventually consistent. */
  numbers(serviceId: string, agentId: string): Promise<ReadonlySet<number>>;
  /**
   * Marks a ticket; twice is as once. `changed`: the ticket has another version by now, read it again; `full`:
   * IMPORTANT_LIMIT is reached.
   */
  mark(ticket: Ticket, agentId: string): Promise<'marked' | 'changed' | 'full'>;
  /** Takes the mark away; twice is as once. */
  unmark(serviceId: string, number: number, agentId: string): Promise<void>;
  /** Which of these tickets anybody may have marked; nobody has marked the others. */
  marked(serviceId: string, numbers: readonly number[]): Promise<ReadonlySet<number>>;
  /**
   * Copies the ticket's state to the rows of all who marked it; `removed` deletes them. An older state changes nothing.
   * Of two states of one version the one that was read is the newer.
   */
  follow(ticket: Ticket, removed: boolean): Promise<void>;
};
