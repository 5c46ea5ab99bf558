import { openDoor } from '../../../../infra/local/smtp/door.ts';

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => {
  jest.useRealTimers();
});

const MOST = 6;
const open = () => {
  const work = { waits: 0 };
  const door = openDoor({ backlog: () => work.waits, most: MOST, longest: 10_000, every: 20 });
  const inside: string[] = [];
  const come = (name: string) => {
    void door.pass().then(() => {
      inside.push(name);
      // Who is let in is work for somebody.
      work.waits += 1;
    });
  };
  return { door, work, inside, come };
};

it('given little that waits, then mails come in at once', async () => {
  const { work, inside, come } = open();
  work.waits = MOST;
  come('a mail');
  await jest.advanceTimersByTimeAsync(0);
  expect(inside).toEqual(['a mail']);
});

it('given much that waits, then mails come in one after the other as it is worked off, the first first', async () => {
  const { work, inside, come } = open();
  work.waits = MOST + 1;
  for (const name of ['one', 'two', 'three']) come(name);
  await jest.advanceTimersByTimeAsync(500);
  expect(inside).toEqual([]);
  work.waits = MOST;
  await jest.advanceTimersByTimeAsync(500);
  expect(inside).toEqual(['one']);
  // Though there is room, who comes now comes behind those who wait.
  work.waits = MOST - 2;
  come('four');
  await jest.advanceTimersByTimeAsync(500);
  expect(inside).toEqual(['one', 'two', 'three', 'four']);
});

it('given what is never worked off, then a mail waits no longer than it may', async () => {
  const { work, inside, come } = open();
  work.waits = 1000;
  come('one');
  await jest.advanceTimersByTimeAsync(9_900);
  expect(inside).toEqual([]);
  await jest.advanceTimersByTimeAsync(200);
  expect(inside).toEqual(['one']);
});

it('given that it closes, then nobody is left waiting', async () => {
  const { door, work, inside, come } = open();
  work.waits = 1000;
  for (const name of ['one', 'two']) come(name);
  await door.stop();
  await jest.advanceTimersByTimeAsync(0);
  expect(inside).toEqual(['one', 'two']);
  expect(jest.getTimerCount()).toBe(0);
});
