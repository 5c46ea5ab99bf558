import { BatchGetCommand, GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../../application/ports/platform.ts';
import type { MailRepository } from '../../application/ports/mails.ts';
import { roundOf } from '../../domain/mail/outgoing-mail.ts';
import { toItem as eventToItem } from './event-item.ts';
import { mailKey } from './keys.ts';
import { fromItem, toItem } from './mail-item.ts';
import { OUR_DIGEST, pointerKey, toItem as messageToItem } from './message-item.ts';
import { writeTransaction } from './write-transaction.ts';

type Deps = { readonly client: DynamoDBDocumentClient; readonly deskTable: string; readonly backoff: Backoff };

/** BatchGetItem's limit. */
const BATCH = 100;

type Expected = Parameters<MailRepository['save']>[1];
/** The condition that a stored mail is still as somebody found it. A mail's first round has no number in its row. */
const stillAs = (expected: Expected) => {
  const members = {
    status: expected.status,
    attempts: expected.attempts,
    outcome: expected.outcome,
    round: roundOf(expected) === 1 ? undefined : expected.round,
  };
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return {
    ConditionExpression: Object.entries(members)
      .map(([name, value]) => (value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`))
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(Object.keys(members).map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(given.map(([name, value]) => [`:${name}`, value])),
  };
};

/** Outgoing mails: rows beside their ticket. */
export const dynamoMailRepository = ({ client, deskTable, backoff }: Deps): MailRepository => {
  const readBatch = async (keys: readonly { readonly PK: string; readonly SK: string }[]) => {
    let wanted: Record<string, unknown>[] = [...keys];
    const found = [];
    for (let attempt = 1; wanted.length > 0; attempt += 1) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [deskTable]: { Keys: wanted } } }),
      );
      found.push(...(Responses?.[deskTable] ?? []).map(fromItem));
      wanted = UnprocessedKeys?.[deskTable]?.Keys ?? [];
      if (wanted.length > 0) {
        // By this name HTTP knows that the same request may pass later.
        if (attempt >= 8)
          throw Object.assign(new Error('The table left keys unread 8 times'), { name: 'TimeoutError' });
        await backoff(attempt);
      }
    }
    return found;
  };

  return {
    async find({ serviceId, number, mailId }) {
      const { Item } = await client.send(
        new GetCommand({ TableName: deskTable, Key: mailKey(serviceId, number, mailId), ConsistentRead: true }),
      );
      return Item && fromItem(Item);
    },
    async findMany(serviceId, number, mailIds) {
      const keys = [...new Set(mailIds)].map((mailId) => mailKey(serviceId, number, mailId));
      const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, i) =>
        keys.slice(i * BATCH, (i + 1) * BATCH),
      );
      return (await Promise.all(batches.map(readBatch))).flat();
    },
    async save(mail, expected, fact) {
      const failed = await writeTransaction(client, backoff, [
        {
          Put: {
            TableName: deskTable,
            Item: toItem(mail),
            ...stillAs(expected),
          },
        },
        // A fact whose id was made from what it tells of (a repeated feedback) is there already: then this was told
        // before.
        ...(fact === undefined
          ? []
          : [
              {
                Put: { TableName: deskTable, Item: eventToItem(fact), ConditionExpression: 'attribute_not_exists(PK)' },
              },
            ]),
        ...(mail.sesMessageId === undefined
          ? []
          : [
              {
                Put: {
                  TableName: deskTable,
                  Item: messageToItem(
                    pointerKey(mail.serviceId, mail.sesMessageId),
                    { messageId: mail.sesMessageId, digest: OUR_DIGEST },
                    mail.number,
                  ),
                },
              },
            ]),
      ]);
      return failed.length === 0;
    },
  };
};
