/**
 * What AWS charges for each unit that a desk uses, in US dollars, without any free tier. Change a price here and
 * `npm run bench -- cost` counts with it. What costs nothing has no row: Lambda's reads of a stream, up to 10,000
 * agents in a user pool, rules and their deliveries within the account.
 */
export const REGIONS = ['ap-northeast-2', 'us-east-1'] as const;
/** Seoul, where the desk is meant to run, and the region that others compare with. */
export type Region = (typeof REGIONS)[number];

export type Price = {
  /** The line of the bill that it is counted in. */
  readonly part: string;
  readonly unit: string;
  /** The price is for so many units. */
  readonly per: number;
  readonly usd: Readonly<Record<Region, number>>;
  /** AWS's public page of it. */
  readonly page: string;
  /** `quoted`: Seoul's price stands in a public text that quotes AWS's prices of that day; `known`: not read again. */
  readonly how: 'quoted' | 'known';
  readonly date: string;
};

const MILLION = 1_000_000;
const GIB = 2 ** 30;
const price = (
  part: string,
  unit: string,
  per: number,
  [seoul, virginia]: readonly [seoul: number, virginia: number],
  page: string,
  how: Price['how'],
  date: string,
): Price => ({
  part,
  unit,
  per,
  usd: { 'ap-northeast-2': seoul, 'us-east-1': virginia },
  page: `https://aws.amazon.com/${page}`,
  how,
  date,
});

const DYNAMODB = 'dynamodb/pricing/on-demand/';
const GATEWAY = 'api-gateway/pricing/';
const CDN = 'cloudfront/pricing/pay-as-you-go/';
const CLOUDWATCH = 'cloudwatch/pricing/';
/** When prices that were not read were last looked through. */
const LOOKED_THROUGH = '2026-11-29';

export const PRICES = {
  // Since they were halved in November 2024.
  writeUnits: price('DynamoDB writes', 'write request unit', MILLION, [0.68, 0.625], DYNAMODB, 'quoted', '2026-06-12'),
  readUnits: price('DynamoDB reads', 'read request unit', MILLION, [0.1355, 0.125], DYNAMODB, 'quoted', '2026-06-12'),
  lambdaRequests: price('Lambda', 'invocation', MILLION, [0.2, 0.2], 'lambda/pricing/', 'known', LOOKED_THROUGH),
  lambdaGbSeconds: price(
    'Lambda',
    'GB-second on arm64',
    1,
    [0.0000133334, 0.0000133334],
    'lambda/pricing/',
    'quoted',
    '2026-10-01',
  ),
  httpRequests: price('HTTP API', 'request', MILLION, [1.23, 1], GATEWAY, 'known', LOOKED_THROUGH),
  // A published calculation for Seoul: 1.1 billion messages are $1,234, at 1.14 and 0.94 beyond a billion.
  socketMessages: price('WebSocket', 'message of up to 32 KB', MILLION, [1.14, 1], GATEWAY, 'quoted', '2026-09-15'),
  socketMinutes: price('WebSocket', 'connection minute', MILLION, [0.285, 0.25], GATEWAY, 'known', LOOKED_THROUGH),
  events: price(
    'EventBridge',
    'custom event of up to 64 KB',
    MILLION,
    [1, 1],
    'eventbridge/pricing/',
    'known',
    LOOKED_THROUGH,
  ),
  schedules: price(
    'EventBridge',
    'run of a schedule',
    MILLION,
    [1, 1],
    'eventbridge/pricing/',
    'known',
    LOOKED_THROUGH,
  ),
  queueRequests: price('SQS', 'request', MILLION, [0.4, 0.4], 'sqs/pricing/', 'known', LOOKED_THROUGH),
  topicPublishes: price('SNS', 'publish', MILLION, [0.5, 0.5], 'sns/pricing/', 'known', LOOKED_THROUGH),
  objectWrites: price('S3', 'PUT', 1000, [0.0045, 0.005], 's3/pricing/', 'quoted', '2026-10-01'),
  objectReads: price('S3', 'GET', 1000, [0.00035, 0.0004], 's3/pricing/', 'quoted', '2026-10-01'),
  keyRequests: price('KMS', 'request', 10_000, [0.03, 0.03], 'kms/pricing/', 'quoted', '2026-10-01'),
  logBytes: price('Logs', 'byte written', GIB, [0.76, 0.5], CLOUDWATCH, 'quoted', '2026-10-01'),
  cdnRequests: price('CloudFront', 'HTTPS request', 10_000, [0.012, 0.01], CDN, 'known', LOOKED_THROUGH),
  cdnBytes: price('CloudFront', 'byte to viewers', GIB, [0.12, 0.085], CDN, 'quoted', '2026-10-01'),
  bytesOut: price(
    'WebSocket',
    'byte to the internet',
    GIB,
    [0.126, 0.09],
    'ec2/pricing/on-demand/',
    'known',
    LOOKED_THROUGH,
  ),
  alarms: price('Fixed', 'alarm a month', 1, [0.1, 0.1], CLOUDWATCH, 'known', LOOKED_THROUGH),
  keys: price('Fixed', 'key a month', 1, [1, 1], 'kms/pricing/', 'quoted', '2026-10-01'),
  idlePolls: price(
    'Fixed',
    'SQS request that finds nothing',
    MILLION,
    [0.4, 0.4],
    'sqs/pricing/',
    'known',
    LOOKED_THROUGH,
  ),
  mailsOut: price('SES', 'mail sent', 1000, [0.1, 0.1], 'ses/pricing/', 'known', LOOKED_THROUGH),
  mailsIn: price('SES', 'mail received', 1000, [0.1, 0.1], 'ses/pricing/', 'known', LOOKED_THROUGH),
  mailChunksIn: price('SES', '256 KB received', 1000, [0.09, 0.09], 'ses/pricing/', 'known', LOOKED_THROUGH),
} as const satisfies Readonly<Record<string, Price>>;

export type Unit = keyof typeof PRICES;
