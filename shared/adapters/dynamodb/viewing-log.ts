import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { ViewingLog } from '../../application/ports/confidential.ts';
import { toItem } from './event-item.ts';
import { ticketKey } from './keys.ts';
import { writeTransaction } from './write-transaction.ts';

/** Who looked at something hidden, as lines of the ticket's log in the `desk` table. */
export const dynamoViewingLog = ({
  client,
  deskTable,
  backoff,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly backoff: Backoff;
}): ViewingLog => ({
  async record(fact) {
    const there = {
      ConditionCheck: {
        TableName: deskTable,
        Key: ticketKey(fact.serviceId, fact.number),
        ConditionExpression: 'attribute_exists(PK)',
      },
    };
    return (
      (await writeTransaction(client, backoff, [there, { Put: { TableName: deskTable, Item: toItem(fact) } }]))
        .length === 0
    );
  },
});
