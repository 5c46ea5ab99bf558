import type { Language } from '../ticket/ticket.ts';

/** Two trees of a service: what inquiries are about, and how they were dealt with. */
export const CATEGORY_KINDS = ['inquiry_type', 'processing_type'] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

/** Levels of a tree. */
export const CATEGORY_DEPTH = 5;
/** Categories of one tree, inactive ones included: both trees of a service go into one answer. */
export const CATEGORIES_LIMIT = 1000;
export const CATEGORY_NAME_LENGTH = 100;

/** A node of one of the trees. Never deleted: old tickets name it. */
export type Category = {
  readonly serviceId: string;
  readonly kind: CategoryKind;
  readonly categoryId: string;
  /** Grows by one with each change. */
  readonly version: number;
  /** Absent at the top. */
  readonly parentId?: string;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /** An inactive one stays readable on old tickets and can't be chosen. */
  readonly active: boolean;
  /** Among its siblings, from 0. */
  readonly order: number;
};

/**
 * One thing that is wrong with what an administrator or agent wrote; `pointer` is an RFC 6901 pointer into the body, as
 * a URI fragment.
 */
export type WrittenError = { readonly pointer: string; readonly detail: string };

export type CategoryRefusal =
  | { readonly code: 'category_missing'; readonly categoryId: string }
  | { readonly code: 'category_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'category_id_taken'; readonly categoryId: string }
  | { readonly code: 'category_below_itself' }
  | { readonly code: 'category_too_deep'; readonly limit: number }
  | { readonly code: 'too_many_categories'; readonly limit: number }
  | { readonly code: 'category_not_valid'; readonly errors: readonly WrittenError[] };
