import { createCipheriv, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { kmsVault } from '../../../../shared/adapters/kms/vault.ts';

const kms = mockClient(KMSClient);
let time = 0;
beforeEach(() => {
  time = Date.parse('2026-04-01T00:00:00Z');
  kms.reset();
  // Wrapping is no secret here: what is counted are the calls.
  kms.on(GenerateDataKeyCommand).callsFake(() => {
    const key = randomBytes(32);
    return { Plaintext: key, CiphertextBlob: Uint8Array.from([9, ...key]) };
  });
  kms.on(DecryptCommand).callsFake(({ CiphertextBlob }: { readonly CiphertextBlob: Uint8Array }) => ({
    Plaintext: Uint8Array.from(CiphertextBlob.slice(1)),
  }));
});
const vault = () =>
  kmsVault({ client: new KMSClient({ region: 'eu-west-1' }), keyId: 'key-1', now: () => new Date(time) });
const of = 'field/phone';

it('asks KMS under service and ticket, by ids as text', async () => {
  const { seal, open } = vault();
  const sealed = await seal({ serviceId: 'support', number: 7, of }, 'secret');
  await open({ serviceId: 'support', number: 7, of }, sealed);
  await seal({ serviceId: 'support', of: 'customer-information/1' }, 'secret');

  expect(kms.commandCalls(GenerateDataKeyCommand).map(({ args }) => args[0].input)).toEqual([
    { KeyId: 'key-1', KeySpec: 'AES_256', EncryptionContext: { serviceId: 'support', number: '7' } },
    { KeyId: 'key-1', KeySpec: 'AES_256', EncryptionContext: { serviceId: 'support' } },
  ]);
  expect(kms.commandCalls(DecryptCommand)[0]!.args[0].input).toMatchObject({
    KeyId: 'key-1',
    EncryptionContext: { serviceId: 'support', number: '7' },
  });
});

it('asks once a context for five minutes, then again', async () => {
  const { seal, open } = vault();
  const context = { serviceId: 'support', number: 7, of };
  const sealed = await Promise.all(Array.from({ length: 20 }, () => seal(context, 'secret')));
  await Promise.all(sealed.map((each) => open(context, each)));
  expect([kms.commandCalls(GenerateDataKeyCommand).length, kms.commandCalls(DecryptCommand).length]).toEqual([1, 1]);

  await seal({ ...context, number: 8 }, 'secret');
  expect(kms.commandCalls(GenerateDataKeyCommand)).toHaveLength(2);

  time += 5 * 60 * 1000;
  await seal(context, 'secret');
  await open(context, sealed[0]!);
  expect([kms.commandCalls(GenerateDataKeyCommand).length, kms.commandCalls(DecryptCommand).length]).toEqual([3, 2]);
});

it('keeps no failure', async () => {
  const { seal } = vault();
  const context = { serviceId: 'support', number: 7, of };
  kms
    .on(GenerateDataKeyCommand)
    .rejectsOnce(new Error('throttled'))
    .resolves({ Plaintext: randomBytes(32), CiphertextBlob: Uint8Array.of(9) });
  await expect(seal(context, 'secret')).rejects.toThrow('throttled');
  await expect(seal(context, 'secret')).resolves.toMatch(/^v1\./);
});

it('throws when KMS gives no key', async () => {
  kms.on(GenerateDataKeyCommand).resolves({});
  await expect(vault().seal({ serviceId: 'support', of }, 'secret')).rejects.toThrow('without a data key');
});

it('takes no short tag for a whole one', async () => {
  const key = randomBytes(32);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 4 }).setAAD(
    Buffer.from(JSON.stringify(['v1', 'support', null, of])),
  );
  const body = Buffer.concat([iv, cipher.update('forged'), cipher.final(), cipher.getAuthTag()]);
  await expect(
    vault().open(
      { serviceId: 'support', of },
      ['v1', Buffer.from([9, ...key]).toString('base64url'), body.toString('base64url')].join('.'),
    ),
  ).rejects.toThrow();
});
