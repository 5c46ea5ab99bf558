import type { Call } from '../../../../../web/src/desk/api/call-operation.ts';
import { ProblemError } from '../../../../../web/src/desk/api/problem-error.ts';
import { createUploads, type SendFile } from '../../../../../web/src/desk/uploads/uploads.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Uploads whose bytes arrive when the test says so. */
const aWindow = (refusal?: ProblemError) => {
  const sending: { url: string; signal: AbortSignal; arrive: () => void; fail: () => void }[] = [];
  const send: SendFile = ({ url }, _file, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      onProgress(0.5);
      signal.addEventListener('abort', () => {
        reject(new Error('ended'));
      });
      sending.push({
        url,
        signal,
        arrive: () => {
          resolve();
        },
        fail: () => {
          reject(new Error('network'));
        },
      });
    });
  const browser = { online: true, back: (): void => undefined };
  const uploads = createUploads({
    send,
    isOnline: () => browser.online,
    onOnline: (listener) => {
      browser.back = listener;
    },
  });
  let announced = 0;
  const call = (async () => {
    announced += 1;
    if (refusal !== undefined) throw refusal;
    return { uploadId: `upl_${announced}`, url: `https://bucket/${announced}`, headers: {}, expiresAt: '' };
  }) as unknown as Call;
  const arrived: string[] = [];
  return {
    uploads,
    sending,
    browser,
    arrived,
    announced: () => announced,
    start: (id: string): void => {
      uploads.start({
        serviceId: 'care',
        call,
        file: { id, name: `${id}.txt`, type: 'text/plain', size: 1 },
        bytes: new Blob(['x']),
        onArrived: (which, uploadId) => {
          arrived.push(`${which} ${uploadId}`);
        },
      });
    },
  };
};

it('given more files than go at once, then the others wait, and follow', async () => {
  const { uploads, sending, start, arrived } = aWindow();
  for (const id of ['a', 'b', 'c', 'd']) start(id);
  await settled();
  expect(sending).toHaveLength(3);
  expect(uploads.states().get('a')).toEqual({ kind: 'running', progress: 0.5 });
  expect(uploads.states().get('d')).toEqual({ kind: 'waiting' });
  sending[0]!.arrive();
  await settled();
  expect(sending).toHaveLength(4);
  expect(uploads.states().has('a')).toBe(false);
  expect(arrived).toEqual(['a upl_1']);
});

it('given an upload that fails, when it is repeated, then it gets an address of its own', async () => {
  const { uploads, sending, start, arrived } = aWindow();
  start('a');
  await settled();
  sending[0]!.fail();
  await settled();
  expect(uploads.states().get('a')).toEqual({ kind: 'failed', code: 'network' });
  uploads.retry('a');
  await settled();
  sending[1]!.arrive();
  await settled();
  expect([sending.map(({ url }) => url), arrived]).toEqual([['https://bucket/1', 'https://bucket/2'], ['a upl_2']]);
});

it('given no connection, then it waits, and goes when there is one', async () => {
  const { uploads, sending, start, browser, announced } = aWindow();
  browser.online = false;
  start('a');
  await settled();
  expect([uploads.states().get('a'), announced()]).toEqual([{ kind: 'waiting' }, 0]);
  browser.online = true;
  browser.back();
  await settled();
  browser.online = false;
  sending[0]!.fail();
  await settled();
  expect(uploads.states().get('a')).toEqual({ kind: 'waiting' });
});

it('given an upload that is ended, then nothing of it arrives', async () => {
  const { uploads, sending, start, arrived } = aWindow();
  start('a');
  await settled();
  uploads.forget('a');
  expect(sending[0]!.signal.aborted).toBe(true);
  sending[0]!.arrive();
  await settled();
  expect([arrived, uploads.states().size, uploads.fileOf('a')]).toEqual([[], 0, undefined]);
});

it('given a file that the API refuses, then it says so', async () => {
  const { uploads, start } = aWindow(
    new ProblemError({ type: 'about:blank', title: 'x', status: 422, code: 'file_refused' }, 422),
  );
  start('a');
  await settled();
  expect(uploads.states().get('a')).toEqual({ kind: 'failed', code: 'file_refused' });
});
