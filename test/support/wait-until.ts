/** Whoever asks without a pause takes the machine from what they wait for: so many times as long as asking took. */
const PAUSES = 2;

/**
 * Asks again until the answer is there; throws with what was last seen. `limit` and `every`, the shortest pause between
 * two askings, are milliseconds.
 */
export const waitUntil = async <T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  limit = 10_000,
  every = 50,
): Promise<T> => {
  const end = Date.now() + limit;
  let last: unknown;
  for (;;) {
    const begun = performance.now();
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = answer;
    } catch (cause) {
      last = cause;
    }
    if (Date.now() > end)
      throw new Error(
        `waited ${limit} ms for ${what}; last: ${last instanceof Error ? last.stack : JSON.stringify(last)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, Math.max(every, PAUSES * (performance.now() - begun))));
  }
};
