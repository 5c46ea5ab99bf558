import type { Contact } from '../../domain/customer/customer-record.ts';
import type { CategoryKind } from '../../domain/desk/category.ts';
import type { GroupPlace, WaitingTicket } from '../../domain/distribution/waiting-ticket.ts';
import type { Draft } from '../../domain/draft/draft.ts';
import type { TicketStatus } from '../../domain/ticket/status.ts';
import { type Place, placeOf, type Ticket } from '../../domain/ticket/ticket.ts';
import type { LateTime, TimePoint } from '../../domain/trigger/time-line.ts';
import type { TimeBase } from '../../domain/trigger/trigger.ts';

/**
 * Every key of the three tables is built here and nowhere else; each access pattern is a row of
 * docs/access-patterns.md.
 */

const ticketPartition = (serviceId: string, number: number) => `TICKET#${serviceId}#${number}`;
const servicePartition = (serviceId: string) => `SERVICE#${serviceId}`;

export const EVENT_PREFIX = 'EVENT#';
export const CATEGORY_PREFIX = 'CATEGORY#';
export const MAIL_LAYOUT_PREFIX = 'LAYOUT#';
export const IMPORTANT_PREFIX = 'STAR#';
/** Begins the partitions of counted test mails, which a grant can name. */
export const TEST_MAILS_PREFIX = 'TEST_MAILS#';
/** Begins the partitions of messenger hooks, which a grant can name. */
export const HOOKS_PREFIX = 'HOOK#';

// desk
export const ticketKey = (serviceId: string, number: number) => ({
  PK: ticketPartition(serviceId, number),
  SK: 'TICKET',
});
export const entryKey = (serviceId: string, number: number, entryId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `ENTRY#${entryId}`,
});
export const eventKey = (serviceId: string, number: number, eventId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `${EVENT_PREFIX}${eventId}`,
});
/** What masks hide of an entry, sealed. */
export const originalKey = (serviceId: string, number: number, entryId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `MASK#${entryId}`,
});
/** Which ticket goes on for this completed one. */
export const followUpKey = (serviceId: string, number: number) => ({
  PK: ticketPartition(serviceId, number),
  SK: 'FOLLOW_UP',
});
/** Somebody who wrote on the ticket or got a copy; `hash` of the normalized address. */
export const participantKey = (serviceId: string, number: number, hash: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `PARTICIPANT#${hash}`,
});
export const mailKey = (serviceId: string, number: number, mailId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `MAIL#${mailId}`,
});
/** A hand-over of the ticket to an issue service. */
export const escalationKey = (serviceId: string, number: number, escalationId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `ESCALATION#${escalationId}`,
});
/** A URL call or messenger notice of a trigger. */
export const outwardKey = (serviceId: string, number: number, outwardId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `OUTWARD#${outwardId}`,
});
/** All rows of a ticket but its events, as two stretches of its partition: what lies before them and what behind. */
export const besideEvents = (serviceId: string, number: number) => ({
  PK: ticketPartition(serviceId, number),
  before: EVENT_PREFIX,
  behind: `${EVENT_PREFIX.slice(0, -1)}$`,
});
export const serviceKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'SERVICE' });
export const ticketCounterKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'COUNTER#ticket' });
export const groupKey = (serviceId: string, groupId: string) => ({
  PK: servicePartition(serviceId),
  SK: `GROUP#${groupId}`,
});
export const agentKey = (serviceId: string, agentId: string) => ({
  PK: servicePartition(serviceId),
  SK: `AGENT#${agentId}`,
});
/** The last invitation of an account, which may belong to agents of several services. */
export const invitationKey = (agentId: string) => ({ PK: `ACCOUNT#${agentId}`, SK: 'INVITATION' });
/** What an agent chose for themselves, in all of their services. */
export const preferencesKey = (agentId: string) => ({ PK: `ACCOUNT#${agentId}`, SK: 'PREFERENCES' });
/** A line of the service's audit log. */
export const deskEventKey = (serviceId: string, eventId: string) => ({
  PK: servicePartition(serviceId),
  SK: `${EVENT_PREFIX}${eventId}`,
});
export const addressKey = (address: string) => ({ PK: `ADDRESS#${address}`, SK: 'ADDRESS' });
/** `hash` of the normalized Message-ID (or of id and digest, for another mail under the same id). */
export const messageKey = (serviceId: string, hash: string) => ({ PK: `MESSAGE#${serviceId}#${hash}`, SK: 'MESSAGE' });

