import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { functionNames } from '../../infra/build.ts';
import { aStage, synthesize } from '../support/synthesize.ts';

const bundles = join(import.meta.dirname, '../../.build/functions');

/** Kilobytes. A bundle is read and compiled at each cold start: 100 KB more are about 10 ms. */
const USUAL = 600;
const LARGER: Readonly<Record<string, number>> = {
  'ticket-commands': 1350,
  'mail-preview': 1280,
  'receive-mail': 1250,
  administration: 1200,
  confidential: 1130,
  'send-mail': 880,
  'ticket-queries': 870,
};

test('given the functions, then each has a bundle', () => {
  expect(functionNames().filter((name) => !existsSync(join(bundles, name, 'index.mjs')))).toEqual([]);
  expect(Object.keys(LARGER).filter((name) => !functionNames().includes(name))).toEqual([]);
});

test.each(functionNames())('given %s, then its bundle is no larger than what it needs', (name) => {
  expect(statSync(join(bundles, name, 'index.mjs')).size / 1024).toBeLessThan(LARGER[name] ?? USUAL);
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
