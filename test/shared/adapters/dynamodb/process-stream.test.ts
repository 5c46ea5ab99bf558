import { processStream } from '../../../../shared/adapters/dynamodb/process-stream.ts';
import { memoryLog } from '../../../support/memory-log.ts';

const BROKEN = 'broken';
const aRecord = (sequence: number, value = `value ${sequence}`) => ({
  value,
  dynamodb: { SequenceNumber: String(sequence) },
});
const parse = (record: unknown): string => {
  const { value } = record as ReturnType<typeof aRecord>;
  if (value === BROKEN) throw new Error('no row that we know');
  return value;
};
type Work = Parameters<typeof processStream<string>>[2];

const run = async (work: Work, records: readonly unknown[], setAside?: () => Promise<void>) => {
  const kept: (readonly [string, unknown])[] = [];
  const given: (readonly string[])[] = [];
  const failedRecords = {
    setAside:
      setAside ??
      (async (sequenceNumber: string, record: unknown) => {
        kept.push([sequenceNumber, record]);
      }),
  };
  const handler = processStream({ log: memoryLog(), failedRecords }, parse, async (values) => {
    given.push(values);
    return work(values);
  });
  const { batchItemFailures } = await handler({ Records: records });
  return { kept, given, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};
const all: Work = async ({ length }) => ({ count: length, unfit: false });

describe('given a batch of a stream', () => {
  it('that can be read and worked off, then it is worked off at once', async () => {
    expect(await run(all, [aRecord(1), aRecord(2)])).toEqual({ kept: [], given: [['value 1', 'value 2']], failed: [] });
  });

  it('with records that can not be read, then each is set aside as it came, and all others are worked off in order', async () => {
    const records = [aRecord(1, BROKEN), aRecord(2), aRecord(3, BROKEN), aRecord(4, BROKEN), aRecord(5)];
    expect(await run(all, records)).toEqual({
      kept: [
        ['1', records[0]],
        ['3', records[2]],
        ['4', records[3]],
      ],
      given: [['value 2'], ['value 5']],
      failed: [],
    });
  });

  it('that fails at a record now, then it comes again from there, and nothing behind it is set aside', async () => {
    const work: Work = async () => ({ count: 1, unfit: false });
    expect(await run(work, [aRecord(1), aRecord(2), aRecord(3, BROKEN)])).toMatchObject({ kept: [], failed: ['2'] });
  });

  it('with a record that can never be worked off, then it is set aside and the work goes on behind it', async () => {
    const work: Work = async (values) => {
      const at = values.indexOf('never');
      return { count: at < 0 ? values.length : at, unfit: at >= 0 };
    };
    expect(await run(work, [aRecord(1), aRecord(2, 'never'), aRecord(3)])).toEqual({
      kept: [['2', aRecord(2, 'never')]],
      given: [['value 1', 'never', 'value 3'], ['value 3']],
      failed: [],
    });
  });

  it('with a record that can not be set aside either, then it comes again from there', async () => {
    const setAside = () => Promise.reject(new Error('no bucket'));
    expect(await run(all, [aRecord(1), aRecord(2, BROKEN), aRecord(3)], setAside)).toMatchObject({
      given: [['value 1']],
      failed: ['2'],
    });
  });

  it('whose work throws, then all of it comes again', async () => {
    await expect(run(() => Promise.reject(new Error('no table')), [aRecord(1)])).rejects.toThrow('no table');
  });
});
