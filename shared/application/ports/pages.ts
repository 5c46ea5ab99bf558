/**
 * `cursor` is opaque; absent on the last page. A page may be shorter than asked, even empty, though there are more: the
 * cursor tells.
 */
export type Page<T> = { readonly items: readonly T[]; readonly cursor?: string };
export type PageRequest = { readonly limit: number; readonly cursor?: string; readonly order: 'newest' | 'oldest' };

/** A cursor that was not made by this list. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
}
