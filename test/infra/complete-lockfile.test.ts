import { readFileSync } from 'node:fs';
import { missingEntries, type Lockfile } from '../../infra/complete-lockfile.ts';

it('the lockfile has the packages of every platform (if not: npm run complete-lockfile)', () => {
  expect(missingEntries(JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lockfile)).toEqual({});
});

it('names what is left out, with platform and pinned version', () => {
  const packages = {
    'node_modules/a': { dev: true, optionalDependencies: { 'a-darwin-arm64': '1.2.3', 'a-linux-x64-musl': '1.2.3' } },
    'node_modules/a-linux-x64-musl': { version: '1.2.3' },
  };
  expect(missingEntries({ packages })).toEqual({
    'node_modules/a-darwin-arm64': { version: '1.2.3', dev: true, optional: true, os: ['darwin'], cpu: ['arm64'] },
  });
});

it('refuses to guess a version', () => {
  expect(() =>
    missingEntries({ packages: { 'node_modules/a': { optionalDependencies: { 'a-darwin-arm64': '^1.2.3' } } } }),
  ).toThrow(/a-darwin-arm64/);
});
