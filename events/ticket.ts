import * as z from 'zod';
import { defineEvent } from './envelope.ts';

export const STATUSES = [
  'unassigned',
  'processing',
  'pending',
  'transferred',
  'transfer_completed',
  'dooray_transferred',
  'dooray_in_progress',
  'dooray_resolved',
  'resolved',
  'completed',
] as const;

/**
 * The fields whose changes are published. Of a public field the values before and after are published. Of a private
 * field only its name is, because its values may hold personal data or the text of a customer.
 */
const FIELDS = {
  status: 'public',
  assignee: 'public',
  group: 'public',
  title: 'private',
  priority: 'public',
  language: 'public',
  inquiryType: 'public',
  processingType: 'public',
  tags: 'private',
  customer: 'private',
  customerName: 'private',
  customerEmail: 'private',
  customerPhone: 'private',
  internalReason: 'public',
  duplicateOf: 'public',
  transfer: 'public',
  callAt: 'public',
  callOwner: 'public',
  callPhone: 'private',
} as const;
type Field = keyof typeof FIELDS;
type PublicField = { [F in Field]: (typeof FIELDS)[F] extends 'public' ? F : never }[Field];

export const CHANGED_FIELDS = Object.keys(FIELDS) as readonly Field[];
export const PUBLISHED_FIELDS = CHANGED_FIELDS.filter((field): field is PublicField => FIELDS[field] === 'public');

const change = z
  .object({ before: z.string().min(1).exactOptional(), after: z.string().min(1).exactOptional() })
  .meta({ description: 'A value before and after; absent means there was or is none.' });

/** What every event about a ticket tells: the state of the ticket after it, and what changed. */
export const ticketData = z.object({
  number: z.int().positive().meta({ description: 'The ticket’s number in its service.' }),
  version: z.int().positive().meta({ description: 'The ticket’s version that this made; consumers order by it.' }),
  status: z.enum(STATUSES).meta({ description: 'The status after it.' }),
  assigneeId: z.string().min(1).exactOptional(),
  groupId: z.string().min(1).exactOptional(),
  spam: z.literal(true).exactOptional().meta({ description: 'The ticket stands in the Spam list after it.' }),
  origin: z
    .object({ serviceId: z.string().min(1), number: z.int().positive() })
    .exactOptional()
    .meta({ description: 'Of an issue ticket: the ticket of another service that was escalated to it.' }),
  changes: z
    .partialRecord(z.enum(PUBLISHED_FIELDS), change)
    .meta({ description: 'What changed, as far as its values hold no word of a customer.' }),
  changed: z
    .array(z.enum(CHANGED_FIELDS))
    .default([])
    .meta({ description: 'Every field that changed, also those whose values stay in the desk.' }),
  changedFields: z
    .array(z.string().min(1))
    .exactOptional()
    .meta({ description: 'Codes of the service’s own fields that changed; their values stay in the desk.' }),
});
export type TicketData = z.input<typeof ticketData>;

export const entryId = z.string().min(1).meta({ description: 'The entry of the history that holds the text.' });
/** The mail that the command asks to send, or that the event is about. */
export const mailId = z.string().min(1);

/** Which triggers did it, and what ties it to what began them. */
export const automation = z
  .object({
    chainId: z.string().min(1).meta({ description: 'The same for all that followed from one event, whose id it is.' }),
    depth: z
      .int()
      .positive()
      .meta({ description: '1 for what the first triggers did; at 5 nothing follows any more.' }),
    triggers: z.array(z.object({ triggerId: z.string().min(1) })).min(1),
  })
  .meta({ description: 'The triggers that did it, in their order.' });

/** The trigger that did it. */
export const trigger = z.object({ triggerId: z.string().min(1) });

