import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { contentDisposition, s3AttachmentStore, s3RawMailStore } from '../../../../shared/adapters/s3/file-stores.ts';

const client = new S3Client({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' },
});
const s3 = mockClient(client);
beforeEach(() => {
  s3.reset();
});
const store = s3AttachmentStore({ client, bucket: 'files' });
const urlOf = async (name: string, type: string) =>
  new URL(await store.downloadUrl({ key: 'support/1/att_1/a b', name, type }));

describe('a download address', () => {
  it('is presigned for 15 minutes and downloads under the whole name', async () => {
    const url = await urlOf('견적서 "최종".pdf', 'application/pdf');
    expect(url.pathname).toBe('/support/1/att_1/a%20b');
    expect(url.searchParams.get('X-Amz-Expires')).toBe('900');
    expect(url.searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/);
    expect(url.searchParams.get('response-content-disposition')).toBe(
      'attachment; filename="___ ____.pdf"; filename*=UTF-8\'\'%EA%B2%AC%EC%A0%81%EC%84%9C%20%22%EC%B5%9C%EC%A2%85%22.pdf',
    );
  });
  it.each([
    ['image/png', 'image/png'],
    ['application/pdf', 'application/pdf'],
    ['text/plain', 'text/plain; charset=utf-8'],
    ['TEXT/CSV; charset=x', 'text/csv; charset=utf-8'],
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/xhtml+xml', 'application/octet-stream'],
    ['text/xml', 'application/octet-stream'],
    ['application/javascript', 'application/octet-stream'],
    ['message/rfc822', 'application/octet-stream'],
    ['evil', 'application/octet-stream'],
  ])('gives %s as %s', async (type, given) => {
    expect((await urlOf('x', type)).searchParams.get('response-content-type')).toBe(given);
  });
  it.each([
    ['a\r\nSet-Cookie: x', /^[^\r\n]*$/],
    ['../a.txt', /filename="\.\._a\.txt"/],
    ["it's (1).txt", /''it%27s%20%281%29\.txt$/],
    ['', /filename="file"/],
  ])('lets no name %j break the header', (name, form) => {
    expect(contentDisposition(name)).toMatch(form);
  });
});

it('puts and reads bytes', async () => {
  s3.on(PutObjectCommand).resolves({});
  await store.put('k', Uint8Array.of(1, 2), 'image/png');
  expect(s3.commandCalls(PutObjectCommand)[0]!.args[0].input).toEqual({
    Bucket: 'files',
    Key: 'k',
    Body: Uint8Array.of(1, 2),
    ContentType: 'image/png',
    ContentLength: 2,
  });
  s3.on(GetObjectCommand).resolves({ Body: { transformToByteArray: async () => Uint8Array.of(3) } as never });
  expect([...(await store.read('k')), ...(await s3RawMailStore({ client, bucket: 'raw' }).read('ses1'))]).toEqual([
    3, 3,
  ]);
  expect(s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input)).toEqual([
    { Bucket: 'files', Key: 'k' },
    { Bucket: 'raw', Key: 'ses1' },
  ]);
});
