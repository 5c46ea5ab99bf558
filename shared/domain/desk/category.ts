import type { Language } from '../ticket/ticket.ts';

/** Two trees of a service: what inquiries are about, and how they were dealt with. */
export const CATEGORY_KINDS = ['inquiry_type', 'processing_type'] as const;
export type CategoryKind = (typeof CATEGORY_KINDS)[number];

/** Levels of a tree. */
export const CATEGORY_DEPTH = 5;

/** A node of one of the trees. */
export type Category = {
  readonly serviceId: string;
  readonly kind: CategoryKind;
  readonly categoryId: string;
  /** Absent at the top. */
  readonly parentId?: string;
  readonly names: Readonly<Partial<Record<Language, string>>>;
  /** An inactive one stays readable on old tickets and can't be chosen. */
  readonly active: boolean;
  /** Among its siblings, from 0. */
  readonly order: number;
};