/** What agents, customers and triggers do with a ticket. */
export const ticketEvents = [
  defineEvent({
    type: 'TicketCreated',
    version: 1,
    fact: 'ticket_created',
    description: 'A customer wrote, or an agent opened a ticket by hand.',
    data: ticketData.extend({ entryId }),
  }),
  defineEvent({
    type: 'TicketKept',
    version: 1,
    fact: 'ticket_kept',
    description: 'An agent took an unassigned ticket.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketForwarded',
    version: 1,
    fact: 'ticket_forwarded',
    description: 'A ticket was given to an agent or to a group; with an `entryId` a word came with it.',
    data: ticketData.extend({ entryId: entryId.exactOptional() }),
  }),
  defineEvent({
    type: 'TicketUnassigned',
    version: 1,
    fact: 'ticket_unassigned',
    description: 'An administrator gave a ticket back to its group.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketGivenBack',
    version: 1,
    fact: 'ticket_given_back',
    description:
      'The assignee of an open ticket left the service: their group has it again; one that waits for an escalation waits on, with no assignee.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketAssigned',
    version: 1,
    fact: 'ticket_assigned',
    description: 'A waiting ticket was given to an agent of its group, whom the desk chose as a trigger says.',
    data: ticketData.extend({ automation: automation.exactOptional() }),
  }),
  defineEvent({
    type: 'TicketCommented',
    version: 1,
    fact: 'ticket_commented',
    description: 'An agent left a comment, which no customer sees.',
    data: ticketData.extend({ entryId }),
  }),
  defineEvent({
    type: 'TicketEdited',
    version: 1,
    fact: 'ticket_edited',
    description: 'Fields of a ticket were saved; `changed` names them, also those whose values stay in the desk.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketResolved',
    version: 1,
    fact: 'ticket_resolved',
    description:
      'An agent answered and resolved; the mail named by `mailId` is to be sent. The answer on an issue ticket that was escalated is for the other team, and has no mail.',
    data: ticketData.extend({ entryId, mailId: mailId.exactOptional() }),
  }),
  defineEvent({
    type: 'TicketPended',
    version: 1,
    fact: 'ticket_pended',
    description:
      'An agent gave an interim answer; the mail named by `mailId` is to be sent. There is none on an issue ticket that was escalated.',
    data: ticketData.extend({ entryId, mailId: mailId.exactOptional() }),
  }),
  defineEvent({
    type: 'AnswerTakenBack',
    version: 1,
    fact: 'answer_taken_back',
    description:
      'An agent undid an answer before its mail left: the ticket is as it was, the entry is gone, and the mail named by `mailId` never leaves.',
    data: ticketData.extend({ entryId, mailId }),
  }),
  defineEvent({
    type: 'TicketResolvedInternally',
    version: 1,
    fact: 'ticket_resolved_internally',
    description: 'A ticket was resolved without an answer, for the reason in `changes`; nothing is mailed.',
    data: ticketData.extend({ entryId: entryId.exactOptional() }),
  }),
  defineEvent({
    type: 'TicketCompleted',
    version: 1,
    fact: 'ticket_completed',
    description:
      'A resolved ticket was closed, by an administrator or by the desk when its days were over; a later reply makes a new ticket.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketRestored',
    version: 1,
    fact: 'ticket_restored',
    description: 'A ticket was taken out of spam, to the status and the assignee that it had.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketDeleted',
    version: 1,
    fact: 'ticket_deleted',
    description: 'Spam was deleted for good: nothing of the ticket remains but its events.',
    data: ticketData,
  }),
  defineEvent({
    type: 'CustomerReplied',
    version: 1,
    fact: 'customer_replied',
    description: 'The customer of a ticket wrote again; `changes` tell whether that reopened it.',
    data: ticketData.extend({ entryId }),
  }),
  defineEvent({
    type: 'TransferOrdered',
    version: 1,
    fact: 'transfer_ordered',
    description: 'An agent ordered an escalation to an issue service; the other side gets the entry.',
    data: ticketData.extend({ entryId }),
  }),
  defineEvent({
    type: 'TransferFailed',
    version: 1,
    fact: 'transfer_failed',
    description: 'An escalation that was ordered could not be done: the ticket stays where it is.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketTransferred',
    version: 1,
    fact: 'ticket_transferred',
    description: 'A ticket was escalated, to where `changes` tell, and waits.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TransferMoved',
    version: 1,
    fact: 'transfer_moved',
    description: 'The other side of an escalation moved on; `changes` tell the status that follows.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TransferWithdrawn',
    version: 1,
    fact: 'transfer_withdrawn',
    description: 'An escalation was taken back: the ticket is worked on here again.',
    data: ticketData,
  }),
  defineEvent({
    type: 'OriginWithdrew',
    version: 1,
    fact: 'origin_withdrew',
    description: 'The escalation that made this issue ticket was taken back: nobody waits for it any more.',
    data: ticketData,
  }),
  defineEvent({
    type: 'TicketAutomated',
    version: 1,
    fact: 'ticket_automated',
    description:
      'Triggers did something to a ticket, all that fired on one occasion at once; with an `entryId` they wrote a comment.',
    data: ticketData.extend({ entryId: entryId.exactOptional(), automation }),
  }),
] as const;
