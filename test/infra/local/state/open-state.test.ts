import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, fdatasync } from 'node:fs';
import { join } from 'node:path';
import { openState, type State } from '../../../../infra/local/state/open-state.ts';
import { aFolder } from '../../../support/local-aws.ts';

const table = 'CREATE TABLE IF NOT EXISTS test_words (word TEXT PRIMARY KEY) STRICT';
const add = (state: State, word: string) => state.run('INSERT INTO test_words (word) VALUES (?)', word);
const words = (state: State) =>
  state.all<{ word: string }>('SELECT word FROM test_words ORDER BY word').map(({ word }) => word);

describe('the state of a machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let state: State;
  beforeEach(() => {
    folder = aFolder();
    state = openState(folder.path);
    state.define(table);
  });
  afterEach(() => {
    state.close();
    folder[Symbol.dispose]();
  });

  it('is there when it is opened again', () => {
    add(state, 'kept');
    state.close();

    state = openState(folder.path);

    expect(words(state)).toEqual(['kept']);
  });

  it('takes a transaction whole or not at all, a nested one too', () => {
    expect(() => {
      state.transaction(() => {
        add(state, 'outer');
        throw new Error('no');
      });
    }).toThrow('no');
    state.transaction(() => {
      add(state, 'first');
      expect(() => {
        state.transaction(() => {
          add(state, 'second');
          add(state, 'first');
        });
      }).toThrow(/UNIQUE/);
      add(state, 'third');
    });

    expect(words(state)).toEqual(['first', 'third']);
  });

  it('writes what comes in one turn together, each with its own outcome', async () => {
    const outcomes = await Promise.allSettled([
      state.soon(() => add(state, 'a').changes),
      state.soon(() => add(state, 'a')),
      state.soon(() => add(state, 'b').changes),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(words(state)).toEqual(['a', 'b']);
  });

  it('writes what still waits when it is closed', async () => {
    const waiting = state.soon(() => add(state, 'last'));
    state.close();
    await waiting;

    state = openState(folder.path);

    expect(words(state)).toEqual(['last']);
  });

  it('is refused to a second process, with the reason', () => {
    expect(() => openState(folder.path)).toThrow(/is in use by another process/);
  });
});

describe('the disk of a machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let power: ReturnType<typeof aFolder>;
  let flushes: number;
  let waiting: (() => void)[];
  let state: State;
  beforeEach(() => {
    folder = aFolder();
    power = aFolder();
    flushes = 0;
    waiting = [];
    // The disk has what had been written when it was asked to bring it there, once it says so.
    state = openState(folder.path, (_, done) => {
      cpSync(folder.path, join(power.path, String(flushes)), { recursive: true });
      flushes += 1;
      waiting.push(() => {
        done(null);
      });
    });
    state.define(table);
  });
  afterEach(() => {
    for (const answer of waiting) answer();
    for (const each of [folder, power]) each[Symbol.dispose]();
  });
  const turn = () => new Promise(setImmediate);
  const onDisk = (flush: number) => {
    const survivor = openState(join(power.path, String(flush)));
    const found = words(survivor);
    survivor.close();
    return found;
  };

  it('has what is answered, and is asked again for what came meanwhile, together', async () => {
    const answered: string[] = [];
    const ask = (word: string) => void state.soon(() => add(state, word)).then(() => answered.push(word));
    ask('first');
    await turn();
    ask('second');
    await turn();
    ask('third');
    await turn();
    expect([answered, words(state), flushes]).toEqual([[], ['first'], 1]);
    waiting.splice(0)[0]!();
    await turn();
    expect([answered, onDisk(0), flushes]).toEqual([['first'], ['first'], 2]);
    waiting.splice(0)[0]!();
    await turn();
    expect([answered, onDisk(1)]).toEqual([
      ['first', 'second', 'third'],
      ['first', 'second', 'third'],
    ]);
    state.close();
  });

  it('has everything once it is closed, also what it was still asked for', async () => {
    const asked = Promise.all(['first', 'second'].map((word) => state.soon(() => add(state, word))));
    await turn();
    const late = state.soon(() => add(state, 'third'));
    state.close();
    await late;
    waiting.splice(0)[0]!();
    await asked;
    state = openState(folder.path);
    expect(words(state)).toEqual(['first', 'second', 'third']);
    state.close();
  });

  it('that fails answers nobody, and takes what comes next', async () => {
    const faults = [new Error('EIO')];
    state.close();
    state = openState(folder.path, (file, done) => {
      const fault = faults.shift();
      if (fault) setImmediate(done, fault);
      else fdatasync(file, done);
    });
    await expect(state.soon(() => add(state, 'first'))).rejects.toThrow('EIO');
    await state.soon(() => add(state, 'second'));
    state.close();
  });
});

it('loses nothing that was answered when the process is killed', async () => {
  using folder = aFolder();
  const module = join(import.meta.dirname, '../../../../infra/local/state/open-state.ts');
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    const { openState } = await import(${JSON.stringify(module)});
    const state = openState(${JSON.stringify(folder.path)});
    state.define(${JSON.stringify(table)});
    for (let n = 0; ; n += 1) {
      await state.soon(() => state.run('INSERT INTO test_words (word) VALUES (?)', String(n)));
      process.stdout.write(n + '\\n');
    }`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let answered = '';
  for await (const chunk of child.stdout) {
    answered += String(chunk);
    if (answered.length > 500) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

  const state = openState(folder.path);
  const kept = new Set(words(state));
  state.close();

  const promised = answered.split('\n').slice(0, -1);
  expect(promised.length).toBeGreaterThan(10);
  expect(promised.filter((word) => !kept.has(word))).toEqual([]);
});
