import { localAddresses, rewriteStrings } from '../../../../infra/local/template/addresses.ts';
import { ports } from '../../../support/local-aws.ts';

const rewrite = localAddresses({
  region: 'eu-west-1',
  ports,
  httpApis: ['ahttp'],
  webSocketApis: ['alive'],
  distributions: ['d123.cloudfront.net'],
});

describe('local addresses', () => {
  it.each([
    ['https://ahttp.execute-api.eu-west-1.amazonaws.com/services', 'http://localhost:4400/services'],
    ['wss://alive.execute-api.eu-west-1.amazonaws.com/live', 'ws://localhost:4402/live'],
    ['https://alive.execute-api.eu-west-1.amazonaws.com/live', 'http://127.0.0.1:4401/live'],
    ['https://d123.cloudfront.net/callback', 'http://localhost:4400/callback'],
    ['https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ABC123', 'http://localhost:4403'],
    [
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_ABC123/.well-known/jwks.json',
      'http://localhost:4403/.well-known/jwks.json',
    ],
    ['https://desk-login.auth.eu-west-1.amazoncognito.com/oauth2/token', 'http://localhost:4403/oauth2/token'],
    ['https://raw.s3.eu-west-1.amazonaws.com/a/b', 'http://127.0.0.1:4401/raw/a/b'],
    [
      "connect-src 'self' wss://alive.execute-api.eu-west-1.amazonaws.com https://raw.s3.eu-west-1.amazonaws.com;",
      "connect-src 'self' ws://localhost:4402 http://127.0.0.1:4401;",
    ],
  ])('puts %s at its local place', (given, expected) => {
    expect(rewrite(given)).toBe(expected);
  });

  it.each([
    'ahttp.execute-api.eu-west-1.amazonaws.com',
    'https://other.execute-api.eu-west-1.amazonaws.com',
    'https://ahttp.execute-api.us-east-1.amazonaws.com',
    'arn:aws:execute-api:eu-west-1:123456789012:alive/live/POST/@connections/*',
    'https://example.com/d123.cloudfront.net',
  ])('leaves %s as it is', (given) => {
    expect(rewrite(given)).toBe(given);
  });

  it('reaches every string of a value, and no key', () => {
    expect(
      rewriteStrings({ 'https://d123.cloudfront.net': ['https://d123.cloudfront.net', 1, null, { a: true }] }, rewrite),
    ).toEqual({ 'https://d123.cloudfront.net': ['http://localhost:4400', 1, null, { a: true }] });
  });
});
