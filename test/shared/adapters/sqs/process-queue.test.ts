import { processQueue } from '../../../../shared/adapters/sqs/process-queue.ts';
import { memoryLog } from '../../../support/memory-log.ts';

const batch = (...ids: readonly string[]) => ({
  Records: ids.map((messageId) => ({ messageId, body: messageId })) as never,
});

describe('given a batch of which one fails and one is to come again', () => {
  const work = async ({ body }: { readonly body: string }) => {
    if (body === 'bad') throw new Error('it can not be read');
    return body === 'early' ? ('again' as const) : undefined;
  };

  it('then these two are reported and the others are done; only the fault is logged', async () => {
    const log = memoryLog();
    expect(await processQueue({ log }, work)(batch('good', 'bad', 'early', 'last'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'bad' }, { itemIdentifier: 'early' }],
    });
    expect(log.lines.map(({ level, message, members }) => [level, message, members['messageId']])).toEqual([
      ['error', 'record_failed', 'bad'],
    ]);
  });
});

it.each([
  [undefined, 1],
  [3, 3],
])('works off %s at once', async (concurrency, most) => {
  let [running, highest] = [0, 0];
  const work = async () => {
    running += 1;
    highest = Math.max(highest, running);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    running -= 1;
  };
  await processQueue(
    { log: memoryLog(), ...(concurrency === undefined ? {} : { concurrency }) },
    work,
  )(batch('a', 'b', 'c', 'd', 'e', 'f'));
  expect(highest).toBe(most);
});
