import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { BusEvent } from '../../../../infra/local/kernel.ts';
import { s3, type S3 } from '../../../../infra/local/s3/s3.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  type LocalAws,
  startLocalAws,
  theResource,
} from '../../../support/local-aws.ts';

const console = 'http://localhost:4400';
const deployment = aDeployment({
  Attachments: {
    Type: 'AWS::S3::Bucket',
    Properties: {
      CorsConfiguration: {
        CorsRules: [
          {
            AllowedOrigins: [console],
            AllowedMethods: ['GET', 'PUT'],
            AllowedHeaders: ['content-type'],
            ExposedHeaders: ['etag'],
            MaxAge: 600,
          },
        ],
      },
    },
  },
  Telling: {
    Type: 'AWS::S3::Bucket',
    Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
  },
  ...aFunction({
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject'],
    Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Attachments', 'Arn'] }, '/services/*']] },
  }),
});
const Bucket = theResource(deployment, 'Attachments').ref;

describe('S3 on one machine', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let host: S3;
  let client: S3Client;
  let asFunction: S3Client;
  let clock: number;
  let told: BusEvent[];

  beforeEach(async () => {
    folder = aFolder();
    clock = 0;
    told = [];
    aws = await startLocalAws(deployment, folder.path, (_state, { authorize }) => {
      const buses = {
        put: async (events: readonly BusEvent[]) => {
          told.push(...events);
          return [];
        },
      };
      host = s3({ deployment, dataDir: folder.path, authorize, buses });
      return { services: { s3: host.service }, crossOrigin: host.crossOrigin, now: () => Date.now() + clock };
    });
    client = new S3Client(aws.client());
    asFunction = new S3Client(aws.client('Fn'));
  });
  afterEach(async () => {
    client.destroy();
    asFunction.destroy();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const put = (Key: string, Body: string | Buffer = 'content', more = {}) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more = {}) => {
    const { Body, ...rest } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...rest, text: await Body!.transformToString() };
  };
  const list = async (more = {}) => client.send(new ListObjectsV2Command({ Bucket, ...more }));

  it.each([
    'a.txt',
    "services/s1/한글 name+plus & (1)'*!.pdf",
    '../escape',
    'a/../b',
    'trailing/',
    `long/${'x'.repeat(1000)}`,
    'a%2Fb',
    '.',
  ])('keeps the object %j and gives it back', async (key) => {
    await put(key, `this is ${key}`);

    expect((await get(key)).text).toBe(`this is ${key}`);
    expect((await list()).Contents?.map(({ Key }) => Key)).toEqual([key]);
  });

  it('gives back type, disposition and metadata', async () => {
    await put('a', 'x', {
      ContentType: 'text/plain',
      ContentDisposition: 'attachment; filename="a.txt"',
      Metadata: { ticket: '7' },
    });

    const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'a' }));

    expect(head).toMatchObject({
      ContentType: 'text/plain',
      ContentDisposition: 'attachment; filename="a.txt"',
      Metadata: { ticket: '7' },
      ContentLength: 1,
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
    });
    expect(head.LastModified!.getTime()).toBeGreaterThan(Date.now() - 5000);
  });

  it.each([
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
  ])('gives the range %s', async (Range, text, ContentRange) => {
    await put('digits', '0123456789');

    expect(await get('digits', { Range })).toMatchObject({ text, ContentRange });
  });

  it('refuses a range past the end', async () => {
    await put('digits', '0123456789');

    await expect(get('digits', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('takes a stream, whose checksum comes after it', async () => {
    await client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'stream',
        Body: Readable.from([Buffer.from('one '), Buffer.from('two')]),
        ContentLength: 7,
      }),
    );

    expect((await get('stream')).text).toBe('one two');
  });

  it('notices a body that is not what its checksum says', async () => {
    await expect(put('bad', 'content', { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
  });

  it('deletes, also what is not there', async () => {
    await put('a');

    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));

    await expect(get('a')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('writes once where it is asked to', async () => {
    await put('once', 'first', { IfNoneMatch: '*' });

    await expect(put('once', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    expect((await get('once')).text).toBe('first');
  });

  it('copies', async () => {
    await put('from/ä', 'copied', { ContentType: 'text/plain' });

    await client.send(
      new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from/${encodeURIComponent('ä')}` }),
    );

    expect(await get('to')).toMatchObject({ text: 'copied', ContentType: 'text/plain' });
  });

  it('lists by prefix, folder and page', async () => {
    for (const key of ['b/1', 'a', 'b/2', 'c/x/1', 'c/y']) await put(key);

    expect((await list({ Prefix: 'b/' })).Contents?.map(({ Key }) => Key)).toEqual(['b/1', 'b/2']);
    expect(await list({ Delimiter: '/' })).toMatchObject({
      Contents: [{ Key: 'a' }],
      CommonPrefixes: [{ Prefix: 'b/' }, { Prefix: 'c/' }],
      KeyCount: 3,
      IsTruncated: false,
    });
    const keys: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await list({ MaxKeys: 2, ContinuationToken });
      keys.push(...page.Contents!.map(({ Key }) => Key!));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(keys).toEqual(['a', 'b/1', 'b/2', 'c/x/1', 'c/y']);
  });

  it('lets a function do what its role allows; it is not told what it may not list', async () => {
    await asFunction.send(new PutObjectCommand({ Bucket, Key: 'services/1', Body: 'x' }));

    await expect(asFunction.send(new PutObjectCommand({ Bucket, Key: 'other/1', Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringMatching(/s3:PutObject/),
    });
    await expect(asFunction.send(new GetObjectCommand({ Bucket, Key: 'services/none' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(asFunction.send(new DeleteObjectCommand({ Bucket, Key: 'services/1' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });

  it('names what is not hosted', async () => {
    await expect(client.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId: '1' }))).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringMatching(/\?versionId/),
    });
    await expect(client.send(new GetObjectCommand({ Bucket: 'none', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  describe('presigned', () => {
    it('is downloaded under the name that was signed', async () => {
      await put('services/a', 'secret');
      const url = await getSignedUrl(
        asFunction,
        new GetObjectCommand({
          Bucket,
          Key: 'services/a',
          ResponseContentDisposition: 'attachment; filename="a b.txt"; filename*=UTF-8\'\'%ED%95%9C.txt',
          ResponseContentType: 'text/plain',
        }),
        { expiresIn: 60 },
      );

      const response = await fetch(url);

      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toBe(
        'attachment; filename="a b.txt"; filename*=UTF-8\'\'%ED%95%9C.txt',
      );
      expect(response.headers.get('content-type')).toBe('text/plain');
      expect(await response.text()).toBe('secret');
    });

    it('is uploaded to, by the console too', async () => {
      const plain = new S3Client({ ...aws.client('Fn'), requestChecksumCalculation: 'WHEN_REQUIRED' });
      const good = await getSignedUrl(
        plain,
        new PutObjectCommand({ Bucket, Key: 'services/up', ContentType: 'image/png' }),
        { expiresIn: 60, signableHeaders: new Set(['content-type']) },
      );

      const response = await fetch(good, {
        method: 'PUT',
        body: 'png',
        headers: { 'content-type': 'image/png', origin: console },
      });

      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe(console);
      expect(await get('services/up')).toMatchObject({ text: 'png', ContentType: 'image/png' });
      expect((await fetch(good, { method: 'PUT', body: 'png', headers: { 'content-type': 'text/html' } })).status).toBe(
        403,
      );
      plain.destroy();
    });

    it.each<[string, (url: string) => string]>([
      ['another key', (url) => url.replace('services/a?', 'services/b?')],
      ['a longer life', (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600')],
      ['another disposition', (url) => url.replace('inline', 'attachment')],
      ['another signature', (url) => url.replace(/X-Amz-Signature=./, 'X-Amz-Signature=z')],
      ['no signature', (url) => url.split('?')[0]!],
    ])('is refused with %s', async (_name, tamper) => {
      await put('services/a', 'secret');
      const url = await getSignedUrl(
        asFunction,
        new GetObjectCommand({ Bucket, Key: 'services/a', ResponseContentDisposition: 'inline' }),
        { expiresIn: 60 },
      );

      const response = await fetch(tamper(url));

      expect(response.status).toBe(403);
      expect(await response.text()).not.toContain('secret');
    });

    it.each<[string, Readonly<Record<string, string>>]>([
      ['a copy of another’s file', { 'x-amz-copy-source': '/BUCKET/services/theirs' }],
      ['a copy that was signed nowhere, in other letters', { 'X-Amz-Copy-Source': 'BUCKET/services/theirs' }],
      ['metadata', { 'x-amz-meta-ticket': '7' }],
      ['a checksum', { 'x-amz-checksum-crc32': 'AAAAAA==' }],
      ['another storage class', { 'x-amz-storage-class': 'GLACIER' }],
      ['an access list', { 'x-amz-acl': 'public-read' }],
      ['a directive', { 'x-amz-metadata-directive': 'REPLACE' }],
      ['a hash of the body', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }],
    ])('takes no header that was not signed: %s', async (_what, headers) => {
      await put('services/theirs', 'secret');
      const plain = new S3Client({ ...aws.client('Fn'), requestChecksumCalculation: 'WHEN_REQUIRED' });
      const url = await getSignedUrl(plain, new PutObjectCommand({ Bucket, Key: 'services/mine' }), { expiresIn: 60 });
      const response = await fetch(url, {
        method: 'PUT',
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, value.replace('BUCKET', Bucket)]),
        ),
      });
      const [name] = Object.keys(headers) as [string];
      expect(response.status).toBe(403);
      expect(await response.text()).toMatch(
        new RegExp(
          `<Code>AccessDenied</Code>.*There were headers present in the request which were not signed.*<HeadersNotSigned>${name.toLowerCase()}</HeadersNotSigned>`,
          's',
        ),
      );
      expect((await list()).Contents?.map(({ Key }) => Key)).toEqual(['services/theirs']);
      expect((await fetch(url, { method: 'PUT', body: 'mine' })).status).toBe(200);
      plain.destroy();
    });

    it('takes no signature that leaves the host open, and no plus where a %2B was signed', async () => {
      await put('services/a', 'secret');
      const url = await getSignedUrl(
        asFunction,
        new GetObjectCommand({ Bucket, Key: 'services/a', ResponseContentDisposition: 'attachment; filename="a+b"' }),
        { expiresIn: 60 },
      );
      expect((await fetch(url)).status).toBe(200);
      expect(url).toContain('a%2Bb');
      expect((await fetch(url.replace('a%2Bb', 'a+b'))).status).toBe(403);
      expect((await fetch(url.replace('X-Amz-SignedHeaders=host', 'X-Amz-SignedHeaders=x-none'))).status).toBe(403);
    });

    it.each(['services/a/../../other/a', 'services/..%2Fother/a', '/services/a', 'services//a'])(
      'of one key opens no other, however the path is written: %s',
      async (key) => {
        await put('services/a', 'fine');
        await put('other/a', 'secret');
        const url = await getSignedUrl(asFunction, new GetObjectCommand({ Bucket, Key: 'services/a' }), {
          expiresIn: 60,
        });
        const { port, pathname, search } = new URL(url);
        const asked = await new Promise<{ status: number; body: string }>((resolve, reject) => {
          httpRequest(
            { host: '127.0.0.1', port, path: `${pathname.replace('services/a', key)}${search}` },
            (incoming) => {
              let body = '';
              incoming
                .on('data', (chunk: Buffer) => {
                  body += chunk.toString();
                })
                .once('end', () => {
                  resolve({ status: incoming.statusCode!, body });
                });
            },
          )
            .once('error', reject)
            .end();
        });
        expect(asked.status).toBe(403);
        expect(asked.body).not.toContain('secret');
      },
    );

    it('of one method serves no other', async () => {
      await put('services/a', 'fine');
      const url = await getSignedUrl(asFunction, new GetObjectCommand({ Bucket, Key: 'services/a' }), {
        expiresIn: 60,
      });
      for (const method of ['PUT', 'DELETE', 'HEAD'])
        expect([method, (await fetch(url, { method })).status]).toEqual([method, 403]);
      expect((await get('services/a')).text).toBe('fine');
    });

    it('copies by a signed header only what the signer may read', async () => {
      await put('services/a', 'fine');
      await put('other/a', 'secret');
      await asFunction.send(new CopyObjectCommand({ Bucket, Key: 'services/b', CopySource: `${Bucket}/services/a` }));
      expect((await get('services/b')).text).toBe('fine');
      await expect(
        asFunction.send(new CopyObjectCommand({ Bucket, Key: 'services/c', CopySource: `${Bucket}/other/a` })),
      ).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    });

    it('is refused when its time is over', async () => {
      await put('services/a', 'secret');
      const url = await getSignedUrl(asFunction, new GetObjectCommand({ Bucket, Key: 'services/a' }), {
        expiresIn: 60,
      });
      clock = 61_000;

      const response = await fetch(url);

      expect(response.status).toBe(403);
      expect(await response.text()).toContain('Request has expired');
    });

    it('gives no more than the function that signed it may do', async () => {
      await put('other/a', 'secret');

      expect(
        (await fetch(await getSignedUrl(asFunction, new GetObjectCommand({ Bucket, Key: 'other/a' })))).status,
      ).toBe(403);
    });
  });

  describe('for a browser', () => {
    const preflight = (headers: Record<string, string>) =>
      fetch(`${aws.url}/${Bucket}/services/a`, { method: 'OPTIONS', headers });

    it('allows what the bucket allows', async () => {
      const response = await preflight({
        origin: console,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'content-type',
      });

      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': console,
        'access-control-allow-methods': 'GET, PUT',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': '600',
      });
    });

    it.each([
      ['another origin', { origin: 'https://example.com', 'access-control-request-method': 'PUT' }],
      ['another method', { origin: console, 'access-control-request-method': 'DELETE' }],
      [
        'another header',
        { origin: console, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-custom' },
      ],
    ])('refuses %s', async (_name, headers) => {
      const response = await preflight(headers);

      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    });
  });

  it('gives those in the process the same objects', async () => {
    await host.buckets.put(Bucket, 'mail/1', Buffer.from('raw'), { 'content-type': 'message/rfc822' });

    expect(await get('mail/1')).toMatchObject({ text: 'raw', ContentType: 'message/rfc822' });
    expect((await host.buckets.get(Bucket, 'mail/1'))?.body.toString()).toBe('raw');
    expect(await host.buckets.get(Bucket, 'mail/2')).toBeUndefined();
  });

  it('tells the default bus of each new object of a bucket that is to, however it came, and of no other', async () => {
    const telling = theResource(deployment, 'Telling').ref;
    await put('a', 'x');
    await put('b', 'x', { Bucket: telling });
    await client.send(new CopyObjectCommand({ Bucket: telling, Key: 'c', CopySource: `${telling}/b` }));
    await host.buckets.put(telling, 'd', Buffer.from('whole'));
    expect(told.map(({ Source, DetailType }) => [Source, DetailType])).toEqual(
      Array(3).fill(['aws.s3', 'Object Created']),
    );
    expect(told.map(({ Detail }) => JSON.parse(Detail) as unknown)).toEqual([
      expect.objectContaining({
        bucket: { name: telling },
        object: expect.objectContaining({ key: 'b', size: 1, etag: '9dd4e461268c8034f5c8564e155c67a6' }),
        reason: 'PutObject',
      }),
      expect.objectContaining({ object: expect.objectContaining({ key: 'c' }), reason: 'CopyObject' }),
      expect.objectContaining({ object: expect.objectContaining({ key: 'd', size: 5 }), reason: 'PutObject' }),
    ]);
  });
});

it('does not start with another kind of notification', () => {
  using folder = aFolder();
  const asking = aDeployment({
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { NotificationConfiguration: { QueueConfigurations: [] } } },
  });
  expect(() =>
    s3({ deployment: asking, dataDir: folder.path, authorize: () => {}, buses: { put: async () => [] } }),
  ).toThrow('NotificationConfiguration.QueueConfigurations is not hosted');
});

it('keeps objects whole when the machine is started again, and drops what was half written', async () => {
  using folder = aFolder();
  const start = () => s3({ deployment, dataDir: folder.path, authorize: () => {}, buses: { put: async () => [] } });
  await start().buckets.put(Bucket, 'a', Buffer.from('whole'));
  const objects = join(folder.path, 'objects', Bucket);
  const [name] = readdirSync(objects);
  writeFileSync(join(objects, `${name!}.1-1.new`), readFileSync(join(objects, name!)).subarray(0, 20));

  const again = start();
  await again.buckets.put(Bucket, 'b', Buffer.from('other'));

  expect((await again.buckets.get(Bucket, 'a'))?.body.toString()).toBe('whole');
  expect(readdirSync(objects).filter((each) => each.endsWith('.new'))).toEqual([]);
});
