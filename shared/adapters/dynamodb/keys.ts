import type { TicketStatus } from '../../domain/ticket/status.ts';

/** Every key of the three tables is built here and nowhere else; each access pattern is a row of docs/access-patterns.md. */

const ticketPartition = (serviceId: string, number: number) => `TICKET#${serviceId}#${number}`;
const servicePartition = (serviceId: string) => `SERVICE#${serviceId}`;

export const ENTRY_PREFIX = 'ENTRY#';
export const EVENT_PREFIX = 'EVENT#';
export const MAIL_PREFIX = 'MAIL#';
export const AGENT_PREFIX = 'AGENT#';
export const GROUP_PREFIX = 'GROUP#';

// desk
export const ticketKey = (serviceId: string, number: number) => ({ PK: ticketPartition(serviceId, number), SK: 'TICKET' });
export const entryKey = (serviceId: string, number: number, entryId: string) => ({ PK: ticketPartition(serviceId, number), SK: `${ENTRY_PREFIX}${entryId}` });
export const eventKey = (serviceId: string, number: number, eventId: string) => ({ PK: ticketPartition(serviceId, number), SK: `${EVENT_PREFIX}${eventId}` });
export const mailKey = (serviceId: string, number: number, mailId: string) => ({ PK: ticketPartition(serviceId, number), SK: `${MAIL_PREFIX}${mailId}` });
export const serviceKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'SERVICE' });
export const ticketCounterKey = (serviceId: string) => ({ PK: servicePartition(serviceId), SK: 'COUNTER#ticket' });
export const groupKey = (serviceId: string, groupId: string) => ({ PK: servicePartition(serviceId), SK: `${GROUP_PREFIX}${groupId}` });
export const agentKey = (serviceId: string, agentId: string) => ({ PK: servicePartition(serviceId), SK: `${AGENT_PREFIX}${agentId}` });
export const addressKey = (address: string) => ({ PK: `ADDRESS#${address}`, SK: 'ADDRESS' });
/** `hash` of the normalized Message-ID (or of id and digest, for another mail under the same id). */
export const messageKey = (serviceId: string, hash: string) => ({ PK: `MESSAGE#${serviceId}#${hash}`, SK: 'MESSAGE' });

// desk, indexes: sparse lists in the order of activity; the number makes the order total
const listSortKey = (activityAt: string, number: number) => `${activityAt}#${String(number).padStart(9, '0')}`;
export const LISTS_ALL = { index: 'lists-all', partition: 'LA_PK', sort: 'LA_SK' } as const;
export const LISTS_STATUS = { index: 'lists-status', partition: 'LS_PK', sort: 'LS_SK' } as const;
export const LISTS_ASSIGNEE = { index: 'lists-assignee', partition: 'LM_PK', sort: 'LM_SK' } as const;
export const BY_AGENT = { index: 'by-agent', partition: 'BA_PK', sort: 'BA_SK' } as const;
export const listAllPartition = (serviceId: string) => servicePartition(serviceId);
export const listStatusPartition = (serviceId: string, status: TicketStatus) => `${servicePartition(serviceId)}#${status}`;
export const listAssigneePartition = (serviceId: string, assigneeId: string, status: TicketStatus) => `${servicePartition(serviceId)}#${assigneeId}#${status}`;
export const ticketListKeys = (t: { serviceId: string; number: number; status: TicketStatus; assigneeId?: string; activityAt: string }) => {
  const sort = listSortKey(t.activityAt, t.number);
  return {
    LA_PK: listAllPartition(t.serviceId), LA_SK: sort,
    LS_PK: listStatusPartition(t.serviceId, t.status), LS_SK: sort,
    ...(t.assigneeId === undefined ? {} : { LM_PK: listAssigneePartition(t.serviceId, t.assigneeId, t.status), LM_SK: sort }),
  };
};
export const agentIndexKeys = (agentId: string, serviceId: string) => ({ BA_PK: `AGENT#${agentId}`, BA_SK: servicePartition(serviceId) });

// views
export const projectionKey = (serviceId: string, number: number) => ({ PK: `PROJECTION#${serviceId}`, SK: `TICKET#${String(number).padStart(9, '0')}` });
export const figuresPartition = (serviceId: string) => `FIGURES#${serviceId}`;
/** `scope` is `all` or an agent's id; `span` is `now` or a day. */
export const figuresKey = (serviceId: string, scope: string, span: string) => ({ PK: figuresPartition(serviceId), SK: `${scope}#${span}` });

// sessions
export const idempotencyKey = (serviceId: string, callerId: string, key: string) => ({ PK: `IDEMPOTENCY#${serviceId}#${callerId}#${key}`, SK: 'IDEMPOTENCY' });
export const connectTicketKey = (hash: string) => ({ PK: `CONNECT#${hash}`, SK: 'CONNECT' });
export const connectionKey = (connectionId: string) => ({ PK: `CONNECTION#${connectionId}`, SK: 'CONNECTION' });
export const serviceConnectionKey = (serviceId: string, connectionId: string) => ({ PK: `LIVE#${serviceId}`, SK: `CONNECTION#${connectionId}` });
