/**
 * `cursor` is opaque and absent on the last page. A page may have fewer items than requested, or none, although another
 * page follows.
 */
export type Page<T> = { readonly items: readonly T[]; readonly cursor?: string };
export type PageRequest = { readonly limit: number; readonly cursor?: string; readonly order: 'newest' | 'oldest' };

/** The cursor was not made by this list. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
}
