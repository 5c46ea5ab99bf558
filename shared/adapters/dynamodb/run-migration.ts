import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Backoff } from '../../application/ports/platform.ts';
import { migratedSegmentKey, migrationKey } from './keys.ts';
import type { Item, Migration } from './migrations.ts';
import { queryAll } from './query.ts';
import { anyOf, DamagedRowError, expressions, rows, type Table } from './rows.ts';
import { unlessRefused } from './write-transaction.ts';

type Name = { readonly name: string };
/** A migration that was begun: in how many segments the table is read. */
type Begun = Name & { readonly segments: number; readonly at: string };
/** How far one segment has come. */
export type Segment = Name & {
  readonly segment: number;
  /** The last row that was looked at; none before the first page and after the last. */
  readonly after?: { readonly PK: string; readonly SK: string };
  readonly looked: number;
  readonly changed: number;
  /** Keys of rows that can't be read, the first of them. */
  readonly damaged: readonly string[];
  readonly doneAt?: string;
};
/** How far a migration has come. */
export type Progress = Begun & { readonly parts: readonly Segment[] };

const DAMAGED_NAMED = 20;

const begunRows = rows<Begun, Name>({
  entity: 'migration',
  key: ({ name }) => migrationKey(name),
  schema: () => z.object({ name: z.string(), segments: z.int().positive(), at: z.string() }),
});
const segmentRows = rows<Segment, Name & Pick<Segment, 'segment'>>({
  entity: 'migrated',
  key: ({ name, segment }) => migratedSegmentKey(name, segment),
  schema: () =>
    z.object({
      name: z.string(),
      segment: z.int().nonnegative(),
      after: z.object({ PK: z.string(), SK: z.string() }).exactOptional(),
      looked: z.int().nonnegative(),
      changed: z.int().nonnegative(),
      damaged: z.array(z.string()),
      doneAt: z.string().exactOptional(),
    }),
});

/** How far a migration has come, segment by segment; undefined before it was begun. */
export const progressOf = async (desk: Table, { name }: Name): Promise<Progress | undefined> => {
  const begun = await begunRows.get(desk, { name });
  if (begun === undefined) return undefined;
  const { PK: partition, SK } = migratedSegmentKey(name, 0);
  const query = { partition, prefix: SK.slice(0, SK.indexOf('#') + 1), consistent: true };
  const stored = await queryAll(desk, query, segmentRows.read);
  const parts = Array.from(
    { length: begun.segments },
    (_, segment) =>
      stored.find((each) => each.segment === segment) ?? { name, segment, looked: 0, changed: 0, damaged: [] },
  );
  return { ...begun, parts };
};

export const isDone = ({ parts }: Progress): boolean => parts.every(({ doneAt }) => doneAt !== undefined);

type Deps = Table & { readonly backoff: Backoff; readonly now: () => Date };
type Run = {
  /** In how many segments the table is read side by side; one that was begun keeps its number. */
  readonly segments: number;
  /** Rows that are looked at between two notes of how far it has come. */
  readonly pageSize: number;
  /** Begins again with the first row, also when it is done. */
  readonly again?: boolean;
  /** Called with where each segment goes on, and after each page. */
  readonly onProgress?: (part: Segment) => void;
};

/** Begins a migration, or finds how far it has come. Two who begin it at once go by what the first one wrote. */
const begin = async (deps: Deps, migration: Migration, { segments, again = false }: Run): Promise<Progress> => {
  const { name } = migration;
  const known = await progressOf(deps, migration);
  const at = deps.now().toISOString();
  if (known === undefined) {
    const { Put } = begunRows.create(deps, { name, segments, at });
    await unlessRefused(deps.client.send(new PutCommand(Put)));
  } else if (again)
    for (const { segment } of known.parts) await note(deps, { name, segment, looked: 0, changed: 0, damaged: [] });
  else return known;
  return (await progressOf(deps, migration))!;
};

const note = (deps: Deps, part: Segment) => deps.client.send(new PutCommand(segmentRows.put(deps, part).Put));

/** Reads a page of a segment, of which it gives the rows that the migration looks at, and does what is to be done. */
const bringPage = async (
  deps: Deps,
  { steps }: Migration,
  segments: number,
  pageSize: number,
  part: Segment,
): Promise<Segment> => {
  const [first, ...others] = steps.map((step) => step.rows);
  const { Items, ScannedCount, LastEvaluatedKey } = await deps.client.send(
    new ScanCommand({
      TableName: deps.TableName,
      ...(segments > 1 && { Segment: part.segment, TotalSegments: segments }),
      Limit: pageSize,
      // A row that is refused was written since: there is no older state of it to be brought.
      ConsistentRead: true,
      ...(part.after && { ExclusiveStartKey: { ...part.after } }),
      ...expressions((use) => ({ FilterExpression: anyOf(first!, ...others)(use) })),
    }),
  );
  let changed = 0;
  const damaged: string[] = [];
  for (const item of (Items ?? []) as Item[]) {
    const step = steps.find(({ entity }) => entity === item['entity'])!;
    try {
      if (await step.bring(deps, item)) changed += 1;
    } catch (cause) {
      if (!(cause instanceof DamagedRowError)) throw cause;
      damaged.push(cause.message);
    }
  }
  const { after: _read, ...before } = part;
  const { PK, SK } = (LastEvaluatedKey ?? {}) as Partial<Item>;
  return {
    ...before,
    looked: part.looked + (ScannedCount ?? 0),
    changed: part.changed + changed,
    damaged: [...part.damaged, ...damaged].slice(0, DAMAGED_NAMED),
    ...(PK !== undefined && SK !== undefined ? { after: { PK, SK } } : { doneAt: deps.now().toISOString() }),
  };
};

/**
 * Runs a migration to its end, segment beside segment. After each page it notes how far it has come, so that it goes on
 * there when it was cut off; the rows of that page are looked at twice. Rows that can't be read are named and left.
 */
export const runMigration = async (deps: Deps, migration: Migration, run: Run): Promise<Progress> => {
  const begun = await begin(deps, migration, run);
  const parts = await Promise.all(
    begun.parts.map(async (found) => {
      let part = found;
      if (part.doneAt === undefined) run.onProgress?.(part);
      while (part.doneAt === undefined) {
        part = await bringPage(deps, migration, begun.segments, run.pageSize, part);
        await note(deps, part);
        run.onProgress?.(part);
      }
      return part;
    }),
  );
  return { ...begun, parts };
};
