import { createHash } from 'node:crypto';
import * as z from 'zod';
import { once } from '../../domain/kernel/once.ts';
import { InvalidCursorError, type Page, type PageRequest } from '../../application/ports/pages.ts';
import type { Attributes, Key, Table } from './rows.ts';
import { queryPage, type Query } from './query.ts';

/** What a cursor belongs to: a list (index and partitions) read in one order. */
export type CursorOwner = { readonly list: string; readonly order: PageRequest['order'] };

const cursorSchema = once(() => z.tuple([z.string(), z.enum(['newest', 'oldest']), z.string().min(1).max(500)]));

/** A list of many groups has a long name, and a cursor travels in a URL. */
const digestOf = (list: string): string => createHash('sha256').update(list).digest('base64url').slice(0, 22);

/** Where a page ended, opaque to whoever carries it. */
export const encodeCursor = (owner: CursorOwner, position: string): string =>
  Buffer.from(JSON.stringify([digestOf(owner.list), owner.order, position]), 'utf8').toString('base64url');

/** The position of a cursor of this very list; of any other text, InvalidCursorError. */
export const decodeCursor = (owner: CursorOwner, cursor: string, shape: RegExp): string => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new InvalidCursorError('The cursor is not one of ours');
  }
  const read = cursorSchema().safeParse(parsed);
  if (
    !read.success ||
    read.data[0] !== digestOf(owner.list) ||
    read.data[1] !== owner.order ||
    !shape.test(read.data[2])
  )
    throw new InvalidCursorError('The cursor belongs to no page of this list');
  return read.data[2];
};

/** A list that is shown page by page: how the place of a row in it is told as text. */
export type PagedList = {
  /** Which list it is: a cursor of another one is refused. */
  readonly name: string;
  readonly query: Query;
  readonly position: RegExp;
  positionOf(key: Attributes): string;
  keyAt(position: string): Attributes;
};

const ID = /^[\w-]{1,80}$/;

/** Rows of a table whose keys are alike but for an id at the end, read consistently. */
export const listById = (keyOf: (id: string) => Key): PagedList => {
  const { PK: partition, SK: prefix } = keyOf('');
  return {
    name: `${partition}/${prefix}`,
    query: { partition, prefix, consistent: true },
    position: ID,
    positionOf: (key) => String(key['SK']).slice(prefix.length),
    keyAt: keyOf,
  };
};

/** How often one request asks for rows that pass a filter, and how many rows each call reads. */
export const FILTERED = { calls: 4, rows: 100 } as const;

/**
 * A page, which may be shorter than asked: the cursor tells whether there is more. It is of one query of at most 1 MB,
 * or, under a filter, of FILTERED.calls of them at most.
 */
export const readPage = async <T>(
  table: Table,
  list: PagedList,
  { limit, order, cursor }: PageRequest,
  read: (item: Attributes) => T,
): Promise<Page<T>> => {
  const owner = { list: list.name, order };
  const filtered = list.query.filter !== undefined;
  const query = { ...list.query, order, pageSize: filtered ? FILTERED.rows : limit };
  const found: T[] = [];
  let after = cursor === undefined ? undefined : list.keyAt(decodeCursor(owner, cursor, list.position));
  let calls = filtered ? FILTERED.calls : 1;
  do {
    const { items, end } = await queryPage(table, query, { after });
    const taken = items.slice(0, limit - found.length);
    found.push(...taken.map(read));
    // Where the next page begins: after the last row that was taken, or else read.
    after = taken.length < items.length ? taken.at(-1) : end;
    calls -= 1;
  } while (after !== undefined && found.length < limit && calls > 0);
  return { items: found, ...(after && { cursor: encodeCursor(owner, list.positionOf(after)) }) };
};