export const categoryKey = (serviceId: string, kind: CategoryKind, categoryId: string) => ({
  PK: servicePartition(serviceId),
  SK: `${CATEGORY_PREFIX}${kind}#${categoryId}`,
});
/** Counts the writes to one tree. */
export const categoryTreeKey = (serviceId: string, kind: CategoryKind) => ({
  PK: servicePartition(serviceId),
  SK: `CATEGORIES#${kind}`,
});
export const fieldKey = (serviceId: string, code: string) => ({
  PK: servicePartition(serviceId),
  SK: `FIELD#${code}`,
});
/** A ticket's values of the service's own fields. */
export const ticketFieldsKey = (serviceId: string, number: number) => ({
  PK: ticketPartition(serviceId, number),
  SK: 'FIELDS',
});
/** All of a service's restricted words in one row. */
export const restrictedWordsKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'RESTRICTED_WORDS' });
export const noticeKey = (serviceId: string, noticeId: string) => ({
  PK: servicePartition(serviceId),
  SK: `NOTICE#${noticeId}`,
});
/** What became of the open tickets of an agent who left. */
export const departureKey = (serviceId: string, departureId: string) => ({
  PK: servicePartition(serviceId),
  SK: `DEPARTURE#${departureId}`,
});
/** An API that is asked about customers. */
export const informationSourceKey = (serviceId: string, sourceId: string) => ({
  PK: servicePartition(serviceId),
  SK: `CUSTOMER_INFORMATION#${sourceId}`,
});
/** Templates that a service shares lie together, and so does each agent's own. */
const templateOwner = (ownerId: string | undefined) => ownerId ?? 'shared';
export const templatesPrefix = (ownerId: string | undefined) => `TEMPLATE#${templateOwner(ownerId)}#`;
type TemplateRef = { readonly serviceId: string; readonly ownerId?: string | undefined; readonly templateId: string };
export const templateKey = ({ serviceId, ownerId, templateId }: TemplateRef) => ({
  PK: servicePartition(serviceId),
  SK: `${templatesPrefix(ownerId)}${templateId}`,
});
/** Which template of an owner has a search code. */
export const templateCodeKey = ({
  serviceId,
  ownerId,
  searchCode,
}: Omit<TemplateRef, 'templateId'> & { readonly searchCode: string }) => ({
  PK: servicePartition(serviceId),
  SK: `TEMPLATE_CODE#${templateOwner(ownerId)}#${searchCode}`,
});
export const mailLayoutKey = (serviceId: string, kind: string, language: string) => ({
  PK: servicePartition(serviceId),
  SK: `${MAIL_LAYOUT_PREFIX}${kind}#${language}`,
});
export const customerKey = (serviceId: string, customerId: string) => ({
  PK: `CUSTOMER#${serviceId}#${customerId}`,
  SK: 'CUSTOMER',
});
/** Which customer an address or number belongs to; `hash` of its normalized value. */
export const contactKey = (serviceId: string, { kind }: Pick<Contact, 'kind'>, hash: string) => ({
  PK: `CONTACT#${serviceId}#${kind}#${hash}`,
  SK: 'CONTACT',
});
export const callKey = (serviceId: string, number: number, callId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `CALL#${callId}`,
});
export const draftKey = (serviceId: string, number: number, agentId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `DRAFT#${agentId}`,
});
/** Begins the keys of all drafts of a ticket, and of what was put aside of them. */
export const DRAFTS_PREFIX = 'DRAFT';
export const draftVersionPrefix = (agentId: string) => `DRAFT_VERSION#${agentId}#`;
/** A ring: what was put aside DRAFT_VERSIONS ago is written over. */
export const draftVersionKey = (serviceId: string, number: number, agentId: string, slot: number) => ({
  PK: ticketPartition(serviceId, number),
  SK: `${draftVersionPrefix(agentId)}${String(slot).padStart(2, '0')}`,
});
const TICKET_PARTITION = /^TICKET#(.+)#(\d+)$/;
/** Whose rows lie in a ticket's partition; undefined for another partition. */
export const readTicketPartition = (partition: string): Pick<Ticket, 'serviceId' | 'number'> | undefined => {
  const [, serviceId, number] = TICKET_PARTITION.exec(partition) ?? [];
  return serviceId === undefined ? undefined : { serviceId, number: Number(number) };
};
/** A copy of the ticket's list row in the list of what one agent marked as important. */
export const importantTicketKey = (serviceId: string, number: number, agentId: string) => ({
  PK: ticketPartition(serviceId, number),
  SK: `${IMPORTANT_PREFIX}${agentId}`,
});
/**
 * The numbers of all tickets that one agent marked, as one set. It lies beside the agent, with whom it is read for each
 * page of a list.
 */
