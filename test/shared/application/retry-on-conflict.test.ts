import { WriteContentionError } from '../../../shared/application/ports/tickets.ts';
import { retryOnConflict, withoutWaiting } from '../../../shared/application/retry-on-conflict.ts';

/** An attempt that meets so many conflicts before it succeeds, and the waits between. */
const attempting = (conflicts: number) => {
  const waits: number[] = [];
  let attempts = 0;
  return {
    waits,
    attempts: () => attempts,
    backoff: async (attempt: number) => {
      waits.push(attempt);
    },
    attempt: async (): Promise<string | 'conflict'> => {
      attempts += 1;
      return attempts > conflicts ? `written by attempt ${attempts}` : 'conflict';
    },
  };
};

it.each([0, 1, 2, 9])('given %i conflicts, then it is attempted once more and its answer given', async (conflicts) => {
  const { attempt, backoff, attempts, waits } = attempting(conflicts);
  expect(await retryOnConflict(backoff, attempt)).toBe(`written by attempt ${conflicts + 1}`);
  expect(attempts()).toBe(conflicts + 1);
  expect(waits).toEqual(Array.from({ length: conflicts }, (_, index) => index + 1));
});

it.each([
  [{}, 10],
  [{ attempts: 3 }, 3],
])('given conflicts without end and %j, then it gives up after %i attempts', async (options, limit) => {
  const { attempt, backoff, attempts } = attempting(Infinity);
  await expect(retryOnConflict(backoff, attempt, { ...options, what: 'ticket 7 of support' })).rejects.toThrow(
    new WriteContentionError(`Others changed ticket 7 of support in each of ${limit} attempts`),
  );
  expect(attempts()).toBe(limit);
});

it.each([undefined, false, null, ''])('given the answer %j, then that is no conflict', async (answer) => {
  const { backoff, waits } = attempting(0);
  expect(await retryOnConflict(backoff, async () => answer)).toBe(answer);
  expect(waits).toEqual([]);
});

it.each([new Error('the table is gone'), new WriteContentionError('a transaction met conflicts')])(
  'given an attempt that throws %s, then it is thrown at once',
  async (fault) => {
    const { backoff, waits } = attempting(0);
    let attempts = 0;
    const failing = async (): Promise<string> => {
      attempts += 1;
      throw fault;
    };
    await expect(retryOnConflict(backoff, failing)).rejects.toBe(fault);
    expect(attempts).toBe(1);
    expect(waits).toEqual([]);
  },
);

it('given no waiting, then it begins again at once', async () => {
  const { attempt, attempts } = attempting(2);
  expect(await retryOnConflict(withoutWaiting, attempt)).toBe('written by attempt 3');
  expect(attempts()).toBe(3);
});
