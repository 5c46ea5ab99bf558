import { jitteredBackoff } from '../shared/adapters/clock/system-clock.ts';
import { gatheredReads } from '../shared/adapters/dynamodb/gathered-reads.ts';
import { importantNumbersKey, serviceKey, ticketKey } from '../shared/adapters/dynamodb/keys.ts';
import type { AskedFor, OperationDeps } from '../shared/http/operation.ts';
import { documentClient } from './lambda.ts';

type Place = Omit<AskedFor, 'serviceId'> & { readonly serviceId: string };

/** What these operations read of the desk table, whatever they find. */
const READ_ALWAYS: Readonly<Record<string, (place: Place) => ReturnType<typeof ticketKey>>> = {
  getFigures: ({ serviceId }) => serviceKey(serviceId),
  createTicket: ({ serviceId }) => serviceKey(serviceId),
  listTickets: ({ serviceId, agentId }) => importantNumbersKey(serviceId, agentId),
  listCustomerTickets: ({ serviceId, agentId }) => importantNumbersKey(serviceId, agentId),
  getListCounts: ({ serviceId, agentId }) => importantNumbersKey(serviceId, agentId),
};

/** These don't look at the ticket of their path. */
const WITHOUT_TICKET: ReadonlySet<string> = new Set(['unstarTicket']);

const keysOf = ({ serviceId, ...asked }: AskedFor) => {
  if (serviceId === undefined) return [];
  const { operationId, number } = asked;
  const always = READ_ALWAYS[operationId];
  return [
    ...(number === undefined || WITHOUT_TICKET.has(operationId) ? [] : [ticketKey(serviceId, number)]),
    ...(always === undefined ? [] : [always({ serviceId, ...asked })]),
  ];
};

/**
 * A client for functions that answer agents: the ticket that a request is about, and what else it certainly reads of
 * the desk table, are one call with the agent who asks. Nothing of it is used before they are admitted.
 */
export const requestReads = (deskTable: string, documents = documentClient()) => {
  const { client, ahead } = gatheredReads(documents, { table: deskTable, backoff: jitteredBackoff });
  const readsAhead: NonNullable<OperationDeps['readsAhead']> = (asked, work) => ahead(keysOf(asked), work);
  return { client, readsAhead };
};
