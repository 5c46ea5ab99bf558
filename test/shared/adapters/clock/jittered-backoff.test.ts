import { jitteredBackoff } from '../../../../shared/adapters/clock/jittered-backoff.ts';

describe('jitteredBackoff', () => {
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it.each([
    [1, 20],
    [2, 40],
    [3, 80],
    [6, 400],
    [50, 400],
  ])('waits at try %i for less than %i ms', async (attempt, limit) => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0.999);
    let done = false;
    const waiting = jitteredBackoff(attempt).then(() => {
      done = true;
    });
    await jest.advanceTimersByTimeAsync(limit * 0.9);
    expect(done).toBe(false);
    await jest.advanceTimersByTimeAsync(limit * 0.1);
    await waiting;
    expect(done).toBe(true);
  });

  it('waits differently each time', async () => {
    jest.useFakeTimers();
    jest.spyOn(Math, 'random').mockReturnValue(0);
    let done = false;
    const waiting = jitteredBackoff(5).then(() => {
      done = true;
    });
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(done).toBe(true);
  });
});
