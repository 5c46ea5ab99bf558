import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { compressed, requestErrors } from '../../../shared/http/http-messages.ts';

const large = JSON.stringify({ text: '환불 요청 refund '.repeat(200) });
const answer = (body: string) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body });

it.each(['gzip', 'gzip, deflate, br', 'br;q=1.0, GZIP;q=0.5', 'deflate, *', '*;q=0.1'])(
  'given a client that takes %j, then a large answer comes in gzip and is the same',
  (header) => {
    const { body, isBase64Encoded, headers, statusCode } = compressed(answer(large), header);
    expect({ isBase64Encoded, headers, statusCode }).toEqual({
      isBase64Encoded: true,
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', vary: 'accept-encoding' },
    });
    expect(gunzipSync(Buffer.from(body!, 'base64')).toString()).toBe(large);
    expect(body!.length).toBeLessThan(large.length / 4);
  },
);

it.each([undefined, '', 'br', 'identity', 'gzip;q=0', 'gzip; q=0.0, *', '*;q=0', 'gzip;q=x'])(
  'given a client that takes %j, then a large answer comes as it is, and caches know that it varies',
  (header) => {
    const whole = answer(large);
    expect(compressed(whole, header)).toEqual({ ...whole, headers: { ...whole.headers, vary: 'accept-encoding' } });
  },
);

it('given a small answer, then it comes as it is', () => {
  expect(compressed(answer('{"small":true}'), 'gzip')).toEqual(answer('{"small":true}'));
  expect(compressed({ statusCode: 204 }, 'gzip')).toEqual({ statusCode: 204 });
});

describe('errors of a value that may have several forms', () => {
  const leaf = z.strictObject({
    field: z.string(),
    operator: z.enum(['is']),
    value: z.union([z.string(), z.number()]),
  });
  const schema = z.strictObject({
    members: z.array(z.union([leaf, z.strictObject({ match: z.enum(['all']), members: z.array(leaf) })])),
  });
  const pointers = (value: unknown): readonly string[] => {
    const read = z.object({ body: schema }).safeParse({ body: { members: [value] } });
    return read.success ? [] : requestErrors(read.error).map(({ pointer }) => pointer);
  };
  it.each<[string, unknown, readonly string[]]>([
    ['of the form that it has', { field: 'a', operator: 'x', value: '' }, ['#/members/0/operator']],
    [
      'deep in one of them',
      { match: 'all', members: [1, 2, 3, 4].map(() => ({ field: 'a', operator: 'x', value: 1 })) },
      [0, 1, 2, 3].map((index) => `#/members/0/members/${index}/operator`),
    ],
    ['a member that its form doesn’t have', { field: 'a', operator: 'is', value: 1, more: 1 }, ['#/members/0/more']],
    ['of no form more than of another', 7, ['#/members/0']],
    ['a value of simple forms', { field: 'a', operator: 'is', value: true }, ['#/members/0/value']],
  ])('are named where they are: %s', (_, value, expected) => {
    expect(pointers(value)).toEqual(expected);
  });
});
