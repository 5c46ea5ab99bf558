import { memoryAttachments, type MemoryObject } from '../../../support/memory/memory-attachments.ts';
import { memoryDesk } from '../../../support/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../../support/memory/memory-upload-store.ts';
import { claimUploads } from '../../../../shared/application/tickets/entry-body.ts';
import type { Upload } from '../../../../shared/application/ports/writing.ts';
import { MAILED_BYTES } from '../../../../shared/domain/ticket/attachment-rules.ts';

const now = new Date('2026-11-22T09:00:00.000Z');
const MB = 1024 * 1024;

/** A desk where an agent announced these files; of each as many bytes came as `came` says, all by default. */
const deskWith = async (
  ...files: readonly (Partial<Upload> & { readonly uploadId: string; readonly came?: number })[]
) => {
  const objects = new Map<string, MemoryObject>();
  const uploads = memoryUploadStore(memoryDesk());
  const bucket = memoryAttachments(objects);
  for (const { came, ...file } of files) {
    const upload: Upload = {
      serviceId: 'support',
      agentId: 'mina',
      name: `${file.uploadId}.txt`,
      type: 'text/plain',
      size: 3,
      key: `uploads/support/${file.uploadId}/x`,
      ...file,
    };
    await uploads.put(upload, now);
    if (came !== 0) await bucket.put(upload.key, Buffer.alloc(came ?? upload.size, upload.uploadId), upload.type);
  }
  const claim = (
    uploadIds: readonly string[],
    over: { readonly mailed?: boolean; readonly agentId?: string; readonly number?: number } = {},
  ) =>
    claimUploads({ uploads, bucket })({
      serviceId: 'support',
      number: 7,
      agentId: 'mina',
      uploadIds,
      mailed: false,
      now,
      ...over,
    });
  const copied = () => [...objects.keys()].filter((key) => !key.startsWith('uploads/'));
  return { objects, claim, copied };
};

it('given files that came, when they are claimed, then they lie with the ticket, in the order asked for', async () => {
  const { claim, objects } = await deskWith(
    { uploadId: 'upl_a', name: '하나.txt' },
    { uploadId: 'upl_b', name: 'two: 2.txt' },
  );
  expect(await claim(['upl_b', 'upl_a'])).toEqual({
    ok: true,
    value: [
      { id: 'att_b', key: 'support/7/att_b/two_2.txt', name: 'two: 2.txt', type: 'text/plain', size: 3 },
      { id: 'att_a', key: 'support/7/att_a/하나.txt', name: '하나.txt', type: 'text/plain', size: 3 },
    ],
  });
  expect(objects.get('support/7/att_a/하나.txt')).toEqual(objects.get('uploads/support/upl_a/x'));
});

it('given that it was claimed before, when it is asked again, then it is the same copy; of another ticket it is another', async () => {
  const { claim, copied } = await deskWith({ uploadId: 'upl_a' });
  expect(await claim(['upl_a'])).toEqual(await claim(['upl_a']));
  expect(copied()).toHaveLength(1);
  await claim(['upl_a'], { number: 8 });
  expect(copied()).toEqual(['support/7/att_a/upl_a.txt', 'support/8/att_a/upl_a.txt']);
});

describe('refuses, and copies nothing,', () => {
  it.each([
    [
      'one that never came',
      { uploadId: 'upl_b', came: 0 },
      'mina',
      { code: 'upload_incomplete', uploadId: 'upl_b', name: 'upl_b.txt' },
    ],
    [
      'one that came in part',
      { uploadId: 'upl_b', came: 2 },
      'mina',
      { code: 'upload_incomplete', uploadId: 'upl_b', name: 'upl_b.txt' },
    ],
    ['another agent’s', { uploadId: 'upl_b', agentId: 'jun' }, 'mina', { code: 'upload_not_found', uploadId: 'upl_b' }],
    ['one that nobody announced', { uploadId: 'upl_c' }, 'mina', { code: 'upload_not_found', uploadId: 'upl_b' }],
  ])('%s, with all that came with it', async (_name, second, agentId, error) => {
    const { claim, copied } = await deskWith({ uploadId: 'upl_a' }, second);
    expect(await claim(['upl_a', 'upl_b'], { agentId })).toEqual({ ok: false, error });
    expect(copied()).toEqual([]);
  });

  it('files that are too large for one mail, where they are to be mailed', async () => {
    const { claim, copied } = await deskWith({ uploadId: 'upl_a', size: 4 * MB }, { uploadId: 'upl_b', size: 4 * MB });
    expect(await claim(['upl_a', 'upl_b'], { mailed: true })).toEqual({
      ok: false,
      error: { code: 'files_too_large_to_mail', bytes: 8 * MB, limitBytes: MAILED_BYTES },
    });
    expect(copied()).toEqual([]);
    expect(await claim(['upl_a', 'upl_b'])).toMatchObject({ ok: true });
    expect(await claim(['upl_a'], { mailed: true })).toMatchObject({ ok: true });
  });
});
