import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ReplySecrets } from '../kms/reply-reference.ts';
import { REPLY_SECRET_KEY } from './keys.ts';
import { rows } from './rows.ts';
import { unlessRefused } from './write-transaction.ts';

type ReplySecret = { readonly wrapped: string };

/** The one secret by which a stage signs reply addresses, as KMS wrapped it, in base64. */
const replySecretRows = rows<ReplySecret, unknown>({
  entity: 'reply_secret',
  key: () => REPLY_SECRET_KEY,
  schema: () => z.object({ wrapped: z.base64() }),
});

/** A stage's secret as a row of the `desk` table, which is written once and never changed. */
export const dynamoReplySecrets = ({
  client,
  deskTable,
}: {
  readonly client: DynamoDBDocumentClient;
  readonly deskTable: string;
}): ReplySecrets => {
  const desk = { client, TableName: deskTable };
  const find = async () => {
    const row = await replySecretRows.get(desk, undefined);
    return row && Buffer.from(row.wrapped, 'base64');
  };
  return {
    find,
    async keep(wrapped) {
      const row = { wrapped: Buffer.from(wrapped).toString('base64') };
      if (await unlessRefused(client.send(new PutCommand(replySecretRows.create(desk, row).Put)))) return wrapped;
      const stored = await find();
      if (stored === undefined) throw new Error('The secret of reply addresses was deleted while it was made');
      return stored;
    },
  };
};
