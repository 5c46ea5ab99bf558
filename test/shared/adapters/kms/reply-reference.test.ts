import { createHmac } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { type ReplySecrets, replySigner, replyVerifier } from '../../../../shared/adapters/kms/reply-reference.ts';

const kms = mockClient(KMSClient);
const client = new KMSClient({ region: 'eu-west-1' });
const MINUTES = 60 * 1000;
const PURPOSE = { purpose: 'reply-addresses' };
let time: number;
let made: number;
/** What KMS says once, in the place of an answer. */
let refusal: string | undefined;

type Wrapping = { readonly CiphertextBlob?: Uint8Array; readonly EncryptionContext?: Record<string, string> };
const prefixOf = ({ EncryptionContext }: Wrapping) => `${JSON.stringify(EncryptionContext)} `;
const faulty = (name: string) => Object.assign(new Error(name), { name });
const refuseOnce = () => {
  const name = refusal;
  refusal = undefined;
  if (name !== undefined) throw faulty(name);
};

beforeEach(() => {
  time = Date.parse('2026-04-01T00:00:00Z');
  made = 0;
  refusal = undefined;
  kms.reset();
  // Wrapping is no secret here: a wrapped key is its context and the key.
  kms.on(GenerateDataKeyCommand).callsFake((input: Wrapping) => {
    refuseOnce();
    made += 1;
    const key = Buffer.alloc(32, made);
    return { Plaintext: key, CiphertextBlob: Buffer.concat([Buffer.from(prefixOf(input)), key]) };
  });
  kms.on(DecryptCommand).callsFake((input: Wrapping) => {
    refuseOnce();
    const [blob, prefix] = [Buffer.from(input.CiphertextBlob!), prefixOf(input)];
    if (!blob.toString('latin1').startsWith(prefix)) throw faulty('InvalidCiphertextException');
    return { Plaintext: blob.subarray(prefix.length) };
  });
  kms.on(GenerateMacCommand).callsFake(({ Message }: { readonly Message: Uint8Array }) => {
    refuseOnce();
    return { Mac: createHmac('sha256', 'earlier').update(Message).digest() };
  });
});

/** A stage's row, with how often it was read. */
const aRow = (over: Partial<ReplySecrets> = {}) => {
  const row: { stored?: Uint8Array; reads: number } & ReplySecrets = {
    reads: 0,
    find: async () => {
      row.reads += 1;
      return row.stored;
    },
    keep: async (wrapped) => (row.stored ??= wrapped),
    ...over,
  };
  return row;
};
const depsOf = (secrets: ReplySecrets) => ({ client, keyId: 'key-1', secrets, now: () => new Date(time) });
const signerOn = (secrets: ReplySecrets) => replySigner(depsOf(secrets));
const verifierOn = (secrets: ReplySecrets, earlierKeyId?: string) =>
  replyVerifier({ ...depsOf(secrets), earlierKeyId });
