import { gunzipSync } from 'node:zlib';
import { compressed } from '../../../shared/http/http-messages.ts';

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
