import { createHash } from 'node:crypto';
import * as z from 'zod';
import { InvalidCursorError, type PageRequest } from '../../application/ports/pages.ts';

/** What a cursor belongs to: a list (index and partitions) read in one order. */
export type CursorOwner = { readonly list: string; readonly order: PageRequest['order'] };

const cursorSchema = z.tuple([z.string(), z.enum(['newest', 'oldest']), z.string().min(1).max(500)]);

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
  const read = cursorSchema.safeParse(parsed);
  if (
    !read.success ||
    read.data[0] !== digestOf(owner.list) ||
    read.data[1] !== owner.order ||
    !shape.test(read.data[2])
  )
    throw new InvalidCursorError('The cursor belongs to no page of this list');
  return read.data[2];
};
