import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { multipart, part } from '../mails/build-mail.ts';
import { removeTemporaryFolders, temporaryFolder } from '../support/local/temporary-folder.ts';

afterAll(removeTemporaryFolders);

/** As `npm run test:corpus -- DIR` starts it. */
const runOver = (...folders: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/corpus/run.ts', ...folders], {
    encoding: 'utf8',
  });
  return { status, printed: `${stdout}${stderr}`, lastLine: stdout.trim().split('\n').at(-1) };
};

const aCorpus = () => {
  const folder = temporaryFolder();
  const raw_b64 = multipart('report', { From: 'MAILER-DAEMON@mx.customer.example' }, part({}, 'Hello.')).toString(
    'base64',
  );
  const write = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
  };
  write('mail-parsing.json', { one: { raw_b64, expect: { subject: 'A question', body: 'Hello.' }, attachments: [] } });
  write('raw-mails.json', [{ name: 'one', raw_b64 }]);
  write('bounces.json', [{ name: 'one', raw_b64 }]);
  write('reply-quoting.json', [{ name: 'one', email: 'Yes.\n\n> No?', trimmed: 'Yes.' }]);
  return folder;
};

describe('given the suite over the foreign corpus', () => {
  it('says what to give when it was given nothing', () => {
    expect(runOver()).toEqual({
      status: 1,
      printed: expect.stringContaining(
        'usage: npm run test:corpus -- DIR, where DIR is a folder with mail-parsing.json, raw-mails.json, bounces.json, reply-quoting.json',
      ),
      lastLine: '0 passed, 1 failed',
    });
  });

  it.each([
    ['that is not there', (folder: string) => join(folder, 'nowhere'), 'nowhere does not exist.'],
    ['without a corpus', (folder: string) => folder, 'lacks mail-parsing.json, raw-mails.json'],
  ])('says what is wrong with a folder %s', (_, folderIn, said) => {
    expect(runOver(folderIn(temporaryFolder()))).toEqual({
      status: 1,
      printed: expect.stringContaining(said),
      lastLine: '0 passed, 1 failed',
    });
  });

  it('prints its figures, and fails where they are below those that it states', () => {
    const { status, printed, lastLine } = runOver(aCorpus());
    expect(printed).toContain('parsing: 1 of 1 mails in every field');
    expect(printed).toContain('raw mails: 1 of 1 keep text and sender');
    expect(printed).toContain('bounces: 1 of 1 known as bounces');
    expect(printed).toContain('reply quoting: 1 of 1 show exactly what is new, 1 of 1 hide nothing of it');
    expect([status, lastLine]).toEqual([1, expect.stringMatching(/^[1-9]\d* passed, [1-9]\d* failed$/)]);
  }, 120_000);
});

describe('given what CI runs', () => {
  /** A checkout with an npm that only tells how it was called. */
  const aCheckout = ({ corpus, exit }: { readonly corpus: boolean; readonly exit: number }) => {
    const beside = temporaryFolder();
    for (const folder of ['handover/.ci', 'bin', ...(corpus ? ['shared/corpus'] : [])])
      mkdirSync(join(beside, folder), { recursive: true });
    copyFileSync('.ci/run', join(beside, 'handover/.ci/run'));
    writeFileSync(join(beside, 'bin/npm'), `#!/bin/sh\necho "npm $*"\nexit ${exit}\n`);
    chmodSync(join(beside, 'bin/npm'), 0o755);
    const { status, stdout } = spawnSync(join(beside, 'handover/.ci/run'), {
      encoding: 'utf8',
      env: { PATH: `${join(beside, 'bin')}:${process.env['PATH'] ?? ''}` },
    });
    return { beside, status, lines: stdout.trim().split('\n') };
  };

  it('counts the corpus beside the checkout with the other tests', () => {
    const { beside, status, lines } = aCheckout({ corpus: true, exit: 0 });
    expect([status, lines]).toEqual([0, [`npm test -- --corpus ${join(beside, 'shared/corpus')}`]]);
  });
  it('says so where there is none', () => {
    expect(aCheckout({ corpus: false, exit: 0 })).toMatchObject({
      status: 0,
      lines: [expect.stringContaining('No mail corpus at ../shared/corpus'), 'npm test'],
    });
  });
  it.each([true, false])('ends as the tests end (corpus: %s)', (corpus) => {
    expect(aCheckout({ corpus, exit: 3 }).status).toBe(3);
  });
});
