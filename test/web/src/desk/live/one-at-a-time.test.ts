import { oneAtATime } from '../../../../../web/src/desk/live/one-at-a-time.ts';

it('given something under way, when it is asked for many times, then it is done once more and never broken off', async () => {
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
