import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateMacCommand,
  KMSClient,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { holdsKey, kms } from '../../../../infra/local/kms/kms.ts';
import { openState } from '../../../../infra/local/state/open-state.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  type LocalAws,
  startLocalAws,
  theResource,
} from '../../../support/local-aws.ts';

const KeyPolicy = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};
const deployment = aDeployment({
  Reply: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy, KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' } },
  Fields: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy, EnableKeyRotation: true } },
  Sealed: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } },
  Other: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } },
  Shared: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy } },
  FieldsAlias: {
    Type: 'AWS::KMS::Alias',
    Properties: { AliasName: 'alias/fields', TargetKeyId: { 'Fn::GetAtt': ['Fields', 'Arn'] } },
  },
  ...aFunction(
    { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: { 'Fn::GetAtt': ['Sealed', 'Arn'] } },
    { Effect: 'Allow', Action: 'kms:VerifyMac', Resource: { 'Fn::GetAtt': ['Reply', 'Arn'] } },
    {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: { 'Fn::GetAtt': ['Fields', 'Arn'] },
      Condition: { StringEquals: { 'kms:EncryptionContext:service': 's1' } },
    },
    {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: { 'Fn::GetAtt': ['Shared', 'Arn'] },
      Condition: { StringLike: { 'kms:EncryptionContext:purpose': 'replies' } },
    },
  ),
});
const reply = theResource(deployment, 'Reply');
const fields = theResource(deployment, 'Fields');
const Message = Buffer.from('service/1/ticket/7');
const MacAlgorithm = 'HMAC_SHA_256';

