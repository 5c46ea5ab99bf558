import type * as z from 'zod';
import { jitteredBackoff } from '../shared/adapters/clock/system-clock.ts';
import { emailKey } from '../shared/adapters/dynamodb/customer-repository.ts';
import { gatheredReads } from '../shared/adapters/dynamodb/gathered-reads.ts';
import {
  draftKey,
  entryKey,
  importantNumbersKey,
  preferencesKey,
  restrictedWordsKey,
  serviceKey,
  ticketKey,
} from '../shared/adapters/dynamodb/keys.ts';
import type { ticketCommands } from '../shared/contracts/http/tickets.ts';
import type { AskedFor, OperationDeps } from '../shared/http/operation.ts';
import { documentClient } from './lambda.ts';

type Place = Omit<AskedFor, 'serviceId'> & { readonly serviceId: string };
type Keys = readonly ReturnType<typeof ticketKey>[];

const markedKeys = ({ serviceId, agentId }: Place): Keys => [importantNumbersKey(serviceId, agentId)];
const answerKeys = ({ serviceId, agentId }: Place): Keys => [
  serviceKey(serviceId),
  restrictedWordsKey(serviceId),
  preferencesKey(agentId),
];
const takeBackKeys = ({ serviceId, number, agentId, body }: Place): Keys => {
  const { entryId } = body as z.output<typeof ticketCommands.takeBackAnswer.body>;
  return number === undefined
    ? []
    : [entryKey(serviceId, number, entryId), draftKey(serviceId, number, agentId), preferencesKey(agentId)];
};
const creationKeys = ({ serviceId, body }: Place): Keys => {
  const { email } = (body as z.output<typeof ticketCommands.createTicket.body>).customer;
  return [serviceKey(serviceId), ...(email === undefined ? [] : [emailKey(serviceId, email)])];
};

/** What these operations read of the desk table unless they are refused. */
const READ_ALWAYS: Readonly<Record<string, (place: Place) => Keys>> = {
  getFigures: ({ serviceId }) => [serviceKey(serviceId)],
  createTicket: creationKeys,
  resolveTicket: answerKeys,
  pendTicket: answerKeys,
  takeBackAnswer: takeBackKeys,
  listTickets: markedKeys,
  listCustomerTickets: markedKeys,
  getListCounts: markedKeys,
};

/** These don't look at the ticket of their path. */
const WITHOUT_TICKET: ReadonlySet<string> = new Set(['unstarTicket']);

const keysOf = ({ serviceId, ...asked }: AskedFor): Keys => {
  if (serviceId === undefined) return [];
  const { operationId, number } = asked;
  return [
    ...(number === undefined || WITHOUT_TICKET.has(operationId) ? [] : [ticketKey(serviceId, number)]),
    ...(READ_ALWAYS[operationId]?.({ serviceId, ...asked }) ?? []),
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
