import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  AwsError,
  type Authorize,
  type AwsRequest,
  type AwsService,
  type Deployment,
  type Resource,
} from '../kernel.ts';
import { jsonService } from '../aws-endpoint/protocols.ts';
import type { State } from '../state/open-state.ts';
import { stableUuid } from '../template/catalogue-row.ts';

export type KmsOptions = { readonly deployment: Deployment; readonly state: State; readonly authorize: Authorize };

type Key = {
  readonly arn: string;
  readonly id: string;
  readonly spec: string;
  readonly usage: string;
  readonly enabled: boolean;
  readonly material: Buffer;
};
type Input = Readonly<Record<string, unknown>>;

const macs: Readonly<Record<string, { readonly hash: string; readonly bytes: number }>> = {
  HMAC_SHA_256: { hash: 'sha256', bytes: 32 },
  HMAC_SHA_384: { hash: 'sha384', bytes: 48 },
  HMAC_SHA_512: { hash: 'sha512', bytes: 64 },
};
const symmetricBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

const define = (state: State) => {
  state.define('CREATE TABLE IF NOT EXISTS kms_keys (arn TEXT PRIMARY KEY, material BLOB NOT NULL) STRICT');
};

/** Whether the state holds the material of a key: some template that was hosted on it had the key. */
export const holdsKey = (state: State, { stack, logicalId }: Pick<Resource, 'stack' | 'logicalId'>): boolean => {
  define(state);
  const end = `%:key/${stableUuid(stack, logicalId)}`;
  return state.get('SELECT arn FROM kms_keys WHERE arn LIKE ?', end) !== undefined;
};

