import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DraftRepository } from '../../application/ports/writing.ts';
import { newestFirst, type Draft, type KeptDraft } from '../../domain/draft/draft.ts';
import { once } from '../../domain/kernel/once.ts';
import { draftKey, draftVersionKey, draftVersionPrefix } from './keys.ts';
import { queryAll } from './query.ts';
import { rows } from './rows.ts';
import { isUnderWay, unlessRefused, writeAll, type DeskDeps } from './write-transaction.ts';

type DraftOwner = Pick<Draft, 'serviceId' | 'number' | 'agentId'>;

const bodySchema = once(() =>
  z.object({
    html: z.string(),
    text: z.string(),
    savedAt: z.string(),
    sentAs: z.string().exactOptional(),
  }),
);

export const draftRows = rows<Draft, DraftOwner>({
  entity: 'draft',
  key: ({ serviceId, number, agentId }) => draftKey(serviceId, number, agentId),
  schema: () =>
    bodySchema().extend({
      serviceId: z.string(),
      number: z.int().positive(),
      agentId: z.string(),
      version: z.int().positive(),
      uploadIds: z.array(z.string()),
      files: z
        .array(z.object({ uploadId: z.string(), name: z.string(), type: z.string(), size: z.int() }))
        .exactOptional(),
      begunAt: z.string(),
      begunAfter: z.string().exactOptional(),
      keptAt: z.string().exactOptional(),
      keptCount: z.int().nonnegative(),
    }),
});

/** States that were put aside, each in its place of the agent's ring on the ticket. */
export const draftVersionRows = rows<KeptDraft, DraftOwner & Pick<KeptDraft, 'slot'>>({
  entity: 'draft_version',
  key: ({ serviceId, number, agentId, slot }) => draftVersionKey(serviceId, number, agentId, slot),
  schema: () => bodySchema().extend({ slot: z.int().nonnegative(), version: z.int().nonnegative() }),
});

/** Drafts in the `desk` table, beside their ticket; the access patterns are numbered in docs/access-patterns.md. */
export const dynamoDraftRepository = ({ client, deskTable, backoff }: DeskDeps): DraftRepository => {
  const desk = { client, TableName: deskTable };
  const keepWrite = (owner: DraftOwner, kept: KeptDraft) =>
    draftVersionRows.put(desk, kept, { ...owner, slot: kept.slot });
  return {
    find: (serviceId, number, agentId) => draftRows.get(desk, { serviceId, number, agentId }),
    async save(draft, before, kept) {
      const write = draftRows.putIfVersion(desk, before, draft);
      // An autosave is one row nearly always: written alone it costs half.
      if (kept === undefined) {
        try {
          return (await unlessRefused(client.send(new PutCommand(write.Put)))) !== undefined;
        } catch (cause) {
          // A command is sending it just now: the transaction waits until that is decided.
          if (!isUnderWay(cause)) throw cause;
        }
      }
      return writeAll(client, backoff, [write, ...(kept === undefined ? [] : [keepWrite(draft, kept)])]);
    },
    async keep(owner, kept) {
      await client.send(new PutCommand(keepWrite(owner, kept).Put));
    },
    async listVersions(serviceId, number, agentId) {
      const { PK } = draftKey(serviceId, number, agentId);
      const ofAgent = { partition: PK, prefix: draftVersionPrefix(agentId), consistent: true };
      const kept = await queryAll(desk, ofAgent, draftVersionRows.read);
      return newestFirst(kept.map(({ slot: _slot, ...version }) => version));
    },
  };
};
