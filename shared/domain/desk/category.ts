import type { Language } from '../ticket/ticket.ts';

/** The two trees of a service: what an inquiry is about, and how it was handled. */
export const CATEGORY_KINDS = ['inquiry_type', 'processing_type'] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

/** Maximum levels of a tree. */
export const CATEGORY_DEPTH = 5;
/** Maximum categories of one tree, with inactive ones: both trees of a service are returned in one response. */
export const CATEGORIES_LIMIT = 1000;
export const CATEGORY_NAME_LENGTH = 100;
/** The largest order of what administrators sort. */
export const ORDER_LIMIT = 9999;

/** A node of one of the trees. Never deleted, since old tickets name it. */
export type Category = {
  readonly serviceId: string;
  readonly kind: CategoryKind;
  readonly categoryId: string;
  /** Grows by one with each change. */
  readonly version: number;
  /** Absent at the top level. */
  readonly parentId?: string;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /** An inactive category stays readable on old tickets and can't be chosen. */
  readonly active: boolean;
  /**
   * Position among its siblings, from 0; of equal ones the id decides. To make room siblings are numbered anew, which
   * moves none of them and leaves their version.
   */
  readonly order: number;
};

/**
 * One error in an administrator's or agent's input; `pointer` is an RFC 6901 pointer into the body, as a URI fragment.
 */
export type WrittenError = { readonly pointer: string; readonly detail: string };

export type CategoryRefusal =
  | { readonly code: 'category_missing'; readonly categoryId: string }
  | { readonly code: 'category_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'category_id_taken'; readonly categoryId: string }
  | { readonly code: 'category_moved'; readonly categoryId: string; readonly parentId: string | null }
  | { readonly code: 'category_below_itself' }
  | { readonly code: 'category_too_deep'; readonly limit: number }
  | { readonly code: 'too_many_categories'; readonly limit: number }
  | { readonly code: 'category_not_valid'; readonly errors: readonly WrittenError[] };
