import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { functionNames, functionStarts } from '../../infra/build.ts';
import { aStage, synthesize } from '../support/synthesize.ts';

const bundles = join(import.meta.dirname, '../../.build/functions');

/** Kilobytes that are read and compiled at each cold start: 100 KB more are about 5 ms, and what running them takes. */
const USUAL = 500;
const LARGER: Readonly<Record<string, number>> = {
  'mail-preview': 1130,
  'receive-mail': 760,
  'send-mail': 720,
  'ticket-commands': 640,
  'ticket-queries': 630,
  'erase-tickets': 595,
  'evaluate-triggers': 570,
  confidential: 560,
  administration: 640,
  'give-back-tickets': 505,
};
/** Kilobytes of all that a function may load, at its start or later. */
const WHOLE = 1770;

test('given the functions, then each has a bundle', () => {
  expect(functionNames().filter((name) => !existsSync(join(bundles, name, 'index.mjs')))).toEqual([]);
  expect(Object.keys(LARGER).filter((name) => !functionNames().includes(name))).toEqual([]);
});

test.each(functionNames())('given %s, then it loads no more at its start than what it needs', (name) => {
  expect(functionStarts()[name]!.bytes / 1024).toBeLessThan(LARGER[name] ?? USUAL);
});

test.each(functionNames())('given %s, then its bundle has a size that it may have', (name) => {
  const code = readdirSync(join(bundles, name)).filter((file) => file.endsWith('.mjs'));
  const bytes = code.reduce((sum, file) => sum + statSync(join(bundles, name, file)).size, 0);
  expect(bytes / 1024).toBeLessThan(WHOLE);
});

describe('given the stacks', () => {
  const deployed = new Set<string>();
  synthesize(aStage(), (outdir, resources) => {
    for (const [, { Type, Properties }] of resources('desk')) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const { S3Key } = (Properties as { readonly Code: { readonly S3Key?: string } }).Code;
      if (typeof S3Key !== 'string') continue;
      const asset = join(outdir, `asset.${S3Key.replace('.zip', '')}`);
      for (const file of readdirSync(asset)) deployed.add(file);
    }
  });

  test('then functions are deployed without their source maps', () => {
    expect(deployed).toContain('index.mjs');
    expect([...deployed].filter((file) => file.endsWith('.map'))).toEqual([]);
  });
});
