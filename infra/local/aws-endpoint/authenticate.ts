import { AwsError, type Principal } from '../kernel.ts';
import type { Iam } from '../iam/iam.ts';
import {
  isBodySigned,
  isSignedWith,
  type SignedRequest,
  signedAt,
  type Signature,
  unsignedHeaders,
} from './signature.ts';

/** AWS accepts a request whose date is at most this far from its own clock. */
const clockSkewMs = 15 * 60_000;
/** The longest life of a presigned URL that S3 accepts. */
const longestPresignedSeconds = 7 * 24 * 3600;

export type Authenticated = { readonly service: string; readonly principal: Principal };

/** Checks the signature and returns the caller and the service. Throws the error that the service would answer. */
export const authenticate = (
  request: SignedRequest,
  signed: Signature | undefined,
  iam: Iam,
  region: string,
  now: number,
): Authenticated => {
  if (!signed)
    throw new AwsError('MissingAuthenticationTokenException', 'The request has no signature of version 4.', 403);
  const holder = iam.holderOf(signed.accessKeyId);
  const s3 = signed.service === 's3';
  if (!holder || holder.credentials.sessionToken !== signed.sessionToken) {
    throw s3
      ? new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403)
      : new AwsError('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
  }
  refuseStale(signed, now);
  const unsigned = unsignedHeaders(request, signed);
  if (unsigned.length > 0) {
    throw s3
      ? new AwsError('AccessDenied', 'There were headers present in the request which were not signed', 403, {
          HeadersNotSigned: unsigned.join(', '),
        })
      : new AwsError('InvalidSignatureException', `The headers ${unsigned.join(', ')} were not signed.`, 403);
  }
  if (signed.region !== region || !isSignedWith(holder.credentials.secretAccessKey, request, signed)) {
    throw new AwsError(
      s3 ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      signed.region === region
        ? 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.'
        : `Credential should be scoped to the region ${region}.`,
      403,
    );
  }
  if (!isBodySigned(request, signed)) {
    throw s3
      ? new AwsError(
          'XAmzContentSHA256Mismatch',
          "The provided 'x-amz-content-sha256' header does not match what was computed.",
          400,
        )
      : new AwsError('InvalidSignatureException', 'The body is not the one that was signed.', 403);
  }
  return { service: signed.service, principal: holder.principal };
};

const refuseStale = (signed: Signature, now: number) => {
  const at = signedAt(signed);
  if (signed.expiresSeconds === undefined) {
    if (!(Math.abs(now - at) <= clockSkewMs))
      throw new AwsError(
        signed.service === 's3' ? 'RequestTimeTooSkewed' : 'InvalidSignatureException',
        'Signature expired or not yet current.',
        403,
      );
    return;
  }
  if (!(signed.expiresSeconds > 0 && signed.expiresSeconds <= longestPresignedSeconds)) {
    throw new AwsError('AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds', 400);
  }
  if (!(at <= now + clockSkewMs)) throw new AwsError('AccessDenied', 'Request is not yet valid', 403);
  if (now > at + signed.expiresSeconds * 1000) throw new AwsError('AccessDenied', 'Request has expired', 403);
};
