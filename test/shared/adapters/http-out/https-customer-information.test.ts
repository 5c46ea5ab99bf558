import { guardedHttps } from '../../../../shared/adapters/http-out/guarded-https.ts';
import {
  ANSWER_BYTES,
  CALL_MILLISECONDS,
  httpsCustomerInformation,
  callSignature,
} from '../../../../shared/adapters/http-out/https-customer-information.ts';
import {
  startCustomerInformation,
  type CustomerInformationSimulator,
} from '../../../simulators/customer-information/start-customer-information.ts';

const KEY = '431402c0eaaf46d889f243db9e7492e2';
let api: CustomerInformationSimulator;
beforeAll(async () => {
  api = await startCustomerInformation({ key: KEY });
});
afterAll(() => api.stop());

const ask = ({
  path = '/customers',
  key,
  variables = { memberId: 'shop-1001' },
  now = Date.now,
}: { path?: string; key?: string; variables?: Record<string, string>; now?: () => number } = {}) =>
  httpsCustomerInformation({
    https: guardedHttps({ allowedHosts: [`localhost:${String(api.port)}`], authority: api.authority }),
    now: () => new Date(now()),
  }).ask({
    baseUrl: api.url.replace('/customers', path),
    variables: new Map(Object.entries(variables)),
    ...(key === undefined ? {} : { key }),
  });

test('given a key, then the call is signed so that the other side takes it', async () => {
  expect(await ask({ key: KEY })).toMatchObject({ kind: 'answered', status: 200 });
  expect(api.received.at(-1)!.body).toBe('{"memberId":"shop-1001"}');
});

test.each<[string, Parameters<typeof ask>[0]]>([
  ['without a key', {}],
  ['with another key', { key: 'another' }],
  ['with a clock that is six minutes behind', { key: KEY, now: () => Date.now() - 6 * 60_000 }],
  ['with one that is six minutes ahead', { key: KEY, now: () => Date.now() + 6 * 60_000 }],
])('given a call %s, then the other side refuses it', async (__, call) => {
  expect(await ask(call)).toMatchObject({ kind: 'answered', status: 403 });
});

test('given no key, then no header of a signature is sent', async () => {
  await ask();
  for (const header of ['authorization', 'x-tc-timestamp'])
    expect(api.received.at(-1)!.headers).not.toHaveProperty(header);
});

test('given text of any language, then it is signed and sent in UTF-8', async () => {
  expect(await ask({ key: KEY, variables: { name: '김하늘' } })).toMatchObject({ kind: 'answered', status: 200 });
});

test('given a customer whom nobody knows, then that is the answer', async () => {
  expect(await ask({ key: KEY, variables: { memberId: 'nobody' } })).toMatchObject({ kind: 'answered', status: 400 });
});

test('given an answer over 64 KB, then there is none', async () => {
  expect(await ask({ path: `/large?bytes=${String(ANSWER_BYTES - 100)}` })).toMatchObject({
    kind: 'answered',
    status: 200,
  });
  expect(await ask({ path: `/large?bytes=${String(ANSWER_BYTES)}` })).toEqual({
    kind: 'failed',
    because: 'too_large',
    milliseconds: expect.any(Number),
  });
});

test('given an API that doesn’t answer, then it is given up after five seconds', async () => {
  const began = performance.now();
  const { milliseconds, ...reply } = await ask({ path: '/drip' });
  expect(reply).toEqual({ kind: 'failed', because: 'timeout' });
  expect(milliseconds).toBeGreaterThan(CALL_MILLISECONDS - 100);
  expect(milliseconds).toBeLessThan(CALL_MILLISECONDS + 1000);
  expect(performance.now() - began).toBeGreaterThan(CALL_MILLISECONDS - 100);
  expect(performance.now() - began).toBeLessThan(CALL_MILLISECONDS + 1000);
}, 10_000);

// Made by another program: printf '%s' '{"phone":"+821012345678"}1658199661000' | openssl dgst -sha256 -hmac
// '431402c0eaaf46d889f243db9e7492e2' -binary | base64
test.each([
  ['431402c0eaaf46d889f243db9e7492e2', '{"phone":"+821012345678"}', '1aPFq8Iv+CuQ9cp74PCl6TwSrM+9kDuIFaZTGTRuIOE='],
  ['열쇠', '{"name":"김하늘"}', '+smRIyozBa8UJssrFikhPNhuivj8Bjx6T5bQWA4m5nU='],
])('given the key %s and the body %s, then the signature is what openssl makes of them', (key, body, signature) => {
  expect(callSignature(key, body, 1_658_199_661_000)).toEqual({
    'x-tc-timestamp': '1658199661000',
    authorization: signature,
  });
});
