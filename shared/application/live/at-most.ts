/** Runs `work` for each item, at most `limit` at a time. Throws the first error after all running work has ended. */
export const forEachAtMost = async <T>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const queue = items.values();
  const run = async () => {
    for (const item of queue) await work(item);
  };
  const runs = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, run));
  const failed = runs.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
};
