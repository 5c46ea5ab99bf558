import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { functionNames, run, unlessUnchanged } from '../../infra/build.ts';
import { removeTemporaryFolders, temporaryFolder } from '../support/local/temporary-folder.ts';

const root = process.cwd();
afterAll(removeTemporaryFolders);

describe('work on unchanged inputs', () => {
  let folder: string;
  let made: number;
  const work = (more = '') =>
    unlessUnchanged(
      relative(root, join(folder, 'stamp')),
      [relative(root, join(folder, 'output'))],
      [relative(root, join(folder, 'input'))],
      async () => {
        made += 1;
        writeFileSync(join(folder, 'output'), 'made');
      },
      more,
    );

  beforeEach(async () => {
    folder = temporaryFolder();
    made = 0;
    mkdirSync(join(folder, 'input', 'deep'), { recursive: true });
    writeFileSync(join(folder, 'input', 'deep', 'file.ts'), '1');
    await work();
  });

  it('is not done again', async () => {
    await work();
    expect(made).toBe(1);
  });

  it.each<[string, () => void, string]>([
    [
      'a file changed',
      () => {
        writeFileSync(join(folder, 'input', 'deep', 'file.ts'), '2');
      },
      '',
    ],
    [
      'a file is new',
      () => {
        writeFileSync(join(folder, 'input', 'new.ts'), '');
      },
      '',
    ],
    [
      'a file is gone',
      () => {
        rmSync(join(folder, 'input', 'deep', 'file.ts'));
      },
      '',
    ],
    [
      'the output is gone',
      () => {
        rmSync(join(folder, 'output'));
      },
      '',
    ],
    ['what else counts changed', () => undefined, 'settings'],
  ])('is done when %s', async (_, change, more) => {
    change();
    await work(more);
    expect(made).toBe(2);
  });

  it('is done again after it failed', async () => {
    writeFileSync(join(folder, 'input', 'new.ts'), '');
    const stamp = relative(root, join(folder, 'stamp'));
    await expect(
      unlessUnchanged(stamp, [], [relative(root, join(folder, 'input'))], () => Promise.reject(new Error('broken'))),
    ).rejects.toThrow('broken');
    expect(existsSync(join(folder, 'stamp'))).toBe(false);
  });
});

it('a script that fails says what it printed', async () => {
  await expect(run(['-e', 'console.error("no such thing"); process.exit(3)'], 'The thing failed')).rejects.toThrow(
    'The thing failed:\nno such thing',
  );
});

it('every folder of functions/ with an entry is a function with a handler', () => {
  const names = functionNames();
  expect(names).toEqual(
    expect.arrayContaining(['ticket-commands', 'ticket-queries', 'receive-mail', 'send-mail', 'project-tickets']),
  );
  for (const name of names)
    expect([name, readFileSync(join(root, 'functions', name, 'index.ts'), 'utf8')]).toEqual([
      name,
      expect.stringMatching(/export (const handler\b|\{[^}]*\bhandler\b)/),
    ]);
});
