import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { ReplyReference } from '../../application/ports/mails.ts';
import { kmsDataKeys } from './data-keys.ts';
import { REPLY_ADDRESSES } from './encryption-contexts.ts';
import { kept } from './kept.ts';

/** 80 bits: short enough for a local part (64 characters), too long to guess. */
const MAC_BYTES = 10;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

const toBase32 = (bytes: Uint8Array): string => {
  let bits = 0;
  let value = 0;
  let out = '';
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += BASE32[(value >>> (bits - 5)) & 31]!;
    value &= (1 << bits) - 1;
  }
  return bits === 0 ? out : out + BASE32[(value << (5 - bits)) & 31]!;
};

/** Where a stage keeps its secret, wrapped by KMS. */
export type ReplySecrets = {
  find(): Promise<Uint8Array | undefined>;
  /** Stores it unless there is one, and returns the stored one. */
  keep(wrapped: Uint8Array): Promise<Uint8Array>;
};

type Deps = {
  readonly client: KMSClient;
  /** The key that wraps the secret. */
  readonly keyId: string;
  readonly secrets: ReplySecrets;
  readonly now: () => Date;
};

/** The stage's secret, read and unwrapped once for CACHE_MS. */
const replySecret = ({ secrets, ...kms }: Deps) => {
  const keys = kmsDataKeys(kms);
  const found = kept<KeyObject | undefined>(kms.now);
  const unwrap = async (wrapped: Uint8Array) => createSecretKey(await keys.unwrap(REPLY_ADDRESSES, wrapped));
  const find = () =>
    found('', async () => {
      const wrapped = await secrets.find();
      return wrapped && unwrap(wrapped);
    });
  return {
    /** Undefined while nothing was signed. */
    find,
    /** Of two who make it at once, both get the stored one. */
    findOrMake: async () => (await find()) ?? unwrap(await secrets.keep((await keys.fresh(REPLY_ADDRESSES)).wrapped)),
  };
};

const textOf = (serviceId: string, number: number) => Buffer.from(`${serviceId}/${number}`, 'utf8');
const macBy = (secret: KeyObject, text: Uint8Array): Uint8Array => createHmac('sha256', secret).update(text).digest();
const referenceOf = (mac: Uint8Array) => toBase32(mac.subarray(0, MAC_BYTES));

const isReference = (given: string, mac: Uint8Array | undefined): boolean => {
  if (mac === undefined) return false;
  const [left, right] = [Buffer.from(given, 'latin1'), Buffer.from(referenceOf(mac), 'latin1')];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Needs kms:Decrypt and, for the first mail of a stage, kms:GenerateDataKey, both under REPLY_ADDRESSES. */
export const replySigner = (deps: Deps): Pick<ReplyReference, 'sign'> => {
  const { findOrMake } = replySecret(deps);
  return {
    sign: async (serviceId, number) => referenceOf(macBy(await findOrMake(), textOf(serviceId, number))),
  };
};

/** What KMS says of a key that somebody disabled or let go: what it signed counts no longer. */
const GONE = ['DisabledException', 'KMSInvalidStateException', 'NotFoundException'];

/**
 * The MAC of the key by which earlier releases signed. VerifyMac wants all of it, and an address holds the beginning:
 * so it is generated again and compared, which needs kms:GenerateMac.
 */
const earlierMac = async (client: KMSClient, keyId: string, text: Uint8Array): Promise<Uint8Array | undefined> => {
  try {
    const { Mac } = await client.send(
      new GenerateMacCommand({ KeyId: keyId, MacAlgorithm: 'HMAC_SHA_256', Message: text }),
    );
    if (Mac === undefined || Mac.length < MAC_BYTES) throw new Error('KMS answered without a mac');
    return Mac;
  } catch (cause) {
    if (cause instanceof Error && GONE.includes(cause.name)) return undefined;
    throw cause;
  }
};

/**
 * Needs kms:Decrypt under REPLY_ADDRESSES. `earlierKeyId`: the stage's key of earlier releases, if it still has one; it
 * is asked about what the secret did not sign.
 */
export const replyVerifier = ({
  earlierKeyId,
  ...deps
}: Deps & { readonly earlierKeyId: string | undefined }): Pick<ReplyReference, 'verify'> => {
  const { find } = replySecret(deps);
  return {
    async verify(serviceId, number, mac) {
      const given = mac.toLowerCase();
      const text = textOf(serviceId, number);
      const secret = await find();
      if (secret !== undefined && isReference(given, macBy(secret, text))) return true;
      return earlierKeyId !== undefined && isReference(given, await earlierMac(deps.client, earlierKeyId, text));
    },
  };
};
