import type { FactType } from '../shared/domain/ticket/facts.ts';
import { mailBouncedV1 } from './mail/mail-bounced.v1.ts';
import { mailComplainedV1 } from './mail/mail-complained.v1.ts';
import { mailDeliveredV1 } from './mail/mail-delivered.v1.ts';
import { mailFailedV1 } from './mail/mail-failed.v1.ts';
import { mailSentV1 } from './mail/mail-sent.v1.ts';
import { customerRepliedV1 } from './ticket/customer-replied.v1.ts';
import { ticketCommentedV1 } from './ticket/ticket-commented.v1.ts';
import { ticketCreatedV1 } from './ticket/ticket-created.v1.ts';
import { ticketKeptV1 } from './ticket/ticket-kept.v1.ts';
import { ticketPendedV1 } from './ticket/ticket-pended.v1.ts';
import { ticketResolvedV1 } from './ticket/ticket-resolved.v1.ts';

/** Every event that Handover publishes: the newest version of each. */
export const catalogue = [
  ticketCreatedV1, ticketKeptV1, ticketCommentedV1, ticketResolvedV1, ticketPendedV1, customerRepliedV1,
  mailSentV1, mailDeliveredV1, mailBouncedV1, mailComplainedV1, mailFailedV1,
] as const;
export type CatalogueEvent = (typeof catalogue)[number];
export type DetailType = CatalogueEvent['detailType'];

// A fact without an event doesn't compile.
type Unpublished = Exclude<FactType, CatalogueEvent['fact']>;
const everyFactIsPublished: [Unpublished] extends [never] ? true : Unpublished = true;
void everyFactIsPublished;

/** The event with this EventBridge detail-type, if it is ours. */
export const findEvent = (detailType: string): CatalogueEvent | undefined => catalogue.find((event) => event.detailType === detailType);

/** The event that publishes a fact. */
export const eventOf = (fact: FactType): CatalogueEvent => catalogue.find((event) => event.fact === fact)!;
