import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DraftRepository } from '../../application/ports/writing.ts';
import { isBlank, newestFirst, type Draft, type KeptDraft, type UnsentDraft } from '../../domain/draft/draft.ts';
import { once } from '../../domain/kernel/once.ts';
import { readPage, type PagedList } from './cursor.ts';
import {
  draftKey,
  draftListKeys,
  draftVersionKey,
  draftVersionPrefix,
  LIST_POSITION,
  listDraftsPartition,
  LISTS_ASSIGNEE,
  ticketKey,
} from './keys.ts';
import { getMany, queryAll } from './query.ts';
import { rows } from './rows.ts';
import { readListPlace, ticketRows } from './ticket-rows.ts';
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
  toStored: (draft) => (isBlank(draft) ? draft : { ...draft, ...draftListKeys(draft) }),
});

/** States that were put aside, each in its place of the agent's ring on the ticket. */
export const draftVersionRows = rows<KeptDraft, DraftOwner & Pick<KeptDraft, 'slot'>>({
  entity: 'draft_version',
  key: ({ serviceId, number, agentId, slot }) => draftVersionKey(serviceId, number, agentId, slot),
  schema: () => bodySchema().extend({ slot: z.int().nonnegative(), version: z.int().nonnegative() }),
});

/** An agent's drafts with content; an index has no more than their places in the list. */
const unsent = (serviceId: string, agentId: string): PagedList => {
  const partition = listDraftsPartition(serviceId, agentId);
  return {
    name: `drafts/${partition}`,
    query: { index: LISTS_ASSIGNEE, partition, attributes: [LISTS_ASSIGNEE.sort] },
    position: LIST_POSITION,
    positionOf: (key) => String(key[LISTS_ASSIGNEE.sort]),
    keyAt: (position) => {
      const { number } = readListPlace({ [LISTS_ASSIGNEE.sort]: position });
      return {
        ...draftKey(serviceId, number, agentId),
        [LISTS_ASSIGNEE.partition]: partition,
        [LISTS_ASSIGNEE.sort]: position,
      };
    },
  };
};

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
    async listUnsent(serviceId, agentId, page) {
      const places = await readPage(desk, unsent(serviceId, agentId), page, readListPlace);
      const keys = places.items.flatMap(({ number }) => [
        draftKey(serviceId, number, agentId),
        ticketKey(serviceId, number),
      ]);
      const found = Map.groupBy(await getMany(desk, keys, { backoff }), ({ entity }) => entity);
      const titles = new Map(
        (found.get('ticket') ?? []).map(ticketRows.read).map(({ number, title }) => [number, title]),
      );
      const drafts = new Map((found.get('draft') ?? []).map(draftRows.read).map((draft) => [draft.number, draft]));
      const items = places.items.flatMap((place): readonly UnsentDraft[] => {
        const [draft, title] = [drafts.get(place.number), titles.get(place.number)];
        if (draft === undefined || title === undefined || isBlank(draft)) return [];
        const { number, version, begunAt, savedAt } = draft;
        return [{ number, title, version, begunAt, savedAt }];
      });
      return { ...places, items };
    },
  };
};