describe('KMS on one machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let client: KMSClient;
  const start = async () => {
    aws = await startLocalAws(deployment, folder.path, (state, { authorize }) => ({
      services: { kms: kms({ deployment, state, authorize }) },
    }));
    client = new KMSClient(aws.client());
  };
  const stop = async () => {
    client.destroy();
    await aws.stop();
  };
  beforeEach(async () => {
    folder = aFolder();
    await start();
  });
  afterEach(async () => {
    await stop();
    folder[Symbol.dispose]();
  });

  it('makes a code that it knows again after a start, and no other', async () => {
    const { Mac } = await client.send(new GenerateMacCommand({ KeyId: reply.ref, Message, MacAlgorithm }));
    await stop();
    await start();

    expect(
      (await client.send(new VerifyMacCommand({ KeyId: reply.attributes.Arn!, Message, MacAlgorithm, Mac }))).MacValid,
    ).toBe(true);
    await expect(
      client.send(
        new VerifyMacCommand({ KeyId: reply.ref, Message: Buffer.from('service/1/ticket/8'), MacAlgorithm, Mac }),
      ),
    ).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
  });

  it('keeps a key that its template has no more, and says so', () => {
    using data = aFolder();
    const [before, now] = [deployment, aDeployment({})];
    const state = openState(data.path);
    expect(holdsKey(state, reply)).toBe(false);
    kms({ deployment: before, state, authorize: () => {} });
    kms({ deployment: now, state, authorize: () => {} });
    expect([holdsKey(state, reply), holdsKey(state, { ...reply, logicalId: 'Another' })]).toEqual([true, false]);
    state.close();
  });

  it('decrypts what it encrypted, in the same context only', async () => {
    const EncryptionContext = { service: 's1', ticket: '7' };
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: 'alias/fields', Plaintext: Buffer.from('secret'), EncryptionContext }),
    );

    const { Plaintext, KeyId } = await client.send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: { ticket: '7', service: 's1' } }),
    );

    expect([Buffer.from(Plaintext!).toString(), KeyId]).toEqual(['secret', fields.attributes.Arn]);
    await expect(
      client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { ...EncryptionContext, ticket: '8' } })),
    ).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    await expect(
      client.send(
        new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: theResource(deployment, 'Other').ref }),
      ),
    ).rejects.toMatchObject({ name: 'IncorrectKeyException' });
    await expect(
      client.send(new DecryptCommand({ CiphertextBlob: CiphertextBlob!.toReversed(), EncryptionContext })),
    ).rejects.toThrow();
  });

  it('makes a data key and opens it again', async () => {
    const { Plaintext, CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId: fields.ref, KeySpec: 'AES_256' }),
    );

    expect(Plaintext).toHaveLength(32);
    expect((await client.send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(Plaintext);
  });

  it('makes one under a context, which opens it and no other does', async () => {
    const EncryptionContext = { serviceId: 's1', number: '7' };
    const { Plaintext, CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId: fields.ref, KeySpec: 'AES_256', EncryptionContext }),
    );

    expect((await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).Plaintext).toEqual(Plaintext);
    for (const other of [{ serviceId: 's1', number: '8' }, { serviceId: 's1' }, undefined]) {
      await expect(
        client.send(new DecryptCommand({ CiphertextBlob, ...(other && { EncryptionContext: other }) })),
      ).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
  });

  it('wants to know how long a data key is to be, and once', async () => {
    expect(
      (await client.send(new GenerateDataKeyCommand({ KeyId: fields.ref, NumberOfBytes: 64 }))).Plaintext,
    ).toHaveLength(64);
    expect(
      (await client.send(new GenerateDataKeyCommand({ KeyId: fields.ref, KeySpec: 'AES_128' }))).Plaintext,
    ).toHaveLength(16);
    for (const asked of [
      {},
      { KeySpec: 'AES_256' as const, NumberOfBytes: 32 },
      { NumberOfBytes: 0 },
      { KeySpec: 'AES_512' as never },
    ]) {
      await expect(client.send(new GenerateDataKeyCommand({ KeyId: fields.ref, ...asked }))).rejects.toMatchObject({
        name: 'ValidationException',
      });
    }
  });

  it('lets a function that seals alone open nothing', async () => {
    const asFunction = new KMSClient(aws.client('Fn'));
    const EncryptionContext = { service: 's2' };
    const { CiphertextBlob } = await asFunction.send(
      new GenerateDataKeyCommand({
        KeyId: theResource(deployment, 'Sealed').ref,
        KeySpec: 'AES_256',
        EncryptionContext,
      }),
    );

    await expect(asFunction.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringMatching(/kms:Decrypt/),
    });
    await expect(
      asFunction.send(new GenerateDataKeyCommand({ KeyId: fields.ref, KeySpec: 'AES_256' })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    asFunction.destroy();
  });

  it('lets a function that may use a key in one context use it in no other, nor without one', async () => {
    const asFunction = new KMSClient(aws.client('Fn'));
    const KeyId = theResource(deployment, 'Shared').ref;
    const make = (by: KMSClient, EncryptionContext: Record<string, string> | undefined) =>
      by.send(
        new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', ...(EncryptionContext && { EncryptionContext }) }),
      );
    const EncryptionContext = { purpose: 'replies' };

    const { CiphertextBlob, Plaintext } = await make(asFunction, EncryptionContext);
    expect((await asFunction.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))).Plaintext).toEqual(
      Plaintext,
    );

    for (const other of [{ purpose: 'replies2' }, { purpose: 'Replies' }, { serviceId: 's1' }, {}, undefined]) {
      const theirs = await make(client, other);
      const asked = { CiphertextBlob: theirs.CiphertextBlob, ...(other && { EncryptionContext: other }) };
      await expect(asFunction.send(new DecryptCommand(asked))).rejects.toMatchObject({ name: 'AccessDeniedException' });
      await expect(make(asFunction, other)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      // What the role allows does not open what another context sealed.
      await expect(
        asFunction.send(new DecryptCommand({ CiphertextBlob: theirs.CiphertextBlob, EncryptionContext })),
      ).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    }
    asFunction.destroy();
  });

  it('tells what a key is for, and uses it for nothing else', async () => {
    expect((await client.send(new DescribeKeyCommand({ KeyId: reply.ref }))).KeyMetadata).toMatchObject({
      Arn: reply.attributes.Arn,
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
    });
    await expect(client.send(new EncryptCommand({ KeyId: reply.ref, Plaintext: Message }))).rejects.toMatchObject({
      name: 'InvalidKeyUsageException',
    });
    await expect(client.send(new DescribeKeyCommand({ KeyId: 'none' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  it('lets a function do what its role allows, in the context that it names', async () => {
    const asFunction = new KMSClient(aws.client('Fn'));
    const { Mac } = await client.send(new GenerateMacCommand({ KeyId: reply.ref, Message, MacAlgorithm }));
    const { CiphertextBlob } = await client.send(
      new EncryptCommand({ KeyId: fields.ref, Plaintext: Message, EncryptionContext: { service: 's2' } }),
    );

    expect(
      (await asFunction.send(new VerifyMacCommand({ KeyId: reply.ref, Message, MacAlgorithm, Mac }))).MacValid,
    ).toBe(true);

    await expect(
      asFunction.send(new GenerateMacCommand({ KeyId: reply.ref, Message, MacAlgorithm })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringMatching(/kms:GenerateMac/) });
    await expect(
      asFunction.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { service: 's2' } })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    asFunction.destroy();
  });
});

it.each<[string, object, RegExp]>([
  ['a key spec', { KeyPolicy, KeySpec: 'RSA_2048' }, /Test\/Odd: the KeySpec RSA_2048 is not known here/],
  ['a key policy that IAM does not follow', { KeyPolicy: { Statement: [] } }, /Test\/Odd: a KeyPolicy/],
])('does not start with %s that it does not know', (_name, Properties, message) => {
  using folder = aFolder();
  const odd = aDeployment({ Odd: { Type: 'AWS::KMS::Key', Properties } });

  expect(() =>
    startLocalAws(odd, folder.path, (state) => ({
      services: { kms: kms({ deployment: odd, state, authorize: () => {} }) },
    })),
  ).rejects.toThrow(message);
});
