import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Bytes below which an answer fits into one packet anyway. */
const SMALLEST = 1400;
/** The quickest: larger levels take twice the time for a tenth less. */
const LEVEL = 1;

/** Does an `Accept-Encoding` header take gzip? RFC 9110, 12.5.3. */
const takesGzip = (acceptEncoding: string): boolean => {
  const weights = new Map(
    acceptEncoding.split(',').map((each) => {
      const [coding = '', weight = 'q=1'] = each.split(';').map((part) => part.trim().toLowerCase());
      return [coding, Number(weight.replace(/^q=/, ''))];
    }),
  );
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
};

/**
 * An answer in gzip, where the client takes it and it saves something. Nobody on the way does it: API Gateway's HTTP
 * APIs don't compress, and CloudFront doesn't where nothing is cached
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html).
 */
export const compressed = (
  answer: APIGatewayProxyStructuredResultV2,
  acceptEncoding: string | undefined,
): APIGatewayProxyStructuredResultV2 => {
  const { body, headers } = answer;
  if (body === undefined || Buffer.byteLength(body) < SMALLEST) return answer;
  const varying = { ...headers, vary: 'accept-encoding' };
  if (!takesGzip(acceptEncoding ?? '')) return { ...answer, headers: varying };
  return {
    ...answer,
    headers: { ...varying, 'content-encoding': 'gzip' },
    body: gzipSync(body, { level: LEVEL }).toString('base64'),
    isBase64Encoded: true,
  };
};
