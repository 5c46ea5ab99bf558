/**
 * Milliseconds for which a plain key is cached, and so the longest time that a revoked grant still works in one
 * instance.
 */
export const CACHE_MS = 5 * 60 * 1000;
/** Maximum number of cached values; the oldest is removed first. */
const LIMIT = 500;

type Kept<T> = { readonly value: Promise<T>; readonly until: number };

/** Caches values by name for CACHE_MS. A failure, or nothing, is not cached: the next call asks again. */
export const kept = <T>(now: () => Date) => {
  const entries = new Map<string, Kept<T>>();
  return (name: string, make: () => Promise<T>): Promise<T> => {
    const time = now().getTime();
    const found = entries.get(name);
    if (found !== undefined && time < found.until) return found.value;
    entries.delete(name);
    const oldest = entries.size >= LIMIT ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    const entry: Kept<T> = { value: make(), until: time + CACHE_MS };
    entries.set(name, entry);
    const forget = () => {
      if (entries.get(name) === entry) entries.delete(name);
    };
    entry.value.then((value) => {
      if (value === undefined) forget();
    }, forget);
    return entry.value;
  };
};
