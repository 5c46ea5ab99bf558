import { createHmac } from 'node:crypto';
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { kmsReplyReference } from '../../../../shared/adapters/kms/reply-reference.ts';

const kms = mockClient(KMSClient);
beforeEach(() => {
  kms.reset();
  kms.on(GenerateMacCommand).callsFake(({ Message }: { readonly Message: Uint8Array }) => ({
    Mac: createHmac('sha256', 'key').update(Message).digest(),
  }));
});
const reference = () => kmsReplyReference({ client: new KMSClient({ region: 'eu-west-1' }), keyId: 'key-1' });

it('signs service and number with the first 10 bytes of the HMAC, as base32', async () => {
  const mac = await reference().sign('support', 1024);
  const bytes = createHmac('sha256', 'key').update('support/1024').digest().subarray(0, 10);
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  expect(mac).toBe(
    bits
      .match(/.{5}/g)!
      .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)])
      .join(''),
  );
  expect(kms.commandCalls(GenerateMacCommand)[0]!.args[0].input).toMatchObject({
    KeyId: 'key-1',
    MacAlgorithm: 'HMAC_SHA_256',
  });
});

it('verifies its own signature in any case, and no other', async () => {
  const { sign, verify } = reference();
  const mac = await sign('support', 1024);
  expect(await verify('support', 1024, mac.toUpperCase())).toBe(true);
  expect(
    await Promise.all([
      verify('support', 1025, mac),
      verify('sales', 1024, mac),
      verify('support', 1024, mac.slice(1)),
      verify('support', 1024, `${mac.slice(0, -1)}${mac.endsWith('a') ? 'b' : 'a'}`),
      verify('support', 1024, ''),
    ]),
  ).toEqual([false, false, false, false, false]);
});

it('throws when KMS gives nothing', async () => {
  kms.on(GenerateMacCommand).resolves({});
  await expect(reference().sign('support', 1)).rejects.toThrow('without a mac');
});
