/**
 * An object that is read anew each time something of it is asked for, so that it can be handed on and still tells what
 * is there now.
 */
export const liveView = <T extends object>(read: () => T, target: T): T => {
  const now = (key: PropertyKey) => {
    const current = read();
    const value = Reflect.get(current, key, current) as unknown;
    return typeof value === 'function' ? (value as (...given: readonly unknown[]) => unknown).bind(current) : value;
  };
  return new Proxy(target, {
    get: (_, key) => now(key),
    has: (_, key) => Reflect.has(read(), key),
    ownKeys: (given) => Reflect.ownKeys(refreshed(given, read())),
    getOwnPropertyDescriptor: (given, key) => Reflect.getOwnPropertyDescriptor(refreshed(given, read()), key),
  });
};

/** The proxy of an array can only show properties that its target has. */
const refreshed = <T extends object>(target: T, current: T): T => {
  if (Array.isArray(target) && Array.isArray(current))
    target.splice(0, target.length, ...(current as readonly unknown[]));
  return target;
};
