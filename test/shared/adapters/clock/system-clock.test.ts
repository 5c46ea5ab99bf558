import { systemClockAndIds, jitteredBackoff } from '../../../../shared/adapters/clock/system-clock.ts';

describe('systemClockAndIds', () => {
  it('makes ids that begin with their kind and sort in the order in which they were made, also within one millisecond', () => {
    const clock = systemClockAndIds();
    const ids = Array.from({ length: 1000 }, () => clock.newId('evt'));
    expect(new Set(ids).size).toBe(1000);
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('tells the time of this machine', () => {
    expect(Math.abs(systemClockAndIds().now().getTime() - Date.now())).toBeLessThan(1000);
  });
});

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
