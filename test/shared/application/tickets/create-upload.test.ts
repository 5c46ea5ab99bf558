import { memoryAttachments } from '../../../support/memory/memory-attachments.ts';
import { memoryDesk } from '../../../support/memory/memory-ticket-repository.ts';
import { memoryUploadStore } from '../../../support/memory/memory-upload-store.ts';
import { createUpload } from '../../../../shared/application/tickets/create-upload.ts';
import { steppingClock } from '../../../support/clock.ts';

const NOW = new Date('2026-11-22T09:00:01.000Z');
const given = { serviceId: 'support', agentId: 'mina', name: '견적서 (최종).pdf', type: 'application/pdf', size: 1000 };
const aDesk = () => {
  const uploads = memoryUploadStore(memoryDesk());
  return { uploads, create: createUpload({ clock: steppingClock(), files: { uploads, bucket: memoryAttachments() } }) };
};

it('given a file, when it is announced, then it has an address, a time to end at and a place of its own', async () => {
  const { uploads, create } = aDesk();
  expect(await create(given)).toEqual({
    ok: true,
    value: {
      uploadId: 'upl_000001',
      url: expect.stringContaining('uploads/support/upl_000001/견적서_(최종).pdf') as string,
      headers: { 'content-type': 'application/pdf' },
      expiresAt: '2026-11-23T09:00:01.000Z',
    },
  });
  expect(await uploads.findMany('support', 'mina', ['upl_000001'], NOW)).toEqual([
    { ...given, uploadId: 'upl_000001', key: 'uploads/support/upl_000001/견적서_(최종).pdf' },
  ]);
});

it.each([
  ['a path in its name', '../../etc/passwd', '../../etc/passwd', 'passwd'],
  ['control characters in its name', 'a\r\nb\0.txt', 'a b .txt', 'a_b_.txt'],
  ['half a character in its name', 'x\ud800.txt', 'x\ufffd.txt', 'x\ufffd.txt'],
])('given %s, then its key is safe and its name can be shown', async (_case, name, shown, inKey) => {
  const { uploads, create } = aDesk();
  await create({ ...given, name, type: 'Text/Plain' });
  expect(await uploads.findMany('support', 'mina', ['upl_000001'], NOW)).toMatchObject([
    { name: shown, type: 'text/plain', key: `uploads/support/upl_000001/${inKey}` },
  ]);
});

it('given what may not be attached, then nothing is announced', async () => {
  const { uploads, create } = aDesk();
  expect(await create({ ...given, name: 'setup.exe' })).toMatchObject({
    ok: false,
    error: { code: 'file_refused', because: 'type' },
  });
  expect(await create({ ...given, size: 26 * 1024 * 1024 })).toMatchObject({
    ok: false,
    error: { code: 'file_refused', because: 'too_large' },
  });
  expect(await uploads.findMany('support', 'mina', ['upl_000001', 'upl_000002'], NOW)).toEqual([]);
});
