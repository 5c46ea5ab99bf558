import type { FigureChange } from '../../domain/figures/difference.ts';
import type { FigureCell } from '../../domain/figures/figure-cells.ts';

/** What a ticket counts as, and at which of its versions. */
export type Projection = {
  readonly serviceId: string;
  readonly number: number;
  readonly version: number;
  /** Set once the ticket itself is gone: it counts nowhere, and a late record of its life changes nothing. */
  readonly removed: boolean;
  readonly cells: readonly FigureCell[];
};

/** A step of some projections of one service, with the counters that follow from it. */
export type FiguresMove = {
  readonly serviceId: string;
  readonly projections: readonly { readonly before?: Projection; readonly after: Projection }[];
  readonly changes: readonly FigureChange[];
};

/**
 * Rows that one transaction may touch: DynamoDB's limit. A move touches one for each projection, one for each change,
 * and the service's revision.
 */
export const MOVE_LIMIT = 100;

export type ProjectionStore = {
  /** Consistent; in no order; at most 100 numbers. */
  findMany(serviceId: string, numbers: readonly number[]): Promise<readonly Projection[]>;
  /**
   * All of a move in one transaction, or nothing and false, when one of its projections is no longer what `before` says
   * or another transaction is at work on the same rows. Any change raises the service's revision by one.
   */
  move(move: FiguresMove): Promise<boolean>;
};

/** Counters as they stand, with the revision that they stand at. */
export type CounterRow = {
  readonly scope: string;
  readonly span: string;
  readonly figures: Readonly<Partial<Record<string, number>>>;
};

/** What the reconciliation reads: everything that is derived for a service, in pages. */
export type FiguresAudit = {
  /** Consistent, in the order of the numbers. */
  projections(serviceId: string): AsyncIterable<readonly Projection[]>;
  counters(serviceId: string): AsyncIterable<readonly CounterRow[]>;
  revision(serviceId: string): Promise<number>;
  /** Moves counters alone, if the revision is still this one. At most 99 changes. */
  correct(serviceId: string, revision: number, changes: readonly FigureChange[]): Promise<boolean>;
};
