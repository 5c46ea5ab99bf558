import { gather, oneAtATime } from '../../../../../web/src/desk/live/gather.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('given eighty hints within a second, then they are dealt with once, at most a second after the first', () => {
  const deals: number[] = [];
  const burst = gather<number>((items) => {
    deals.push(items.length);
  });
  for (let hint = 0; hint < 80; hint += 1) {
    burst.add(hint);
    jest.advanceTimersByTime(12);
  }
  jest.advanceTimersByTime(1_000);
  expect(deals).toEqual([80]);
});

it('given one hint, then it is dealt with after a short quiet', () => {
  const deals: number[] = [];
  gather<number>((items) => {
    deals.push(items.length);
  }).add(1);
  jest.advanceTimersByTime(250);
  expect(deals).toEqual([1]);
});

it('given hints that never stop, then none waits for longer than a second', () => {
  const deals: number[] = [];
  const burst = gather<number>((items) => {
    deals.push(items.length);
  });
  for (let hint = 0; hint < 40; hint += 1) {
    burst.add(hint);
    jest.advanceTimersByTime(100);
  }
  expect(deals.length).toBeGreaterThanOrEqual(3);
  expect(deals.length).toBeLessThanOrEqual(4);
});

it('given something under way, when it is asked for many times, then it is done once more and never broken off', async () => {
  jest.useRealTimers();
  let running = 0;
  let most = 0;
  let times = 0;
  const ask = oneAtATime(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    times += 1;
    running -= 1;
  });
  for (let each = 0; each < 80; each += 1) ask();
  await new Promise((resolve) => {
    setTimeout(resolve, 60);
  });
  expect({ times, most }).toEqual({ times: 2, most: 1 });
});
