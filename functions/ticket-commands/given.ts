type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

/** Only the members that a request names: zod's types let an optional one be undefined, the desk's own do not. */
export const given = <T extends object>(body: T): Given<T> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Given<T>;
