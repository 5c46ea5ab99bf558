import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = 'infra/local';

/** Words of the product, wherever they stand: in an identifier, a comment or a text. */
const OURS = /ticket|desk|agent|customer|handover|inquir|survey|demo|shop|canary|dooray|talktalk/gi;

/** The same words where AWS, HTTP or Node uses them. */
const OF_OTHERS =
  /user-?agent|node:http|\bAgent\b|\bagent(?=,|\.destroy| = new Agent)|CustomErrorResponses|KeyManager: 'CUSTOMER'/gi;

const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|mjs|md)$/.test(name));

it('is looked at as a whole', () => {
  expect(files.length).toBeGreaterThan(50);
});

it.each(files)('%s speaks of CloudFormation and AWS, and of no ticket desk', (name) => {
  const lines = readFileSync(join(FOLDER, name), 'utf8').split('\n');
  const found = lines.flatMap((line, index) => {
    const words = line.replaceAll(OF_OTHERS, '').match(OURS);
    return words ? [`${name}:${String(index + 1)} ${words.join(', ')}`] : [];
  });
  expect(found).toEqual([]);
});
