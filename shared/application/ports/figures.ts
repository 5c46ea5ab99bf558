import type { Category } from '../../domain/desk/category.ts';
import type { FigureChange } from '../../domain/figures/difference.ts';
import type { FigureCell } from '../../domain/figures/figure-cells.ts';

/** The figures in which a ticket counts, at one of its versions. */
export type Projection = {
  readonly serviceId: string;
  readonly number: number;
  readonly version: number;
  /** Set once the ticket is removed: it counts in no figure, and late records change nothing. */
  readonly removed: boolean;
  readonly cells: readonly FigureCell[];
};

/** New states of some projections of one service, and the resulting counter changes. */
export type FiguresMove = {
  readonly serviceId: string;
  readonly projections: readonly { readonly before?: Projection; readonly after: Projection }[];
  readonly changes: readonly FigureChange[];
};

/**
 * DynamoDB's limit of rows in one transaction. A move writes one row for each projection, one for each change, and the
 * service's revision.
 */
export const MOVE_LIMIT = 100;

export type ProjectionStore = {
  /** Consistent read; in no order; at most 100 numbers. */
  findMany(serviceId: string, numbers: readonly number[]): Promise<readonly Projection[]>;
  /**
   * Writes the whole move in one transaction. Returns false without writing when a projection differs from its `before`
   * or another transaction uses the same rows. Any change increments the service's revision by one.
   */
  move(move: FiguresMove): Promise<boolean>;
};

/** Counters at one revision. */
export type CounterRow = {
  readonly scope: string;
  readonly span: string;
  readonly figures: Readonly<Partial<Record<string, number>>>;
};

/** How many tickets name a category, and how many of them are open; spam is left out. */
export type CategoryUse = Pick<Category, 'kind' | 'categoryId'> & {
  readonly tickets: number;
  /** Neither resolved nor completed. */
  readonly open: number;
};

export type CategoryUseReader = {
  /** Of each category of both trees that a ticket ever named, in no order. Consistent read. */
  categoryUse(serviceId: string): Promise<readonly CategoryUse[]>;
};

/** What reconciliation reads: everything derived for a service, in pages. */
export type FiguresAudit = {
  /** Consistent read, in order of the numbers. */
  projections(serviceId: string): AsyncIterable<readonly Projection[]>;
  counters(serviceId: string): AsyncIterable<readonly CounterRow[]>;
  revision(serviceId: string): Promise<number>;
  /** Changes counters only, if the revision is unchanged. At most 99 changes. */
  correct(serviceId: string, revision: number, changes: readonly FigureChange[]): Promise<boolean>;
};
