import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { TicketRowChange } from '../../application/live/project-tickets.ts';
import type { DeskFact } from '../../domain/desk/desk-facts.ts';
import type { Fact } from '../../domain/ticket/facts.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { once } from '../../domain/kernel/once.ts';
import { deskFactRows, factRows, isDeskFactItem } from './fact-rows.ts';
import { ticketRows } from './ticket-rows.ts';

const imageSchema = once(() =>
  z.record(z.string(), z.unknown()).transform((image) => unmarshall(image as Record<string, AttributeValue>)),
);
const recordSchema = once(() =>
  z.object({
    eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
    dynamodb: z.object({ NewImage: imageSchema().optional(), OldImage: imageSchema().optional() }),
  }),
);
const positionSchema = once(() => z.object({ dynamodb: z.object({ SequenceNumber: z.string().min(1) }) }));

/** Where a record stands in its shard: what a failing batch names. */
export const sequenceNumberOf = (record: unknown): string => positionSchema().parse(record).dynamodb.SequenceNumber;

/**
 * The fact of a ticket or of a service that a new event row of the desk table holds. Throws when the record is anything
 * else.
 */
export const factFromRecord = (record: unknown): Fact | DeskFact => {
  const { eventName, dynamodb } = recordSchema().parse(record);
  if (eventName !== 'INSERT') throw new Error(`An event row is written once; this record says ${eventName}.`);
  return isDeskFactItem(dynamodb.NewImage) ? deskFactRows.read(dynamodb.NewImage) : factRows.read(dynamodb.NewImage);
};

/** What a record says of a ticket row of the desk table. Throws when it is another row's. */
export const ticketChangeFromRecord = (record: unknown): TicketRowChange<Ticket> => {
  const { eventName, dynamodb } = recordSchema().parse(record);
  switch (eventName) {
    case 'INSERT':
      return { after: ticketRows.read(dynamodb.NewImage) };
    case 'MODIFY':
      return { before: ticketRows.read(dynamodb.OldImage), after: ticketRows.read(dynamodb.NewImage) };
    case 'REMOVE':
      return { before: ticketRows.read(dynamodb.OldImage) };
  }
};

export type StreamBatch<T> = {
  /** What could be read before the first record that could not. */
  readonly values: readonly T[];
  /** Why that one could not be. */
  readonly unreadable?: unknown;
};

/** Reads a batch up to the first record that can't be: a stream keeps its order. */
export const readStreamBatch = <T>(records: readonly unknown[], parse: (record: unknown) => T): StreamBatch<T> => {
  const values: T[] = [];
  for (const record of records) {
    try {
      values.push(parse(record));
    } catch (unreadable) {
      return { values, unreadable };
    }
  }
  return { values };
};
