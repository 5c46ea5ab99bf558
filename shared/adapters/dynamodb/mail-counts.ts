import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { MailCountReader } from '../../application/ports/outward.ts';
import { once } from '../../domain/kernel/once.ts';
import { type MailCounts, MAILS_COUNTED_FOR, NO_MAILS } from '../../domain/trigger/mail-rules.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { mailCountsKey } from './keys.ts';
import { has, NOT_THERE, rows, type Table } from './rows.ts';
import type { Write } from './write-transaction.ts';

type Place = Pick<Ticket, 'serviceId' | 'number'>;
type Stored = MailCounts & { readonly expiresAt: number };

const countRows = rows<Stored, Place>({
  entity: 'mail_counts',
  key: ({ serviceId, number }) => mailCountsKey(serviceId, number),
  schema: once(() =>
    z.object({
      revision: z.int().positive(),
      sent: z.record(z.string(), z.array(z.int())),
      expiresAt: z.int(),
    }),
  ),
});

/** Writes the counts if the stored ones have the revision before; those that DynamoDB has deleted begin again. */
export const mailCountsWrite = (
  sessions: Pick<Table, 'TableName'>,
  { serviceId, number }: Place,
  counts: MailCounts,
): Write => {
  const before = counts.revision - 1;
  const newest = Math.max(...Object.values(counts.sent).flat());
  return countRows.putIf(
    sessions,
    before === 0 ? NOT_THERE : has({ revision: before }),
    { ...counts, expiresAt: newest + MAILS_COUNTED_FOR },
    { serviceId, number },
  );
};

/**
 * The counts of a ticket in the sessions table: one row for all of its recipients. What is too old in it counts no
 * more, whether DynamoDB has deleted the row or not.
 */
export const dynamoMailCounts = ({
  client,
  sessionsTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly sessionsTable: string;
}): MailCountReader => ({
  async find(serviceId, number) {
    const { revision, sent } =
      (await countRows.get({ client, TableName: sessionsTable }, { serviceId, number })) ?? NO_MAILS;
    return { revision, sent };
  },
});