/** The template's keys: their material is made once and kept in the state, also for later templates without them. */
export const kms = ({ deployment, state, authorize }: KmsOptions): AwsService => {
  define(state);
  const keys = deployment.ofType('AWS::KMS::Key').map((resource) => keyOf(resource, state, deployment.account));
  const aliases = new Map(
    deployment
      .ofType('AWS::KMS::Alias')
      .map(({ properties }) => [String(properties.AliasName), String(properties.TargetKeyId)]),
  );

  /** Finds a key by id, ARN, alias or alias ARN. A caller without the right doesn't learn whether it exists. */
  const keyFor = (request: AwsRequest, action: string, keyId: string, usage?: string, context: Input = {}): Key => {
    const alias = /(?:^|:)(alias\/.+)$/.exec(keyId)?.[1];
    const wanted = alias ? (aliases.get(alias) ?? keyId) : keyId;
    const arn = wanted.startsWith('arn:')
      ? wanted
      : `arn:aws:kms:${deployment.region}:${deployment.account}:key/${wanted}`;
    authorize(
      request.principal,
      `kms:${action}`,
      arn,
      Object.fromEntries(
        Object.entries(context).map(([name, value]) => [`kms:EncryptionContext:${name}`, String(value)]),
      ),
    );
    const key = keys.find((each) => each.arn === arn);
    if (!key) throw new AwsError('NotFoundException', `Key '${arn}' does not exist`);
    if (!key.enabled) throw new AwsError('DisabledException', `${arn} is disabled.`);
    if (usage && key.usage !== usage)
      throw new AwsError(
        'InvalidKeyUsageException',
        `${arn} key usage is ${key.usage} which is not valid for ${action}.`,
      );
    return key;
  };

  const dataKey = (input: Input, request: AwsRequest, action: string) => {
    const key = keyFor(request, action, text(input, 'KeyId'), 'ENCRYPT_DECRYPT', encryptionContext(input));
    const length = keyLength(input);
    const plaintext = randomBytes(length);
    return {
      KeyId: key.arn,
      Plaintext: plaintext.toString('base64'),
      CiphertextBlob: encrypt(key, plaintext, contextOf(input)).toString('base64'),
    };
  };

  return jsonService('1.1', {
    GenerateMac: (input, request) => {
      const key = keyFor(request, 'GenerateMac', text(input, 'KeyId'), 'GENERATE_VERIFY_MAC');
      return { KeyId: key.arn, MacAlgorithm: input.MacAlgorithm, Mac: macOf(key, input).toString('base64') };
    },
    VerifyMac: (input, request) => {
      const key = keyFor(request, 'VerifyMac', text(input, 'KeyId'), 'GENERATE_VERIFY_MAC');
      const given = bytes(input, 'Mac');
      const expected = macOf(key, input);
      if (given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new AwsError('KMSInvalidMacException', 'The MAC is not valid.');
      return { KeyId: key.arn, MacAlgorithm: input.MacAlgorithm, MacValid: true };
    },
    Encrypt: (input, request) => {
      const key = keyFor(request, 'Encrypt', text(input, 'KeyId'), 'ENCRYPT_DECRYPT', encryptionContext(input));
      return {
        KeyId: key.arn,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        CiphertextBlob: encrypt(key, bytes(input, 'Plaintext'), contextOf(input)).toString('base64'),
      };
    },
    Decrypt: (input, request) => {
      const sealed = bytes(input, 'CiphertextBlob');
      const keyId = sealed.subarray(1, 1 + (sealed[0] ?? 0)).toString('utf8');
      const key = keyFor(
        request,
        'Decrypt',
        typeof input.KeyId === 'string' ? input.KeyId : keyId,
        'ENCRYPT_DECRYPT',
        encryptionContext(input),
      );
      if (key.id !== keyId)
        throw new AwsError(
          'IncorrectKeyException',
          'The key ID in the request does not identify a CMK that can perform this operation.',
        );
      return {
        KeyId: key.arn,
        EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
        Plaintext: decrypt(key, sealed, contextOf(input)).toString('base64'),
      };
    },
    GenerateDataKey: (input, request) => dataKey(input, request, 'GenerateDataKey'),
    GenerateDataKeyWithoutPlaintext: (input, request) => ({
      ...dataKey(input, request, 'GenerateDataKeyWithoutPlaintext'),
      Plaintext: undefined,
    }),
    DescribeKey: (input, request) => {
      const { arn, id, spec, usage, enabled } = keyFor(request, 'DescribeKey', text(input, 'KeyId'));
      return {
        KeyMetadata: {
          AWSAccountId: deployment.account,
          KeyId: id,
          Arn: arn,
          Enabled: enabled,
          KeyState: 'Enabled',
          KeySpec: spec,
          KeyUsage: usage,
          KeyManager: 'CUSTOMER',
          Origin: 'AWS_KMS',
        },
      };
    },
  });
};

const keyOf = ({ stack, logicalId, properties, ref, attributes }: Resource, state: State, account: string): Key => {
  const arn = attributes.Arn!;
  const spec = String(properties.KeySpec ?? 'SYMMETRIC_DEFAULT');
  const mac = macs[spec.replace('HMAC_', 'HMAC_SHA_')];
  if (!mac && spec !== 'SYMMETRIC_DEFAULT')
    throw new Error(`${stack}/${logicalId}: the KeySpec ${spec} is not known here`);
  if (
    properties.KeyPolicy !== undefined &&
    !JSON.stringify(properties.KeyPolicy).includes(`arn:aws:iam::${account}:root`)
  )
    throw new Error(`${stack}/${logicalId}: a KeyPolicy that doesn't leave the rights to IAM is not known here`);
  state.run(
    'INSERT OR IGNORE INTO kms_keys (arn, material) VALUES (?, ?)',
    arn,
    randomBytes(mac?.bytes ?? symmetricBytes),
  );
  const { material } = state.get<{ material: Uint8Array }>('SELECT material FROM kms_keys WHERE arn = ?', arn)!;
  return {
    arn,
    id: ref,
    spec,
    usage: String(properties.KeyUsage ?? 'ENCRYPT_DECRYPT'),
    enabled: properties.Enabled !== false,
    material: Buffer.from(material),
  };
};

const macOf = (key: Key, input: Input) => {
  const algorithm = text(input, 'MacAlgorithm');
  const mac = macs[algorithm];
  if (!mac || algorithm !== key.spec.replace('HMAC_', 'HMAC_SHA_'))
    throw new AwsError('InvalidKeyUsageException', `${algorithm} is not an algorithm of ${key.arn}.`);
  return createHmac(mac.hash, key.material).update(bytes(input, 'Message')).digest();
};

/** Length of a data key in bytes, from NumberOfBytes or KeySpec. As on KMS exactly one must be given. */
const keyLength = ({ KeySpec, NumberOfBytes }: Input): number => {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined))
    throw new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');
  if (
    typeof NumberOfBytes === 'number' &&
    Number.isInteger(NumberOfBytes) &&
    NumberOfBytes >= 1 &&
    NumberOfBytes <= 1024
  )
    return NumberOfBytes;
  const length = { AES_128: 16, AES_256: 32 }[String(KeySpec)];
  if (length === undefined)
    throw new AwsError('ValidationException', `${String(KeySpec ?? NumberOfBytes)} is no kind of data key.`);
  return length;
};

/**
 * One byte with the length of the key's id, the id, IV, tag, ciphertext. The encryption context is bound to it, not
 * kept in it.
 */
const encrypt = (key: Key, plaintext: Buffer, context: string) => {
  const id = Buffer.from(key.id);
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key.material, iv).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(id.length), id, iv, cipher.getAuthTag(), ciphertext]);
};

const decrypt = (key: Key, sealed: Buffer, context: string) => {
  const at = 1 + sealed[0]!;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.material, sealed.subarray(at, at + ivBytes))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(at + ivBytes, at + ivBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(at + ivBytes + tagBytes)), decipher.final()]);
  } catch {
    throw new AwsError(
      'InvalidCiphertextException',
      'The ciphertext or its encryption context is not the one that was encrypted.',
    );
  }
};

const encryptionContext = (input: Input) => (input.EncryptionContext ?? {}) as Input;

const contextOf = (input: Input) =>
  JSON.stringify(Object.entries(encryptionContext(input)).sort(([left], [right]) => (left < right ? -1 : 1)));

const text = (input: Input, name: string): string => {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('ValidationException', `${name} must be given.`);
};

const bytes = (input: Input, name: string) => Buffer.from(text(input, name), 'base64');
