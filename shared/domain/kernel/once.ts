/** Makes the value when it is asked for the first time, and keeps it. */
/* @__NO_SIDE_EFFECTS__ */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};