export const importantNumbersKey = (serviceId: string, agentId: string) => ({
  PK: servicePartition(serviceId),
  SK: `AGENT#${agentId}#STARS`,
});
/** Tickets whose numbers follow each other, and of which one row says which of them anybody marked. */
const BLOCK = 1000;
export const blockOf = (number: number): number => Math.floor(number / BLOCK);
/** The numbers of a block's tickets that anybody marked as important. */
export const markedNumbersKey = (serviceId: string, block: number) => ({
  PK: servicePartition(serviceId),
  SK: `MARKED#${block}`,
});
const EARLIER_IMPORTANT_PREFIX = 'STARS#';
/** Where earlier releases kept it. */
export const earlierImportantNumbersKey = (serviceId: string, agentId: string) => ({
  PK: servicePartition(serviceId),
  SK: `${EARLIER_IMPORTANT_PREFIX}${agentId}`,
});
/** Whose numbers lie at a key of earlier releases; undefined for another key. */
export const readEarlierImportantNumbersKey = ({ PK, SK }: { readonly PK: string; readonly SK: string }) => {
  const partition = servicePartition('');
  return PK.startsWith(partition) && SK.startsWith(EARLIER_IMPORTANT_PREFIX)
    ? { serviceId: PK.slice(partition.length), agentId: SK.slice(EARLIER_IMPORTANT_PREFIX.length) }
    : undefined;
};
export const triggerKey = (serviceId: string, triggerId: string) => ({
  PK: servicePartition(serviceId),
  SK: `TRIGGER#${triggerId}`,
});
/** Counts the writes to all triggers of a service, and has their order. */
export const triggersKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'TRIGGERS' });
/** How often a trigger fired. */
export const triggerUseKey = (serviceId: string, triggerId: string) => ({
  PK: servicePartition(serviceId),
  SK: `TRIGGER_USE#${triggerId}`,
});
export const businessHoursKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'BUSINESS_HOURS' });
/** What signs the reply addresses of a stage: a partition of its own, which a grant can name. */
export const REPLY_SECRET_KEY = { PK: 'REPLY_SECRET', SK: 'REPLY_SECRET' } as const;
/** How far a migration has come: as a whole, and in each segment of the table. */
export const migrationKey = (name: string) => ({ PK: `MIGRATION#${name}`, SK: 'MIGRATION' });
export const migratedSegmentKey = (name: string, segment: number) => ({
  PK: `MIGRATION#${name}`,
  SK: `SEGMENT#${String(segment).padStart(3, '0')}`,
});
/** A place in a group's line of waiting tickets: the oldest is first. */
export const waitingKey = ({
  serviceId,
  groupId,
  since,
  number,
}: Pick<WaitingTicket, 'serviceId' | 'groupId' | 'since' | 'number'>) => ({
  PK: `WAITING#${serviceId}#${groupId}`,
  SK: listSortKey(since, number),
});
const distributionPartition = ({ serviceId, groupId }: GroupPlace) => `DISTRIBUTION#${serviceId}#${groupId}`;
/** Who hands out a group's waiting tickets. */
export const leaseKey = (place: GroupPlace) => ({ PK: distributionPartition(place), SK: 'LEASE' });
/** Whose turn it is in a group among the tickets of one trigger. */
export const turnKey = ({ triggerId, ...place }: GroupPlace & { readonly triggerId: string }) => ({
  PK: distributionPartition(place),
  SK: `TURN#${triggerId}`,
});
/** What an agent was given lately. */
export const receivedKey = ({ serviceId, agentId }: { readonly serviceId: string; readonly agentId: string }) => ({
  PK: servicePartition(serviceId),
  SK: `RECEIVED#${agentId}`,
});

