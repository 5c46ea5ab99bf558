export type BucketLimits = {
  /** Requests at once. */
  readonly burst: number;
  /** Requests a second that come back. */
  readonly perSecond: number;
};

/** As many requests as Dooray! was seen to take. */
export const SEEN_LIMITS: BucketLimits = { burst: 20, perSecond: 5 };

/** Counts requests of each token. `now` is in milliseconds. */
export const tokenBuckets = ({ burst, perSecond }: BucketLimits, now: () => number) => {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return {
    /** Takes one; false when there is none. `remaining` is a whole number, as the header has it. */
    take(key: string): { readonly taken: boolean; readonly remaining: number } {
      const at = now();
      const before = buckets.get(key) ?? { left: burst, at };
      const left = Math.min(burst, before.left + ((at - before.at) / 1000) * perSecond);
      const taken = left >= 1;
      buckets.set(key, { left: taken ? left - 1 : left, at });
      return { taken, remaining: taken ? Math.floor(left - 1) : 0 };
    },
    headers: (remaining: number): Readonly<Record<string, string>> => ({
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-Requested-Tokens': '1',
      'X-RateLimit-Burst-Capacity': String(burst),
      'X-RateLimit-Replenish-Rate': String(perSecond),
    }),
  };
};
