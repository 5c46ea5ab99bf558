/**
 * What goes wrong. `lost_answer`: the work is done, then the connection breaks; `silent`: it is done, and no answer
 * ever comes; `down`: the connection breaks before anything is done; `busy`: 429 for so many seconds, whatever else was
 * asked for; `slow`: a good answer, so late; `general_error`: the text SERVER_GENERAL_ERROR with status 200, nothing
 * done unless `isDone`; `unsuccessful`: an envelope that says so with status 200; `status`: an envelope of this status;
 * `body`: any other answer.
 */
export type Fault =
  | { readonly kind: 'lost_answer' | 'silent' | 'down' }
  | { readonly kind: 'busy'; readonly seconds: number }
  | { readonly kind: 'slow'; readonly milliseconds: number }
  | { readonly kind: 'general_error'; readonly isDone?: true }
  | { readonly kind: 'unsuccessful'; readonly code: number; readonly message: string }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      /** Header `Retry-After`, in seconds. */
      readonly retryAfter?: number;
      readonly isDone?: true;
    }
  | { readonly kind: 'body'; readonly body: string; readonly status?: number; readonly contentType?: string };

export type FaultScope = {
  /** So many calls, then it is over. Default 1; Infinity until `mend`. */
  readonly times?: number;
  /** Calls whose `METHOD /path` it matches. Default: any. */
  readonly on?: RegExp;
};

/** The faults that calls meet, the oldest first. `now` is in milliseconds. */
export const faultPlan = (now: () => number) => {
  let planned: { readonly fault: Fault; left: number; readonly on: RegExp }[] = [];
  let busyUntil = -Infinity;
  return {
    plan(fault: Fault, { times = 1, on = /^/ }: FaultScope = {}): void {
      if (fault.kind === 'busy') busyUntil = now() + fault.seconds * 1000;
      else planned.push({ fault, left: times, on });
    },
    clear(): void {
      planned = [];
      busyUntil = -Infinity;
    },
    isBusy: () => now() < busyUntil,
    /** The fault that this call meets. */
    next(call: string): Fault | undefined {
      const found = planned.find(({ left, on }) => left > 0 && on.test(call));
      if (found) found.left -= 1;
      return found?.fault;
    },
  };
};
