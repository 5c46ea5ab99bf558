import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand, paginateQuery, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import type { DraftTexts } from '../../application/ports/confidential.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import type { Body } from '../../domain/masking/mask-entry.ts';
import { DRAFTS_PREFIX, ticketKey } from './keys.ts';

const rowSchema = z.object({
  PK: z.string(),
  SK: z.string(),
  entity: z.enum(['draft', 'draft_version']),
  html: z.string(),
  text: z.string(),
});
type Row = z.output<typeof rowSchema>;

/** Texts of drafts in the `desk` table. */
export const dynamoDraftTexts = ({
  client,
  deskTable,
  backoff,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
  readonly backoff: Backoff;
}): DraftTexts => {
  /** Holds if the row has the text that was read: a save in between has another. */
  const put = async ({ PK, SK, ...before }: Row, after: Body): Promise<boolean> => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: deskTable,
          Key: { PK, SK },
          UpdateExpression: 'SET #html = :html, #text = :text',
          ConditionExpression: '#html = :html0 AND #text = :text0',
          ExpressionAttributeNames: { '#html': 'html', '#text': 'text' },
          ExpressionAttributeValues: {
            ':html': after.html,
            ':text': after.text,
            ':html0': before.html,
            ':text0': before.text,
          },
        }),
      );
      return true;
    } catch (cause) {
      if (cause instanceof ConditionalCheckFailedException || cause instanceof TransactionConflictException)
        return false;
      throw cause;
    }
  };
  const rewriteRow = async (first: Row, rewrite: (body: Body) => Body): Promise<boolean> => {
    let isFirst = true;
    const read = async () =>
      (
        await client.send(
          new GetCommand({ TableName: deskTable, Key: { PK: first.PK, SK: first.SK }, ConsistentRead: true }),
        )
      ).Item;
    return retryOnConflict(
      backoff,
      async () => {
        const item = isFirst ? first : await read();
        isFirst = false;
        if (item === undefined) return false;
        const row = rowSchema.parse(item);
        const after = rewrite({ html: row.html, text: row.text });
        if (after.html === row.html && after.text === row.text) return false;
        return (await put(row, after)) || 'conflict';
      },
      { what: 'a draft' },
    );
  };
  return {
    async rewrite(serviceId, number, rewrite) {
      const pages = paginateQuery(
        { client },
        {
          TableName: deskTable,
          ConsistentRead: true,
          KeyConditionExpression: 'PK = :pk AND begins_with(SK, :drafts)',
          ExpressionAttributeValues: { ':pk': ticketKey(serviceId, number).PK, ':drafts': DRAFTS_PREFIX },
          ProjectionExpression: 'PK, SK, #entity, #html, #text',
          ExpressionAttributeNames: { '#entity': 'entity', '#html': 'html', '#text': 'text' },
        },
      );
      let changed = 0;
      for await (const { Items = [] } of pages)
        for (const item of Items) changed += (await rewriteRow(rowSchema.parse(item), rewrite)) ? 1 : 0;
      return changed;
    },
  };
};
