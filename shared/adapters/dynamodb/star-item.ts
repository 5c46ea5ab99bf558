import * as z from 'zod';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { LISTS_ASSIGNEE, listImportantPartition, starKey, starsKey, ticketListKeys } from './keys.ts';
import { LIST_ROW, toItem as ticketToItem } from './ticket-item.ts';

const rowSchema = z.object({ entity: z.literal('star'), agentId: z.string().min(1), version: z.int().positive() });
const setSchema = z.object({
  entity: z.literal('stars').optional(),
  numbers: z.set(z.int().positive()).default(new Set()),
});

/** A copy of the ticket's list row in the list of what one agent marked: in the order of activity, as all lists are. */
export const toItem = (ticket: Ticket, agentId: string) => {
  const row: Readonly<Record<string, unknown>> = ticketToItem(ticket);
  return {
    ...starKey(ticket.serviceId, ticket.number, agentId),
    entity: 'star' as const,
    agentId,
    ...Object.fromEntries(
      LIST_ROW.flatMap((attribute) => (row[attribute] === undefined ? [] : [[attribute, row[attribute]]])),
    ),
    [LISTS_ASSIGNEE.partition]: listImportantPartition(ticket.serviceId, agentId),
    [LISTS_ASSIGNEE.sort]: ticketListKeys(ticket).L_SK,
  };
};

/** Whose mark a row is, and of which version of the ticket it is the copy. */
export const fromItem = (item: unknown): { readonly agentId: string; readonly version: number } => {
  const { agentId, version } = rowSchema.parse(item);
  return { agentId, version };
};

/** The numbers that an agent has marked; the row may be missing. */
export const numbersFromItem = (item: unknown): ReadonlySet<number> =>
  item === undefined ? new Set() : setSchema.parse(item).numbers;

/** One step of an agent's set: a number more, or one less. */
export const setUpdate = (serviceId: string, agentId: string, number: number, step: 'ADD' | 'DELETE') => ({
  Key: starsKey(serviceId, agentId),
  UpdateExpression: `SET entity = :stars ${step} #numbers :number`,
  ExpressionAttributeNames: { '#numbers': 'numbers' },
  ExpressionAttributeValues: { ':stars': 'stars', ':number': new Set([number]) },
});
