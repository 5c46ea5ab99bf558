import { sharedReads, type StreamReader } from '../../../../infra/local/dynamodb/stream-reader.ts';

describe('a stream that several follow', () => {
  let reads: string[];
  let answer: () => void;
  let wrote: () => void;
  let shared: StreamReader;
  beforeEach(() => {
    reads = [];
    const answers: (() => void)[] = [];
    answer = () => {
      for (const each of answers.splice(0)) each();
    };
    shared = sharedReads(
      {
        streamArn: 'arn',
        shards: async () => [],
        iterator: async () => 'start',
        records: (iterator, limit) => {
          reads.push(`${iterator} ${String(limit)}`);
          const { promise, resolve } = Promise.withResolvers<Awaited<ReturnType<StreamReader['records']>>>();
          const next = `after read ${String(reads.length)}`;
          answers.push(() => {
            resolve({ records: [], mayBeMore: false, next });
          });
          return promise;
        },
      },
      (listener) => {
        wrote = listener;
      },
    );
  });

  it('is read once for those who are at the same place', async () => {
    const both = Promise.all([shared.records('start', 10), shared.records('start', 10)]);
    answer();

    expect((await both).map(({ next }) => next)).toEqual(['after read 1', 'after read 1']);
    expect(reads).toEqual(['start 10']);
  });

  it('is read for each where they are at different places, or want different pages', async () => {
    const all = Promise.all([shared.records('start', 10), shared.records('later', 10), shared.records('start', 20)]);
    answer();
    await all;

    expect(reads).toEqual(['start 10', 'later 10', 'start 20']);
  });

  it('is read again once an answer was given', async () => {
    const first = shared.records('start', 10);
    answer();
    await first;
    const second = shared.records('start', 10);
    answer();
    await second;

    expect(reads).toEqual(['start 10', 'start 10']);
  });

  it('is read again after a write: what was begun before may lack it', async () => {
    const before = shared.records('start', 10);
    wrote();
    const after = shared.records('start', 10);
    const beside = shared.records('start', 10);
    answer();

    expect((await Promise.all([before, after, beside])).map(({ next }) => next)).toEqual([
      'after read 1',
      'after read 2',
      'after read 2',
    ]);
  });

  it('is read again by the next one when a read fails', async () => {
    const failing = sharedReads({ ...shared, records: () => Promise.reject(new Error('gone')) }, () => undefined);

    await expect(Promise.all([failing.records('start', 10), failing.records('start', 10)])).rejects.toThrow('gone');
    await expect(failing.records('start', 10)).rejects.toThrow('gone');
  });
});
