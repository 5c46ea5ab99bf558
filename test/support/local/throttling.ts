import { AwsError } from '../../../infra/local/kernel.ts';

export type Throttle = {
  /** Throws as Lambda does for an invocation that it refuses. */
  check(): void;
  /** Invocations that are still to be refused. */
  left(): number;
};

/** Refuses the first so many invocations. */
export const throttling = (times: number): Throttle => {
  let left = times;
  return {
    check: () => {
      if (left <= 0) return;
      left -= 1;
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    },
    left: () => left,
  };
};
