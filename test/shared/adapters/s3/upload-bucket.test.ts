import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { s3 } from '../../../../infra/local/s3/s3.ts';
import { s3UploadBucket } from '../../../../shared/adapters/s3/upload-bucket.ts';
import type { UploadBucket } from '../../../../shared/application/ports/writing.ts';
import {
  aDeployment,
  aFolder,
  aFunction,
  startLocalAws,
  theResource,
  type LocalAws,
} from '../../../support/local-aws.ts';

const arn = { 'Fn::GetAtt': ['Attachments', 'Arn'] };
const below = (path: string) => ({ 'Fn::Join': ['', [arn, path]] });
const deployment = aDeployment({
  Attachments: { Type: 'AWS::S3::Bucket', Properties: {} },
  ...aFunction(
    { Effect: 'Allow', Action: 's3:PutObject', Resource: below('/*') },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: below('/uploads/*') },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn },
  ),
});
const bucketName = theResource(deployment, 'Attachments').ref;
const upload = { key: 'uploads/care/upl_1/견적서_(1)+.png', type: 'image/png', size: 5 };

describe('the bucket of uploads, asked with the rights that the function has', () => {
  let folder: ReturnType<typeof aFolder>;
  let aws: LocalAws;
  let client: S3Client;
  let bucket: UploadBucket;
  let clock: number;
  beforeEach(async () => {
    folder = aFolder();
    clock = 0;
    aws = await startLocalAws(deployment, folder.path, (_state, { authorize }) => {
      const host = s3({ deployment, dataDir: folder.path, authorize, buses: { put: async () => [] } });
      return { services: { s3: host.service }, crossOrigin: host.crossOrigin, now: () => Date.now() + clock };
    });
    client = new S3Client({ ...aws.client('Fn'), requestChecksumCalculation: 'WHEN_REQUIRED' });
    bucket = s3UploadBucket({ client, bucket: bucketName });
  });
  afterEach(async () => {
    client.destroy();
    await aws.stop();
    folder[Symbol.dispose]();
  });

  const send = async (body: string, headers?: Readonly<Record<string, string>>) => {
    const announced = await bucket.uploadUrl(upload);
    return (await fetch(announced.url, { method: 'PUT', body, headers: headers ?? announced.headers })).status;
  };

  it('takes the file that was announced, in one PUT with the headers that were given', async () => {
    expect(await send('12345')).toBe(200);
    expect(await bucket.sizeOf(upload.key)).toBe(5);
  });

  it.each([
    ['a longer file', '123456', undefined],
    ['a shorter file', '1234', undefined],
    ['an empty file', '', undefined],
    ['another type', '12345', { 'content-type': 'text/html' }],
    ['no type', '12345', {}],
  ])('refuses %s', async (_name, body, headers) => {
    expect(await send(body, headers)).toBe(403);
    expect(await bucket.sizeOf(upload.key)).toBeUndefined();
  });

  it('refuses another key under the same address, and after 15 minutes any', async () => {
    const { url, headers } = await bucket.uploadUrl(upload);
    const put = async (address: string) => (await fetch(address, { method: 'PUT', body: '12345', headers })).status;
    expect(await put(url.replace('upl_1', 'upl_2'))).toBe(403);
    clock = 901_000;
    expect(await put(url)).toBe(403);
  });

  it('knows nothing of what never came', async () => {
    expect(await bucket.sizeOf('uploads/care/none/x')).toBeUndefined();
  });

  it('copies what came, whole and with its type, also over an earlier copy', async () => {
    await send('12345');
    for (let time = 0; time < 2; time += 1) await bucket.copy(upload.key, 'care/1/att_1/견적서.png');
    const operator = new S3Client(aws.client());
    const { Body, ContentType } = await operator.send(
      new GetObjectCommand({ Bucket: bucketName, Key: 'care/1/att_1/견적서.png' }),
    );
    expect([await Body!.transformToString(), ContentType]).toEqual(['12345', 'image/png']);
    operator.destroy();
  });

  it('throws what is no absence', async () => {
    const lost = new S3Client({ ...aws.client(), endpoint: 'http://127.0.0.1:1', maxAttempts: 1 });
    await expect(s3UploadBucket({ client: lost, bucket: bucketName }).sizeOf('uploads/x')).rejects.toThrow();
    lost.destroy();
  });
});