// desk, indexes: sparse lists in the order of activity; the number makes the order total. All of them sort by the one
// attribute L_SK.
const listSortKey = (activityAt: string, number: number) => `${activityAt}#${String(number).padStart(9, '0')}`;
const SORT_KEY = /^(.+)#(\d{9})$/;
/** The form of such a key, for what comes from outside. */
export const LIST_POSITION = /^\d{4}-\d\d-\d\dT[\d:.]+Z#\d{9}$/;
/** What a sort key of the lists is made of; undefined for what is none. */
export const readListSortKey = (key: unknown): Pick<Ticket, 'activityAt' | 'number'> | undefined => {
  const [, activityAt, number] = (typeof key === 'string' && SORT_KEY.exec(key)) || [];
  return activityAt === undefined ? undefined : { activityAt, number: Number(number) };
};
/**
 * What an index projects beside its keys stands with its name, for good: an index that is to project something else has
 * another name (docs/runbooks/change-lists.md).
 */
export const LISTS_ALL = { index: 'rows-all', partition: 'LA_PK', sort: 'L_SK', projects: ['row'] } as const;
export const LISTS_PLACE = { index: 'rows-place', partition: 'LP_PK', sort: 'L_SK', projects: ['row'] } as const;
export const LISTS_ASSIGNEE = { index: 'rows-assignee', partition: 'LM_PK', sort: 'L_SK', projects: ['row'] } as const;
export const LISTS_GROUP = { index: 'rows-group', partition: 'LG_PK', sort: 'L_SK', projects: ['row'] } as const;
/** Sorted by the ticket's own attribute `number` (a number): a customer's tickets don't move with their activity. */
export const LISTS_CUSTOMER = {
  index: 'rows-customer',
  partition: 'LC_PK',
  sort: 'number',
  projects: ['L_SK', 'row'],
} as const;
/** The list indexes that the table has. */
export const LIST_INDEXES = [LISTS_ALL, LISTS_PLACE, LISTS_ASSIGNEE, LISTS_GROUP, LISTS_CUSTOMER] as const;
/** What a list asks of an index: all that a row of a list is read from (list-row.ts). */
export const LIST_ROW = ['L_SK', 'row'] as const;
export const BY_AGENT = { index: 'by-agent', partition: 'BA_PK', sort: 'BA_SK' } as const;

export const listAllPartition = (serviceId: string) => servicePartition(serviceId);
export const listPlacePartition = (serviceId: string, place: Place) => `${servicePartition(serviceId)}#${place}`;
export const listAssigneePartition = (serviceId: string, assigneeId: string, status: TicketStatus) =>
  `${servicePartition(serviceId)}#${assigneeId}#${status}`;
export const listGroupPartition = (serviceId: string, groupId: string) => `${servicePartition(serviceId)}#${groupId}`;
export const listCustomerPartition = (serviceId: string, customerId: string) =>
  `${servicePartition(serviceId)}#${customerId}`;
/** What one agent marked as important, in the index of assignees. */
export const listImportantPartition = (serviceId: string, agentId: string) =>
  `${servicePartition(serviceId)}#${agentId}#important`;
/** What one agent wrote and did not send, in the index of assignees. */
export const listDraftsPartition = (serviceId: string, agentId: string) =>
  `${servicePartition(serviceId)}#${agentId}#drafts`;
/** Open calls of a whole service, in the index of all: `L_SK` is their time and id. */
export const openCallsPartition = (serviceId: string) => `${servicePartition(serviceId)}#calls`;
export const callSortKey = (at: string, callId: string) => `${at}#${callId}`;

