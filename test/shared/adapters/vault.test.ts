import { KMSClient } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { kms } from '../../../infra/local/kms/kms.ts';
import { kmsVault } from '../../../shared/adapters/kms/vault.ts';
import { memoryVault } from '../../support/memory/memory-vault.ts';
import type { Vault } from '../../../shared/application/ports/confidential.ts';
import { aDeployment, aFolder, type LocalAws, startLocalAws, theResource } from '../../support/local-aws.ts';

const KeyPolicy = {
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*', Resource: '*' },
  ],
};
const deployment = aDeployment({ Data: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy, EnableKeyRotation: true } } });

const folder = aFolder();
let aws: LocalAws;
let client: KMSClient;
beforeAll(async () => {
  aws = await startLocalAws(deployment, folder.path, (state, { authorize }) => ({
    services: { kms: kms({ deployment, state, authorize }) },
  }));
  client = new KMSClient(aws.client());
});
afterAll(async () => {
  client.destroy();
  await aws.stop();
  folder[Symbol.dispose]();
});

describe.each<[string, () => Vault]>([
  ['memory', memoryVault],
  ['KMS', () => kmsVault({ client, keyId: theResource(deployment, 'Data').ref, now: () => new Date() })],
])('a vault in %s', (_name, aVault) => {
  const context = { serviceId: 'support', number: 1024, of: 'mask/msk_1' };

  it('opens what it sealed, whatever it is', async () => {
    const vault = aVault();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect(await vault.open(context, await vault.seal(context, text))).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('seals into printable ASCII that shows nothing and is another each time', async () => {
    const vault = aVault();
    const [first, second] = [await vault.seal(context, '900101-1234568'), await vault.seal(context, '900101-1234568')];

    expect(first).toMatch(/^[\w.-]+$/);
    expect(first).not.toBe(second);
    expect(Buffer.from(first.split('.').at(-1)!, 'base64url').includes('900101')).toBe(false);
  });

  it('holds for a text of 60 KB in four thirds of it and 400 characters', async () => {
    const vault = aVault();
    expect((await vault.seal(context, 'x'.repeat(60_000))).length).toBeLessThan(80_400);
  });

  it.each([
    ['service', { ...context, serviceId: 'sales' }],
    ['ticket', { ...context, number: 1025 }],
    ['ticket at all', { serviceId: 'support', of: context.of }],
    ['thing', { ...context, of: 'mask/msk_2' }],
  ])('opens nothing under another %s', async (_what, other) => {
    const vault = aVault();
    const sealed = await vault.seal(context, 'secret');
    await vault.open(context, sealed);
    await expect(vault.open(other, sealed)).rejects.toThrow();
  });

  it('opens nothing that was altered', async () => {
    const vault = aVault();
    const sealed = await vault.seal(context, 'secret');
    const at = sealed.length - 10;
    await expect(
      vault.open(context, `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`),
    ).rejects.toThrow();
    await expect(vault.open(context, sealed.slice(0, 20))).rejects.toThrow();
  });
});
