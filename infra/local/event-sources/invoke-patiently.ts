import { isThrottled, type Functions, type InvokeResult } from '../kernel.ts';

const firstWaitMilliseconds = 100;
const longestWaitMilliseconds = 5000;

export type Patience = {
  /** A throttled invocation is tried again until then; epoch milliseconds. */
  readonly until: number;
  /** Waits so many milliseconds; false when everything stops. */
  readonly pause: (milliseconds: number) => Promise<boolean>;
};

/**
 * Invokes a function, and again after growing waits while it is throttled; undefined when its time is over before an
 * invocation began. The waits are spread, so that sources that were refused together don't come again together.
 */
export const invokePatiently = async (
  functions: Pick<Functions, 'invoke'>,
  functionArn: string,
  payload: unknown,
  { until, pause }: Patience,
): Promise<InvokeResult | undefined> => {
  for (let throttles = 1; ; throttles += 1) {
    try {
      return await functions.invoke(functionArn, payload);
    } catch (fault) {
      if (!isThrottled(fault)) throw fault;
      const longest = Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** throttles);
      const wait = longest * (0.5 + Math.random() / 2);
      if (Date.now() + wait >= until || !(await pause(wait))) return undefined;
    }
  }
};
