import { dynamoHookPace } from '../../../../shared/adapters/dynamodb/hook-pace.ts';
import { startDynamoEngine, type DynamoEngine } from '../../../support/dynamo-engine.ts';

let engine: DynamoEngine;
beforeAll(async () => {
  engine = await startDynamoEngine();
});
afterAll(() => engine.stop());

const NOW = Date.parse('2026-11-22T09:00:00.000Z');
const at = (milliseconds: number) => new Date(NOW + milliseconds);
let hooks = 0;
const aHook = () => {
  const pace = dynamoHookPace(engine);
  const hook = `https://hook.example.com/services/${String((hooks += 1))}`;
  return {
    take: (milliseconds: number) => pace.take(hook, at(milliseconds)),
    reserve: async (milliseconds: number) => (await pace.reserve(hook, at(milliseconds))).getTime() - NOW,
  };
};

test('given twenty notices at once, then one has the second, and each of the others another one', async () => {
  const { take, reserve } = aHook();
  const taken = await Promise.all(Array.from({ length: 20 }, () => take(0)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  const reserved = await Promise.all(Array.from({ length: 19 }, () => reserve(0)));
  expect(reserved.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 19 }, (_, index) => (index + 1) * 1000));
});

test('given a second that is over, then the next notice has its own, and not a moment earlier', async () => {
  const { take } = aHook();
  expect(await take(0)).toBe(true);
  expect(await take(999)).toBe(false);
  expect(await take(1000)).toBe(true);
});

test('given that nobody waits any more, then who comes too late waits for one second', async () => {
  const { reserve } = aHook();
  expect(await reserve(0)).toBe(1000);
  expect(await reserve(0)).toBe(2000);
  expect(await reserve(5000)).toBe(6000);
});

test('given two hooks, then neither waits for the other', async () => {
  expect([await aHook().take(0), await aHook().take(0)]).toEqual([true, true]);
});
