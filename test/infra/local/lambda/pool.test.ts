import { availableParallelism } from 'node:os';
import type { Instance } from '../../../../infra/local/lambda/instance.ts';
import { type Budget, createPool, type Pool } from '../../../../infra/local/lambda/pool.ts';

const anInstance = (): Instance => {
  let alive = true;
  return {
    ready: Promise.resolve(1),
    invoke: () => Promise.reject(new Error('nobody invokes it')),
    alive: () => alive,
    stop: async () => {
      alive = false;
    },
  };
};

describe('a function whose calls come faster than its instances answer', () => {
  const enough = 2 * availableParallelism();
  let pool: Pool;
  beforeEach(() => {
    jest.useFakeTimers();
    pool = createPool(anInstance, enough + 2, { total: 2 * enough, used: 0, pools: new Set() });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const takeSoMany = async (count: number) => {
    const taken = Array.from({ length: count }, () => pool.take());
    await jest.advanceTimersByTimeAsync(200 * count);
    return Promise.all(taken);
  };

  it('soon gets instances for all cores, and more only when somebody has waited for half a second', async () => {
    const instances = await takeSoMany(enough);
    void pool.take();
    await jest.advanceTimersByTimeAsync(499);
    expect([instances.length, pool.size()]).toEqual([enough, enough]);
    await jest.advanceTimersByTimeAsync(1);
    expect(pool.size()).toBe(enough + 1);
  });

  it('gets no more, however long calls wait one after the other, while each waits less', async () => {
    const instances = await takeSoMany(enough);
    for (let round = 0; round < 20; round += 1) {
      const next = pool.take();
      await jest.advanceTimersByTimeAsync(300);
      pool.release(instances.shift()!);
      instances.push(await next);
    }
    expect(pool.size()).toBe(enough);
  });
});

describe('instances of a machine that may hold two', () => {
  let budget: Budget;
  let one: Pool;
  let two: Pool;
  let three: Pool;
  beforeEach(() => {
    jest.useFakeTimers();
    budget = { total: 2, used: 0, pools: new Set() };
    [one, two, three] = [1, 2, 3].map(() => createPool(anInstance, 6, budget)) as [Pool, Pool, Pool];
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const use = async (pool: Pool) => {
    pool.release(await pool.take());
  };
  const held = () => [one, two, three].map((pool) => pool.size());

  it('a function’s first one takes the place of that which has rested the longest', async () => {
    await use(one);
    jest.advanceTimersByTime(1000);
    await use(two);
    jest.advanceTimersByTime(10_000);
    await use(three);

    expect([held(), budget.used]).toEqual([[0, 1, 1], 2]);
  });

  it('a function’s first one starts beside them when they were used in the last ten seconds', async () => {
    await use(one);
    await use(two);
    jest.advanceTimersByTime(9_999);
    await use(three);

    expect([held(), budget.used]).toEqual([[1, 1, 1], 3]);
  });

  it('one that works is never stopped for another', async () => {
    const working = await one.take();
    await two.take();
    jest.advanceTimersByTime(60_000);
    await use(three);

    expect([held(), working.alive()]).toEqual([[1, 1, 1], true]);
  });
});
