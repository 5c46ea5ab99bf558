import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../../infra/operate/deployed-desk.ts';
import { linesOf, parseSetup } from '../../../infra/operate/setup-file.ts';
import { aSetup } from '../../support/setups.ts';

it('reads a set-up that was exported', () => {
  expect(parseSetup('setup.json', JSON.stringify(aSetup()))).toEqual(aSetup());
});

it('reads the example of the documentation', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/setup.example.json'), 'utf8');
  expect(
    Object.values(parseSetup('setup.example.json', text)).map((part) => (Array.isArray(part) ? part.length : part)),
  ).toEqual([1, 3, 3, 1, 1, 1, 1]);
});

it('leaves absent what is absent, and fills in what a field needn’t say', () => {
  expect(
    parseSetup(
      'setup.json',
      JSON.stringify({
        version: 1,
        fields: [{ code: 'note', scope: 'agent', type: 'text', names: { en: 'Note' }, order: 0 }],
      }),
    ),
  ).toEqual({
    version: 1,
    fields: [
      {
        code: 'note',
        scope: 'agent',
        type: 'text',
        names: { en: 'Note' },
        placeholders: {},
        required: false,
        exposure: { agent: true, customer: false },
        encrypted: false,
        options: [],
        order: 0,
        inquiryTypeIds: [],
        active: true,
      },
    ],
  });
});

it.each([
  ['what is not JSON', '{', /setup\.json is not JSON/],
  ['another version', '{"version":2}', /\/version/],
  ['a part that there is not', '{"version":1,"agents":[]}', /agents/],
  ['a trigger', '{"version":1,"triggers":[{}]}', /\/triggers/],
  ['a code that is none', '{"version":1,"fields":[{"code":"A b"}]}', /\/fields\/0\/code/],
  ['half a character', '{"version":1,"restrictedWords":["a\\ud800"]}', /\/restrictedWords\/0: Must be whole Unicode/],
  [
    'a member that no object may have',
    '{"version":1,"templates":[{"__proto__":{}}]}',
    /\/templates\/0\/__proto__: Is a reserved name/,
  ],
  [
    'a name that nobody sees',
    '{"version":1,"categories":[{"kind":"inquiry_type","id":"a","names":{"en":"\u200b"},"order":0}]}',
    /\/categories\/0\/names\/en: Must hold something/,
  ],
])('tells the operator of %s', (_what, text, sentence) => {
  expect(() => parseSetup('setup.json', text)).toThrow(OperatorError);
  expect(() => parseSetup('setup.json', text)).toThrow(sentence);
});

it('shows a change in a line, and what was and comes below it', () => {
  expect(
    linesOf({
      section: 'fields',
      id: 'size',
      names: {},
      action: 'changed',
      members: [{ name: 'order', before: 0, after: 3 }],
    }),
  ).toEqual(['~ fields size', '    order: 0 → 3']);
  expect(
    linesOf({
      section: 'fields',
      id: 'size',
      names: {},
      action: 'added',
      members: [{ name: 'order', before: null, after: 3 }],
    }),
  ).toEqual(['+ fields size']);
  expect(
    linesOf({
      section: 'templates',
      id: 'hi',
      names: { en: 'Hi' },
      action: 'changed',
      members: [{ name: 'html', before: 'a'.repeat(500), after: '' }],
    })[1]!.length,
  ).toBeLessThan(130);
});
