import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** All that belongs there, besides names that begin with a dot. */
const TOP_LEVEL = [
  'README.md',
  'cdk.json',
  'docs',
  'events',
  'functions',
  'infra',
  'package-lock.json',
  'package.json',
  'shared',
  'test',
  'tsconfig.json',
  'web',
];

it('the top level holds what it is to hold, and nothing that a tool or a test has left', () => {
  const paths = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).trim().split('\n');
  const names = new Set(paths.map((path) => path.split('/')[0]!).filter((name) => !name.startsWith('.')));
  expect([...names].sort()).toEqual(TOP_LEVEL);
});
