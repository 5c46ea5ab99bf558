import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DraftTexts } from '../../application/ports/confidential.ts';
import { retryOnConflict } from '../../application/retry-on-conflict.ts';
import type { Body } from '../../domain/masking/mask-entry.ts';
import { once } from '../../domain/kernel/once.ts';
import { changing, has, readPart } from './rows.ts';
import { DRAFTS_PREFIX, ticketKey } from './keys.ts';
import { queryPages } from './query.ts';
import { isUnderWay, unlessRefused, type DeskDeps } from './write-transaction.ts';

const rowSchema = once(() =>
  z.object({
    PK: z.string(),
    SK: z.string(),
    entity: z.enum(['draft', 'draft_version']),
    html: z.string(),
    text: z.string(),
  }),
);
type Row = z.output<ReturnType<typeof rowSchema>>;
const readRow = (item: unknown): Row => readPart('the text of a draft', rowSchema, item);

/** Texts of drafts in the `desk` table. */
export const dynamoDraftTexts = ({ client, deskTable: TableName, backoff }: DeskDeps): DraftTexts => {
  /** Holds if the row has the text that was read: a save in between has another. */
  const put = async ({ PK, SK, html, text }: Row, after: Body): Promise<boolean> => {
    const change = changing({ set: { html: after.html, text: after.text } }, has({ html, text }));
    try {
      const sending = client.send(new UpdateCommand({ TableName, Key: { PK, SK }, ...change }));
      return (await unlessRefused(sending)) !== undefined;
    } catch (cause) {
      if (isUnderWay(cause)) return false;
      throw cause;
    }
  };
  const rewriteRow = async (first: Row, rewrite: (body: Body) => Body): Promise<boolean> => {
    let isFirst = true;
    const read = async () =>
      (await client.send(new GetCommand({ TableName, Key: { PK: first.PK, SK: first.SK }, ConsistentRead: true })))
        .Item;
    return retryOnConflict(
      backoff,
      async () => {
        const item = isFirst ? first : await read();
        isFirst = false;
        if (item === undefined) return false;
        const row = readRow(item);
        const after = rewrite({ html: row.html, text: row.text });
        if (after.html === row.html && after.text === row.text) return false;
        return (await put(row, after)) || 'conflict';
      },
      { what: 'a draft' },
    );
  };
  return {
    async rewrite(serviceId, number, rewrite) {
      const drafts = {
        partition: ticketKey(serviceId, number).PK,
        prefix: DRAFTS_PREFIX,
        consistent: true,
        attributes: Object.keys(rowSchema().shape),
      };
      let changed = 0;
      for await (const items of queryPages({ client, TableName }, drafts))
        for (const item of items) changed += (await rewriteRow(readRow(item), rewrite)) ? 1 : 0;
      return changed;
    },
  };
};
