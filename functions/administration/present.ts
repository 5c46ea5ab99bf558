/** A body without the members that were left out: what is absent stays as it is. */
export type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };
export const present = <T extends object>(body: T): Present<T> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Present<T>;
