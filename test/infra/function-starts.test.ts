import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { functionNames, functionStarts } from '../../infra/build.ts';
import { OPERATION_GROUPS } from '../../shared/contracts/http/define-operation.ts';

const starts = Object.entries(functionStarts());

/**
 * Packages that take long to load, and the functions that load them at their start since nearly all of their
 * invocations need them. All others load them with the first invocation that does.
 */
const AT_START: Readonly<Record<string, readonly string[]>> = {
  'sanitize-html': ['mail-preview'],
  postcss: ['mail-preview'],
  htmlparser2: ['mail-preview'],
  'html-to-text': ['mail-preview'],
  'libphonenumber-js': [],
  re2js: [],
  nodemailer: ['mail-preview', 'send-mail'],
  '@aws-sdk/client-cognito-identity-provider': [],
  '@aws-sdk/client-kms': [
    'call-urls',
    'confidential',
    'customer-information',
    'mail-preview',
    'receive-mail',
    'send-mail',
  ],
  '@aws-sdk/client-s3': ['erase-tickets', 'receive-mail'],
  '@aws-sdk/client-ses': ['activate-rule-set', 'send-mail'],
  '@aws-sdk/client-sesv2': [],
};

test.each(Object.entries(AT_START))('given %s, then it is loaded at the start of %j alone', (name, expected) => {
  const found = starts.filter(([, { sources }]) => sources.some((source) => source.includes(`node_modules/${name}/`)));
  expect(found.map(([at]) => at).toSorted()).toEqual(expected);
});

/** Loads a bundle without putting its function together, and prints how many schemas that made. */
const COUNTER = `
let made = 0;
globalThis.__zod_globalConfig = { postProcessor: () => { made += 1; } };
await import(process.argv[1]);
process.stdout.write(String(made));
process.exit();`;

/** Schemas that all operations share (headers, problems, ids), and events, of which each is made at the start. */
const OF_OPERATIONS = 125;
const OF_EVENTS = 330;

test.each(functionNames())('given the start of %s, then schemas of single operations and rows are not made', (name) => {
  const bundle = join(import.meta.dirname, '../../.build/functions', name, 'index.mjs');
  const made = execFileSync(process.execPath, ['--input-type=module', '--eval', COUNTER, bundle], {
    encoding: 'utf8',
    env: {},
  });
  expect(Number(made)).toBeGreaterThan(0);
  expect(Number(made)).toBeLessThan((OPERATION_GROUPS as readonly string[]).includes(name) ? OF_OPERATIONS : OF_EVENTS);
});
