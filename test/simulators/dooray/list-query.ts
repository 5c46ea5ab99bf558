import { Refused, type Task } from './task-store.ts';

export type ListPage = { readonly result: readonly unknown[]; readonly total: number };

/** One page: `page` counts from 0, `size` is 20, at most 100. */
export const paged = <T>(query: URLSearchParams, all: readonly T[], dto: (item: T) => unknown): ListPage => {
  const page = query.get('page') ?? '0';
  const size = query.get('size') ?? '20';
  if (!/^\d{1,6}$/.test(page)) throw new Refused(400, 'page counts from 0');
  if (!/^\d{1,3}$/.test(size) || Number(size) < 1 || Number(size) > 100) throw new Refused(400, 'size is 1 to 100');
  const from = Number(page) * Number(size);
  return { result: all.slice(from, from + Number(size)).map(dto), total: all.length };
};

/** A filter of times: two of ISO 8601 with a tilde between them, `today`, or `prev-3d`. */
export const timesIn = (pattern: string | null, now: number): ((at: number) => boolean) => {
  if (pattern === null) return () => true;
  const day = 24 * 60 * 60 * 1000;
  const days = /^prev-(\d{1,3})d$/.exec(pattern)?.[1] ?? (pattern === 'today' ? '1' : undefined);
  if (days !== undefined) return (at) => at > now - Number(days) * day;
  const [from, to] = pattern.split('~').map((each) => Date.parse(each));
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to))
    throw new Refused(400, 'times are two of ISO 8601 with ~ between them');
  return (at) => at >= from && at <= to;
};

const ORDERS: Readonly<Record<string, (task: Task) => number>> = {
  createdAt: ({ createdAt }) => createdAt,
  postUpdatedAt: ({ updatedAt }) => updatedAt,
  postDueAt: ({ dueDate }) => (dueDate === null ? Infinity : Date.parse(dueDate)),
};
export const orderOf = (order: string): ((a: Task, b: Task) => number) => {
  const by = ORDERS[order.replace(/^-/, '')];
  if (by === undefined) throw new Refused(400, `There is no order ${order}`);
  const sign = order.startsWith('-') ? -1 : 1;
  return (a, b) => sign * (by(a) - by(b) || Number(BigInt(a.id) - BigInt(b.id)));
};