/** The place of a draft with content in its agent's list: it stays while the draft is written. */
export const draftListKeys = ({
  serviceId,
  number,
  agentId,
  begunAt,
}: Pick<Draft, 'serviceId' | 'number' | 'agentId' | 'begunAt'>) => ({
  [LISTS_ASSIGNEE.partition]: listDraftsPartition(serviceId, agentId),
  [LISTS_ASSIGNEE.sort]: listSortKey(begunAt, number),
});

/** The lists that a ticket is in. Spam is in its own alone. */
export const ticketListKeys = (
  t: Pick<
    Ticket,
    'serviceId' | 'number' | 'status' | 'assigneeId' | 'groupId' | 'customerId' | 'internalReason' | 'activityAt'
  >,
) => {
  const place = placeOf(t);
  return {
    L_SK: listSortKey(t.activityAt, t.number),
    ...(place === undefined ? {} : { LP_PK: listPlacePartition(t.serviceId, place) }),
    ...(place === 'spam'
      ? {}
      : {
          LA_PK: listAllPartition(t.serviceId),
          ...(t.assigneeId === undefined ? {} : { LM_PK: listAssigneePartition(t.serviceId, t.assigneeId, t.status) }),
          ...(t.groupId === undefined ? {} : { LG_PK: listGroupPartition(t.serviceId, t.groupId) }),
          ...(t.customerId === undefined ? {} : { LC_PK: listCustomerPartition(t.serviceId, t.customerId) }),
        }),
  };
};
export const agentIndexKeys = (agentId: string, serviceId: string) => ({
  BA_PK: `AGENT#${agentId}`,
  BA_SK: servicePartition(serviceId),
});
/** Every service, in the index of agents. */
export const ALL_SERVICES = 'SERVICES';
export const serviceIndexKeys = (serviceId: string) => ({ BA_PK: ALL_SERVICES, BA_SK: servicePartition(serviceId) });
/** Services with time triggers in use, in the index of agents. */
export const TIMED_SERVICES = 'TIMED_SERVICES';
export const timedIndexKeys = (serviceId: string) => ({ BA_PK: TIMED_SERVICES, BA_SK: servicePartition(serviceId) });
/** Every waiting ticket, in the index of agents, group after group. */
export const ALL_WAITING = 'WAITING';
const waitingGroup = ({ serviceId, groupId }: GroupPlace) => `${serviceId}#${groupId}#`;
export const waitingIndexKeys = (waiting: Pick<WaitingTicket, 'serviceId' | 'groupId' | 'since' | 'number'>) => ({
  BA_PK: ALL_WAITING,
  BA_SK: `${waitingGroup(waiting)}${listSortKey(waiting.since, waiting.number)}`,
});
/** Behind all that wait in a group, in that index: no digit comes so late. */
export const behindGroup = (place: GroupPlace) => ({
  ...waitingKey({ ...place, since: '~', number: 0 }),
  BA_PK: ALL_WAITING,
  BA_SK: `${waitingGroup(place)}~`,
});
/** An agent's open calls in a service, in the index of agents. */
export const agentCallsPartition = (serviceId: string, agentId: string) => `CALLS#${serviceId}#${agentId}`;

// views
export const projectionKey = (serviceId: string, number: number) => ({
  PK: `PROJECTION#${serviceId}`,
  SK: `TICKET#${String(number).padStart(9, '0')}`,
});
export const figuresPartition = (serviceId: string) => `FIGURES#${serviceId}`;
/** `scope` is `all`, an agent's id, `group/` and a group's id or `category/`, kind and id; `span` is `now` or a day. */
export const figuresKey = (serviceId: string, scope: string, span: string) => ({
  PK: figuresPartition(serviceId),
  SK: `${scope}#${span}`,
});

