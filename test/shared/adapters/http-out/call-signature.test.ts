import { callSignature } from '../../../../shared/adapters/http-out/call-signature.ts';

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
