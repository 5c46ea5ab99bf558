import { marshall } from '@aws-sdk/util-dynamodb';
import { deskFactRows, factRows } from '../../shared/adapters/dynamodb/fact-rows.ts';
import { ticketRows } from '../../shared/adapters/dynamodb/ticket-rows.ts';
import type { DeskFact } from '../../shared/domain/desk/desk-facts.ts';
import type { Fact } from '../../shared/domain/ticket/facts.ts';
import type { Ticket } from '../../shared/domain/ticket/ticket.ts';

const image = (item: object) => marshall(item, { removeUndefinedValues: true });
const record = (sequence: number, eventName: 'INSERT' | 'MODIFY' | 'REMOVE', images: object) => ({
  eventID: `event-${sequence}`,
  eventName,
  eventVersion: '1.1',
  eventSource: 'aws:dynamodb',
  awsRegion: 'ap-northeast-2',
  dynamodb: {
    SequenceNumber: String(sequence),
    SizeBytes: 1,
    StreamViewType: 'NEW_AND_OLD_IMAGES',
    ApproximateCreationDateTime: 0,
    Keys: {},
    ...images,
  },
});

/** A new event row in the desk table’s stream. */
export const aFactRecord = (sequence: number, fact: Fact) =>
  record(sequence, 'INSERT', { NewImage: image(factRows.toItem(fact)) });

/** The same for a fact of a service. */
export const aDeskFactRecord = (sequence: number, fact: DeskFact) =>
  record(sequence, 'INSERT', { NewImage: image(deskFactRows.toItem(fact)) });

/** A change of a ticket row in the desk table’s stream. */
export const aTicketRecord = (
  sequence: number,
  { before, after }: { readonly before?: Ticket; readonly after?: Ticket },
) =>
  record(sequence, before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY', {
    ...(before ? { OldImage: image(ticketRows.toItem(before)) } : {}),
    ...(after ? { NewImage: image(ticketRows.toItem(after)) } : {}),
  });

/** A row that no release ever wrote. */
export const anUnreadableRecord = (sequence: number) =>
  record(sequence, 'INSERT', { NewImage: image({ PK: 'x', SK: 'y', entity: 'riddle' }) });
