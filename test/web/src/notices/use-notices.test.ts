import { untilNextRead } from '../../../../web/src/notices/use-notices.ts';

it.each<[string, number | null, number, number | false]>([
  ['never, when no time is to come', null, 0, false],
  ['when the time has come, and a little later', 90, 0, 91_500],
  ['after what is left of it, when the console has read some time ago', 90, 60_000, 31_500],
  ['in a second, when the time is past', 90, 3_600_000, 1000],
  ['in half an hour at the latest', 86_400, 0, 1_800_000],
])('reads again %s', (_, changesInSeconds, elapsed, expected) => {
  expect(untilNextRead({ changesInSeconds }, 5_000, 5_000 + elapsed, 1500)).toBe(expected);
});
