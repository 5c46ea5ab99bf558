import type { DeskFactType } from '../shared/domain/desk/desk-facts.ts';
import type { FactType } from '../shared/domain/ticket/facts.ts';
import { callCancelledV1 } from './call/call-cancelled.v1.ts';
import { callChangedV1 } from './call/call-changed.v1.ts';
import { callDoneV1 } from './call/call-done.v1.ts';
import { callDueV1 } from './call/call-due.v1.ts';
import { callReservedV1 } from './call/call-reserved.v1.ts';
import { agentChangedV1 } from './desk/agent-changed.v1.ts';
import { groupChangedV1 } from './desk/group-changed.v1.ts';
import { serviceChangedV1 } from './desk/service-changed.v1.ts';
import { settingsChangedV1 } from './desk/settings-changed.v1.ts';
import { fieldViewedV1 } from './ticket/field-viewed.v1.ts';
import { mailBouncedV1 } from './mail/mail-bounced.v1.ts';
import { mailComplainedV1 } from './mail/mail-complained.v1.ts';
import { mailDeliveredV1 } from './mail/mail-delivered.v1.ts';
import { mailDelayedV1 } from './mail/mail-delayed.v1.ts';
import { mailFailedV1 } from './mail/mail-failed.v1.ts';
import { mailRequeuedV1 } from './mail/mail-requeued.v1.ts';
import { mailSentV1 } from './mail/mail-sent.v1.ts';
import { attachmentRemovedV1 } from './ticket/attachment-removed.v1.ts';
import { customerRepliedV1 } from './ticket/customer-replied.v1.ts';
import { entryMaskedV1 } from './ticket/entry-masked.v1.ts';
import { entryUnmaskedV1 } from './ticket/entry-unmasked.v1.ts';
import { maskedViewedV1 } from './ticket/masked-viewed.v1.ts';
import { ticketCommentedV1 } from './ticket/ticket-commented.v1.ts';
import { ticketCompletedV1 } from './ticket/ticket-completed.v1.ts';
import { ticketCreatedV1 } from './ticket/ticket-created.v1.ts';
import { ticketDeletedV1 } from './ticket/ticket-deleted.v1.ts';
import { ticketEditedV1 } from './ticket/ticket-edited.v1.ts';
import { ticketForwardedV1 } from './ticket/ticket-forwarded.v1.ts';
import { ticketGivenBackV1 } from './ticket/ticket-given-back.v1.ts';
import { ticketKeptV1 } from './ticket/ticket-kept.v1.ts';
import { ticketPendedV1 } from './ticket/ticket-pended.v1.ts';
import { ticketResolvedV1 } from './ticket/ticket-resolved.v1.ts';
import { ticketResolvedInternallyV1 } from './ticket/ticket-resolved-internally.v1.ts';
import { ticketRestoredV1 } from './ticket/ticket-restored.v1.ts';
import { ticketTransferredV1 } from './ticket/ticket-transferred.v1.ts';
import { ticketUnassignedV1 } from './ticket/ticket-unassigned.v1.ts';
import { transferMovedV1 } from './ticket/transfer-moved.v1.ts';
import { transferWithdrawnV1 } from './ticket/transfer-withdrawn.v1.ts';

/** What happens to tickets, the newest version of each event. */
export const ticketEvents = [
  ticketCreatedV1,
  ticketKeptV1,
  ticketForwardedV1,
  ticketUnassignedV1,
  ticketGivenBackV1,
  ticketCommentedV1,
  ticketEditedV1,
  ticketResolvedV1,
  ticketPendedV1,
  ticketResolvedInternallyV1,
  ticketCompletedV1,
  ticketRestoredV1,
  ticketDeletedV1,
  customerRepliedV1,
  ticketTransferredV1,
  transferMovedV1,
  transferWithdrawnV1,
  mailSentV1,
  mailDeliveredV1,
  mailBouncedV1,
  mailComplainedV1,
  mailFailedV1,
  mailDelayedV1,
  mailRequeuedV1,
  callReservedV1,
  callChangedV1,
  callDoneV1,
  callCancelledV1,
  callDueV1,
  fieldViewedV1,
  entryMaskedV1,
  entryUnmaskedV1,
  maskedViewedV1,
  attachmentRemovedV1,
] as const;
export type TicketEvent = (typeof ticketEvents)[number];

/** What administrators do to a service, the newest version of each event. */
export const deskEvents = [serviceChangedV1, agentChangedV1, groupChangedV1, settingsChangedV1] as const;
export type DeskEvent = (typeof deskEvents)[number];

/** Every event that Handover publishes. */
export const catalogue = [...ticketEvents, ...deskEvents] as const;
export type CatalogueEvent = (typeof catalogue)[number];
export type DetailType = CatalogueEvent['detailType'];

// A fact without an event doesn't compile.
type Unpublished = Exclude<FactType | DeskFactType, CatalogueEvent['fact']>;
const everyFactIsPublished: [Unpublished] extends [never] ? true : Unpublished = true;
void everyFactIsPublished;

/** The event with this EventBridge detail-type, if it is ours. */
export const findEvent = (detailType: string): CatalogueEvent | undefined =>
  catalogue.find((event) => event.detailType === detailType);

/** The event that publishes a ticket's fact. */
export const eventOf = (fact: FactType): TicketEvent => ticketEvents.find((event) => event.fact === fact)!;

/** The event that publishes a service's fact. */
export const deskEventOf = (fact: DeskFactType): DeskEvent => deskEvents.find((event) => event.fact === fact)!;
