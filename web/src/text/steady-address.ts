/**
 * Presigned addresses are good for 15 minutes; one is shown for ten, so that an image doesn't load anew with each
 * reading of the history.
 */
const KEPT_FOR = 10 * 60_000;
const kept = new Map<string, { readonly url: string; readonly since: number }>();

/** The address that an attachment was first shown by, as long as it is good. */
export const steadyAddress = (id: string, url: string, now: number = Date.now()): string => {
  const before = kept.get(id);
  if (before !== undefined && now - before.since < KEPT_FOR) return before.url;
  kept.set(id, { url, since: now });
  return url;
};
