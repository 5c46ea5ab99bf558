import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A TLS certificate for simulators, made anew each time: no private key lies in the project. PEM. */
export type SelfSigned = { readonly key: string; readonly certificate: string };

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128
      ? [content.length]
      : content.length < 256
        ? [0x81, content.length]
        : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, 'hex');
/** https://www.rfc-editor.org/rfc/rfc5280: times until 2049 have two digits of the year. */
const utcTime = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));

const COMMON_NAME = hex('0603550403');
const SUBJECT_ALTERNATIVE_NAME = hex('0603551d11');
const ECDSA_WITH_SHA256 = sequence(hex('06082a8648ce3d040302'));
const DAY = 24 * 60 * 60 * 1000;

/** A certificate for these DNS names and 127.0.0.1, good from yesterday for ten years. */
export const selfSigned = (names: readonly string[] = ['localhost']): SelfSigned => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const name = sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from('Handover simulators')))));
  const alternatives = sequence(
    ...names.map((each) => der(0x82, Buffer.from(each))),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const now = Date.now();
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), randomBytes(15)),
    ECDSA_WITH_SHA256,
    name,
    sequence(utcTime(new Date(now - DAY)), utcTime(new Date(now + 3650 * DAY))),
    name,
    publicKey,
    der(0xa3, sequence(sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, alternatives)))),
  );
  const signature = sign('sha256', body, { key: createPrivateKey(privateKey), dsaEncoding: 'der' });
  const certificate = sequence(body, ECDSA_WITH_SHA256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey,
    certificate: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
  };
};

/**
 * The certificate that is kept in a file, made when there is none yet: a running desk's settings, which name it, stay
 * the same from start to start.
 */
export const keptCertificate = (file: string): SelfSigned => {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, JSON.stringify(selfSigned()), { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    // Under jest Node's own errors are no instances of the test's Error.
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return JSON.parse(readFileSync(file, 'utf8')) as SelfSigned;
};
