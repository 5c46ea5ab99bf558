import { timingSafeEqual } from 'node:crypto';
import { GenerateMacCommand, type KMSClient } from '@aws-sdk/client-kms';
import type { ReplyReference } from '../../application/ports/mails.ts';

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

/**
 * Reply references signed by an HMAC key of KMS. The address holds only the beginning of the MAC, which VerifyMac can't
 * check: the MAC is generated again and compared. Both directions therefore need kms:GenerateMac.
 */
export const kmsReplyReference = ({
  client,
  keyId,
}: {
  readonly client: KMSClient;
  readonly keyId: string;
}): ReplyReference => {
  const sign = async (serviceId: string, number: number): Promise<string> => {
    const { Mac } = await client.send(
      new GenerateMacCommand({
        KeyId: keyId,
        MacAlgorithm: 'HMAC_SHA_256',
        Message: Buffer.from(`${serviceId}/${number}`, 'utf8'),
      }),
    );
    if (Mac === undefined || Mac.length < MAC_BYTES) throw new Error('KMS answered without a mac');
    return toBase32(Mac.subarray(0, MAC_BYTES));
  };
  return {
    sign,
    async verify(serviceId, number, mac) {
      const given = Buffer.from(mac.toLowerCase(), 'latin1');
      const right = Buffer.from(await sign(serviceId, number), 'latin1');
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
};