// sessions
export const idempotencyKey = (serviceId: string, callerId: string, key: string) => ({
  PK: `IDEMPOTENCY#${serviceId}#${callerId}#${key}`,
  SK: 'IDEMPOTENCY',
});
export const connectTicketKey = (hash: string) => ({ PK: `CONNECT#${hash}`, SK: 'CONNECT' });
export const connectionKey = (connectionId: string) => ({ PK: `CONNECTION#${connectionId}`, SK: 'CONNECTION' });
/** A connection's messages of one window. */
export const messageCountKey = (connectionId: string, window: number) => ({
  PK: `CONNECTION#${connectionId}`,
  SK: `MESSAGES#${window}`,
});
/** An agent's test mails of one window. */
export const testMailCountKey = (agentId: string, window: number) => ({
  PK: `${TEST_MAILS_PREFIX}${agentId}`,
  SK: `WINDOW#${window}`,
});
export const serviceConnectionKey = (serviceId: string, connectionId: string) => ({
  PK: `LIVE#${serviceId}`,
  SK: `CONNECTION#${connectionId}`,
});
/** When an agent was last seen at the desk of a service, beside the other agents of it. */
export const seenPartition = (serviceId: string) => `SEEN#${serviceId}`;
export const seenKey = (serviceId: string, agentId: string) => ({
  PK: seenPartition(serviceId),
  SK: `AGENT#${agentId}`,
});
export const uploadKey = (serviceId: string, agentId: string, uploadId: string) => ({
  PK: `UPLOAD#${serviceId}#${agentId}#${uploadId}`,
  SK: 'UPLOAD',
});
export const presencePartition = (serviceId: string, number: number) => `PRESENCE#${serviceId}#${number}`;
export const presenceKey = (serviceId: string, number: number, connectionId: string) => ({
  PK: presencePartition(serviceId, number),
  SK: `CONNECTION#${connectionId}`,
});
/** Begins the partitions of what evaluations of triggers leave, which a grant can name. */
export const AUTOMATION_PREFIX = 'AUTOMATION#';
const automationPartition = (serviceId: string, number: number) => `${AUTOMATION_PREFIX}${serviceId}#${number}`;
/** How far the triggers have followed a ticket's log. */
export const automationKey = (serviceId: string, number: number) => ({
  PK: automationPartition(serviceId, number),
  SK: 'AUTOMATION',
});
/** What one evaluation of a ticket's triggers considered. */
export const traceKey = (serviceId: string, number: number, runId: string) => ({
  PK: automationPartition(serviceId, number),
  SK: `TRACE#${runId}`,
});
/** Begins the partitions of the points from which time triggers count, which a grant can name. */
export const TIMES_PREFIX = 'TIMES#';
const DAY_LENGTH = 'YYYY-MM-DD'.length;
/** The day (UTC) of an instant: points of one day lie together. */
export const dayOfPoint = (at: string): string => at.slice(0, DAY_LENGTH);
export const pointsPartition = (serviceId: string, since: TimeBase, day: string) =>
  `${TIMES_PREFIX}${serviceId}#${since}#${day}`;
/** A point from which time triggers count, in the order of time. */
export const timePointKey = ({ serviceId, since, at, number, factId }: TimePoint) => ({
  PK: pointsPartition(serviceId, since, dayOfPoint(at)),
  SK: `${at}#${number}#${factId}`,
});
export const latePartition = (serviceId: string, day: string) => `${TIMES_PREFIX}${serviceId}#late#${day}`;
/** A time that was due before its point was written, in the order in which such times are to be found. */
export const lateTimeKey = ({ serviceId, since, hours, number, factId, lookAt }: LateTime) => ({
  PK: latePartition(serviceId, dayOfPoint(lookAt)),
  SK: `${lookAt}#${number}#${factId}#${since}#${hours}`,
});
/** Until when it was looked for what is due in a service. */
export const timesPositionKey = (serviceId: string) => ({ PK: `${TIMES_PREFIX}${serviceId}`, SK: 'POSITION' });
/** Begins the partitions of mails that triggers sent, which a grant can name. */
export const MAIL_COUNTS_PREFIX = 'MAIL_COUNTS#';
/** Which mails of triggers the recipients of a ticket got. */
export const mailCountsKey = (serviceId: string, number: number) => ({
  PK: `${MAIL_COUNTS_PREFIX}${serviceId}#${number}`,
  SK: 'MAIL_COUNTS',
});
/** When a messenger hook was called last; `hash` of its address, which is secret. */
export const hookKey = (hash: string) => ({ PK: `${HOOKS_PREFIX}${hash}`, SK: 'PACE' });
