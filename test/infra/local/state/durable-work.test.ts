import {
  done,
  type DurableWork,
  durableWork,
  type Outcome,
  retryWaitMs,
  type StoredWork,
  workTable,
} from '../../../../infra/local/state/durable-work.ts';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/local/temporary-folder.ts';
import { until } from '../../../support/local/until.ts';

afterAll(removeTemporaryFolders);

const open: { readonly state: State; readonly work: DurableWork }[] = [];
afterEach(async () => {
  for (const { state, work } of open.splice(0)) {
    await work.stop();
    state.close();
  }
});

const aMachine = (
  perform: (work: StoredWork) => Promise<Outcome>,
  { folder = temporaryFolder(), atOnce }: { readonly folder?: string; readonly atOnce?: number } = {},
) => {
  const state = openState(folder);
  const table = workTable(state, 'things');
  const faults: unknown[] = [];
  const work = durableWork({
    state,
    store: table,
    name: 'things',
    perform,
    log: (_source, _message, fault) => faults.push(fault),
    ...(atOnce === undefined ? {} : { atOnce }),
  });
  const machine = { folder, state, table, work, faults };
  open.push(machine);
  return machine;
};
const closed = async ({ state, work }: { readonly state: State; readonly work: DurableWork }) => {
  open.splice(0);
  await work.stop();
  state.close();
};

it('does work in the order in which it is due, and takes it off the disk with what it settles', async () => {
  const seen: unknown[] = [];
  const machine = aMachine(
    (work) => {
      seen.push(JSON.parse(work.body));
      return Promise.resolve({
        kind: 'done',
        settle: () => {
          if (work.lane === 'first') machine.table.add({ lane: 'second', body: 'settled' });
        },
      });
    },
    { atOnce: 1 },
  );
  machine.table.add({ lane: 'first', body: 'later', delayMs: 500 });
  machine.table.add({ lane: 'first', body: 'now' });
  machine.work.start();
  await until(() => seen.length === 4);
  await until(() => machine.table.count() === 0);
  expect(seen).toEqual(['now', 'settled', 'later', 'settled']);
});

it('keeps to its number at once in a lane, while another lane goes on', async () => {
  const begun: string[] = [];
  const slow = Promise.withResolvers<undefined>();
  const machine = aMachine(
    async ({ lane }) => {
      begun.push(lane);
      if (lane === 'slow') await slow.promise;
      return done;
    },
    { atOnce: 2 },
  );
  for (const lane of ['slow', 'slow', 'slow', 'quick']) machine.table.add({ lane, body: {} });
  machine.work.start();
  await until(() => begun.length === 3);
  expect(begun.filter((lane) => lane === 'slow')).toHaveLength(2);
  slow.resolve(undefined);
  await until(() => machine.table.count() === 0);
});

it('counts failures and waits as long as it is told', async () => {
  const attempts: number[] = [];
  const machine = aMachine((work) => {
    attempts.push(work.attempts);
    return Promise.resolve(work.attempts < 2 ? { kind: 'again', afterMs: 20 } : done);
  });
  machine.table.add({ lane: 'a', body: {} });
  machine.work.start();
  await until(() => machine.table.count() === 0);
  expect(attempts).toEqual([0, 1, 2]);
});

it.each([
  ['was interrupted', () => Promise.resolve<Outcome>({ kind: 'interrupted' }), 0],
  ['threw', () => Promise.reject(new Error('no disk')), 1],
])('begins work that %s again at the next start, as if it had not been tried', async (_what, perform, faults) => {
  let tried = 0;
  const first = aMachine(() => {
    tried += 1;
    if (tried === 1) queueMicrotask(() => void first.work.stop());
    return perform();
  });
  first.table.add({ lane: 'a', body: 'kept' });
  first.work.start();
  await until(() => tried === 1);
  await closed(first);
  expect(first.faults).toHaveLength(faults);

  const seen: StoredWork[] = [];
  const second = aMachine(
    (work) => {
      seen.push(work);
      return Promise.resolve(done);
    },
    { folder: first.folder },
  );
  second.work.start();
  await until(() => second.table.count() === 0);
  expect(seen).toMatchObject([{ body: '"kept"', attempts: 0 }]);
});

it('misses nothing that falls due while it looks', async () => {
  let left = 300;
  const machine = aMachine(() => {
    left -= 1;
    return Promise.resolve(done);
  });
  machine.work.start();
  for (let delayMs = 0; delayMs < 300; delayMs += 1) machine.table.add({ lane: 'a', body: {}, delayMs });
  machine.work.wake();
  await until(() => left === 0);
});

describe('an EventBridge retry policy', () => {
  const at = { since: 0, now: 0, firstSeconds: 1 };
  it.each([
    ['one second at first', 1, 1000],
    ['twice as long each time', 4, 8000],
    ['five minutes at most', 20, 300_000],
    ['never when the retries are used up', 186, undefined],
  ])('waits %s', (_what, failures, wait) => {
    expect(retryWaitMs({ maximumRetries: 185, maximumAgeSeconds: 86_400 }, { ...at, failures })).toBe(wait);
  });
  it('allows no try after the event’s greatest age', () => {
    expect(retryWaitMs({ maximumRetries: 185, maximumAgeSeconds: 60 }, { ...at, now: 60_000, failures: 1 })).toBe(
      undefined,
    );
  });
});
