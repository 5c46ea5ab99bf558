import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from 'node:crypto';

/** A request as it came in: the target undecoded, header names in lower case. */
export type SignedRequest = {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** The signature's parts, from the Authorization header or from the query of a presigned URL. */
export type Signature = {
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** ISO 8601 basic, UTC. */
  readonly date: string;
  readonly sessionToken: string | undefined;
  /** Only of a presigned URL: for how many seconds after `date` it is good. */
  readonly expiresSeconds: number | undefined;
};

/** Undefined when the request carries no signature of version 4, or one that can't be read. */
export const signatureOf = ({ target, headers }: SignedRequest): Signature | undefined => {
  const search = splitTarget(target)[1];
  const query = search === '' ? undefined : new URLSearchParams(search);
  const presigned = query?.get('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' ? query : undefined;
  const authorization =
    /^AWS4-HMAC-SHA256\s+Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!presigned && !authorization) return undefined;
  const [credential, signedHeaders, signature] = presigned
    ? [presigned.get('X-Amz-Credential'), presigned.get('X-Amz-SignedHeaders'), presigned.get('X-Amz-Signature')]
    : authorization!.slice(1);
  const [accessKeyId, day, region, service, end] = (credential ?? '').split('/');
  const date = presigned ? presigned.get('X-Amz-Date') : headers['x-amz-date'];
  if (!accessKeyId || !day || !region || !service || end !== 'aws4_request' || !signedHeaders || !signature || !date)
    return undefined;
  return {
    accessKeyId,
    day,
    region,
    service,
    signature,
    date,
    signedHeaders: signedHeaders.split(';'),
    sessionToken: (presigned ? presigned.get('X-Amz-Security-Token') : headers['x-amz-security-token']) ?? undefined,
    expiresSeconds: presigned ? Number(presigned.get('X-Amz-Expires')) : undefined,
  };
};

/** Whether the signature was made with this secret over this request. */
export const isSignedWith = (secretAccessKey: string, request: SignedRequest, signed: Signature): boolean => {
  const scope = `${signed.day}/${signed.region}/${signed.service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', signed.date, scope, sha256(canonicalRequest(request, signed))].join('\n');
  const expected = hmac(signingKey(secretAccessKey, signed), toSign);
  const given = Buffer.from(signed.signature, 'hex');
  return signed.date.startsWith(signed.day) && given.length === expected.length && timingSafeEqual(given, expected);
};

/**
 * Headers that change what is asked and that the signature doesn't cover: any `x-amz-…` one, and the host where it
 * isn't signed. Whoever holds a presigned address could add them.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export const unsignedHeaders = ({ headers }: SignedRequest, { signedHeaders }: Signature): readonly string[] =>
  Object.keys(headers).filter(
    (name) => (name.startsWith('x-amz-') || name === 'host') && !signedHeaders.includes(name),
  );

/** When the signature was made, in milliseconds; NaN when its date can't be read. */
export const signedAt = ({ date }: Signature): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** The hash of the body that the request itself names; undefined where the signature is of the body that came. */
const declaredHashOf = ({ headers }: SignedRequest, { service, expiresSeconds }: Signature): string | undefined =>
  expiresSeconds !== undefined && service === 's3' ? 'UNSIGNED-PAYLOAD' : headers['x-amz-content-sha256'];

/** Whether the body is the one whose hash was signed; a body for S3 that was declared unsigned always is. */
export const isBodySigned = (request: SignedRequest, signed: Signature): boolean => {
  const declared = declaredHashOf(request, signed);
  const mayBeUnsigned =
    signed.service === 's3' && (declared === 'UNSIGNED-PAYLOAD' || declared === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER');
  return declared === undefined || mayBeUnsigned || declared === sha256(request.body);
};

const canonicalRequest = (request: SignedRequest, signed: Signature) => {
  const [path, query] = splitTarget(request.target);
  return [
    request.method,
    // S3 signs the path as it is sent; every other service signs it encoded once more.
    signed.service === 's3' ? path : encode(path).replaceAll('%2F', '/'),
    canonicalQuery(query),
    ...signed.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim().replaceAll(/\s+/g, ' ')}`),
    '',
    signed.signedHeaders.join(';'),
    declaredHashOf(request, signed) ?? sha256(request.body),
  ].join('\n');
};

const splitTarget = (target: string): readonly [string, string] => {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
};

const canonicalQuery = (query: string) =>
  query
    .split('&')
    .filter((pair) => pair !== '' && !pair.startsWith('X-Amz-Signature='))
    .map((pair) => {
      const at = pair.indexOf('=');
      const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      // A plus is a space to whoever reads the query: it must be one to the signature, or a signed %2B could be turned
      // into one.
      return `${encode(decode(name.replaceAll('+', ' ')))}=${encode(decode(value.replaceAll('+', ' ')))}`;
    })
    .sort()
    .join('&');

const decode = (text: string) => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const sha256 = (content: string | Buffer) => hash('sha256', content, 'hex');
const hmac = (key: string | Buffer | KeyObject, content: string) => createHmac('sha256', key).update(content).digest();

/** A key is good for a day, a region and a service; there are some dozen at a time. */
const mostKeys = 1000;
const signingKeys = new Map<string, KeyObject>();

const signingKey = (secretAccessKey: string, { day, region, service }: Signature): KeyObject => {
  const of = [secretAccessKey, day, region, service].join('\n');
  const kept = signingKeys.get(of);
  if (kept) return kept;
  if (signingKeys.size >= mostKeys) signingKeys.clear();
  const key = createSecretKey([region, service, 'aws4_request'].reduce(hmac, hmac(`AWS4${secretAccessKey}`, day)));
  signingKeys.set(of, key);
  return key;
};