const referenceOf = (key: string | Uint8Array, text: string) =>
  [...createHmac('sha256', key).update(text).digest().subarray(0, 10)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .match(/.{5}/g)!
    .map((five) => 'abcdefghijklmnopqrstuvwxyz234567'[Number.parseInt(five, 2)])
    .join('');
const callsOf = () => ({
  made: kms.commandCalls(GenerateDataKeyCommand).length,
  unwrapped: kms.commandCalls(DecryptCommand).length,
  earlier: kms.commandCalls(GenerateMacCommand).length,
});

describe('the first who signs', () => {
  it('makes the secret under its own context, and signs service and number by 10 bytes of the HMAC in base32', async () => {
    const row = aRow();
    expect(await signerOn(row).sign('support', 1024)).toBe(referenceOf(Buffer.alloc(32, 1), 'support/1024'));
    expect(kms.commandCalls(GenerateDataKeyCommand)[0]!.args[0].input).toEqual({
      KeyId: 'key-1',
      KeySpec: 'AES_256',
      EncryptionContext: PURPOSE,
    });
    expect(kms.commandCalls(DecryptCommand)[0]!.args[0].input).toMatchObject({ EncryptionContext: PURPOSE });
    expect(Buffer.from(row.stored!).toString('latin1')).toContain('reply-addresses');
  });

  it('takes the stored secret when somebody else was faster', async () => {
    const theirs = aRow();
    const reference = await signerOn(theirs).sign('support', 1);
    const late = aRow({ find: async () => undefined, keep: async () => theirs.stored! });
    expect(await signerOn(late).sign('support', 1)).toBe(reference);
    expect(made).toBe(2);
  });

  it('signs alike with others of its instance who begin at the same moment', async () => {
    const { sign } = signerOn(aRow());
    const references = await Promise.all(Array.from({ length: 20 }, () => sign('support', 1)));
    expect(new Set(references).size).toBe(1);
    expect(made).toBe(1);
  });

  it('stores nothing when KMS refuses, and makes it at the next try', async () => {
    const row = aRow();
    const { sign } = signerOn(row);
    refusal = 'ThrottlingException';
    await expect(sign('support', 1)).rejects.toThrow('ThrottlingException');
    expect(row.stored).toBeUndefined();
    expect(await sign('support', 1)).toMatch(/^[a-z2-7]{16}$/);
  });
});

describe('a secret that is there', () => {
  it('is verified in any case, and in nothing but all of its own', async () => {
    const row = aRow();
    const mac = await signerOn(row).sign('support', 1024);
    const { verify } = verifierOn(row);
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

  it('is read and unwrapped once in five minutes, by who signs and by who verifies', async () => {
    const row = aRow();
    const mac = await signerOn(row).sign('support', 1);
    kms.resetHistory();
    row.reads = 0;
    const [{ sign }, { verify }] = [signerOn(row), verifierOn(row)];
    const both = () =>
      Promise.all(Array.from({ length: 10 }, () => [sign('support', 1), verify('support', 1, mac)]).flat());
    await both();
    await both();
    expect([row.reads, callsOf()]).toEqual([2, { made: 0, unwrapped: 2, earlier: 0 }]);

    time += 5 * MINUTES;
    await both();
    expect([row.reads, callsOf()]).toEqual([4, { made: 0, unwrapped: 4, earlier: 0 }]);
  });

  it('throws when KMS refuses to unwrap it, and asks again', async () => {
    const row = aRow();
    const mac = await signerOn(row).sign('support', 1);
    const { verify } = verifierOn(row);
    refusal = 'AccessDeniedException';
    await expect(verify('support', 1, mac)).rejects.toThrow('AccessDeniedException');
    expect(await verify('support', 1, mac)).toBe(true);
  });

  it('is not taken from a row that was wrapped for something else', async () => {
    const row = aRow();
    row.stored = Buffer.from(`${JSON.stringify({ serviceId: 'support' })} ${'k'.repeat(32)}`);
    await expect(verifierOn(row).verify('support', 1, 'a'.repeat(16))).rejects.toThrow('InvalidCiphertextException');
    await expect(signerOn(row).sign('support', 1)).rejects.toThrow('InvalidCiphertextException');
  });
});

describe('a stage that signed nothing yet', () => {
  it('takes no address for its own, makes no secret for that, and looks again when it is asked again', async () => {
    const row = aRow();
    const { verify } = verifierOn(row);
    expect(await verify('support', 1, 'a'.repeat(16))).toBe(false);
    expect([row.stored, callsOf()]).toEqual([undefined, { made: 0, unwrapped: 0, earlier: 0 }]);
    expect(await verify('support', 1, await signerOn(row).sign('support', 1))).toBe(true);
  });
});

describe('an address that an earlier release signed by a key of KMS', () => {
  const theirs = referenceOf('earlier', 'support/7');

  it('counts for a stage that keeps that key, before it signed anything itself and afterwards', async () => {
    const row = aRow();
    const { verify } = verifierOn(row, 'earlier-key');
    expect(await verify('support', 7, theirs.toUpperCase())).toBe(true);
    const ours = await signerOn(row).sign('support', 7);
    expect(await verify('support', 7, theirs)).toBe(true);
    expect(await verify('support', 8, theirs)).toBe(false);
    expect(kms.commandCalls(GenerateMacCommand)[0]!.args[0].input).toMatchObject({
      KeyId: 'earlier-key',
      MacAlgorithm: 'HMAC_SHA_256',
    });
    const asked = callsOf().earlier;
    expect(await verify('support', 7, ours)).toBe(true);
    expect(callsOf().earlier).toBe(asked);
  });

  it('counts no more for a stage that let go of it, which asks nobody', async () => {
    expect(await verifierOn(aRow()).verify('support', 7, theirs)).toBe(false);
    expect(callsOf().earlier).toBe(0);
  });

  it.each(['DisabledException', 'KMSInvalidStateException', 'NotFoundException'])(
    'counts no more when KMS says %s of the key: its mail must still be received',
    async (name) => {
      refusal = name;
      expect(await verifierOn(aRow(), 'earlier-key').verify('support', 7, theirs)).toBe(false);
    },
  );

  it('is asked for again after any other fault', async () => {
    const { verify } = verifierOn(aRow(), 'earlier-key');
    refusal = 'ThrottlingException';
    await expect(verify('support', 7, theirs)).rejects.toThrow('ThrottlingException');
    expect(await verify('support', 7, theirs)).toBe(true);
    kms.on(GenerateMacCommand).resolves({});
    await expect(verify('support', 7, theirs)).rejects.toThrow('without a mac');
  });
});
