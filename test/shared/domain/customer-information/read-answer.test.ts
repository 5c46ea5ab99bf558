import * as fc from 'fast-check';
import { readAnswer, UNAVAILABLE_REASONS } from '../../../../shared/domain/customer-information/read-answer.ts';

const results = [
  { label: 'Grade', key: 'grade' },
  { label: 'Orders', key: 'orders' },
  { label: 'Blocked', key: 'blocked' },
  { label: 'Address', key: 'address' },
  { label: 'Missing', key: 'toString' },
];
const read = (status: number, body: unknown) =>
  readAnswer({ results }, { kind: 'answered', status, body: typeof body === 'string' ? body : JSON.stringify(body) });

test('given 200 with data, then each result item has its value, and what is absent or nested has none', () => {
  expect(
    read(200, { data: { grade: 'Gold', orders: 12, blocked: false, address: { city: 'Seoul' }, more: 'x' } }),
  ).toEqual({
    outcome: 'found',
    items: [
      { label: 'Grade', value: 'Gold' },
      { label: 'Orders', value: '12' },
      { label: 'Blocked', value: 'false' },
      { label: 'Address', value: null },
      { label: 'Missing', value: null },
    ],
  });
});

test.each<[number, object]>([
  [400, { outcome: 'nothing' }],
  [403, { outcome: 'no_permission' }],
  [404, { outcome: 'unavailable', because: 'server_error' }],
  [500, { outcome: 'unavailable', because: 'server_error' }],
  [201, { outcome: 'unavailable', because: 'server_error' }],
  [401, { outcome: 'unavailable', because: 'server_error' }],
  [503, { outcome: 'unavailable', because: 'server_error' }],
])('given %i, then the outcome is %j, whatever the body says', (status, expected) => {
  for (const body of [{ error: { code: 'x', message: 'secret', detail: null } }, { data: { grade: 'Gold' } }, ''])
    expect(read(status, body)).toEqual({ ...expected, items: [] });
});

test.each([
  '',
  '<p>Welcome</p>',
  'null',
  '[]',
  '"data"',
  '{}',
  '{"data":null}',
  '{"data":[]}',
  '{"data":"Gold"}',
  '{"data":{"grade":"Gold"}',
])('given 200 with %s, then it is not understood', (body) => {
  expect(read(200, body)).toEqual({ outcome: 'unavailable', because: 'not_understood', items: [] });
});

test.each(UNAVAILABLE_REASONS)('given no answer because of %s, then it is told', (because) => {
  expect(readAnswer({ results }, { kind: 'failed', because })).toEqual({ outcome: 'unavailable', because, items: [] });
});

test('given any answer, then reading it never throws and shows no more than the result items', () => {
  fc.assert(
    fc.property(fc.constantFrom(200, 400, 500), fc.oneof(fc.json(), fc.string()), (status, body) => {
      const labels = read(status, body).items.map(({ label }) => label);
      expect([[], results.map(({ label }) => label)]).toContainEqual(labels);
    }),
  );
});
