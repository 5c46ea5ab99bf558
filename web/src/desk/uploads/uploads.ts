import { createUpload } from '../../../../shared/contracts/http/uploads.ts';
import type { Call, OutputOf } from '../api/call-operation.ts';
import { ProblemError } from '../api/problem-error.ts';
import type { AnnouncedFile } from './file-limits.ts';

/** `waiting`: it begins when the browser is online. `progress`: from 0 to 1. */
export type UploadState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running'; readonly progress: number }
  | { readonly kind: 'failed'; readonly code: string };

type Announced = OutputOf<typeof createUpload>;
/** Uploads a file to its address; rejects when it does not arrive whole. */
export type SendFile = (
  to: Pick<Announced, 'url' | 'headers'>,
  file: Blob,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: number) => void },
) => Promise<void>;

type UploadsDeps = {
  readonly send: SendFile;
  readonly isOnline: () => boolean;
  /** Calls `listener` when the browser is online again. */
  readonly onOnline: (listener: () => void) => void;
};
type Job = {
  readonly serviceId: string;
  readonly call: Call;
  readonly file: AnnouncedFile & { /** Names it within the console. */ readonly id: string };
  readonly bytes: Blob;
  /** Called with the upload when the file has arrived whole. */
  readonly onArrived: (id: string, uploadId: string) => void;
};

/** Uploads at once; more would take each other's bandwidth. */
const AT_ONCE = 3;

/**
 * Uploads of files. They go on when their ticket is left. The bytes of a file are remembered until it is
 * forgotten, so that it can be uploaded again.
 */
export const createUploads = ({ send, isOnline, onOnline }: UploadsDeps) => {
  const jobs = new Map<string, Job>();
  const running = new Map<string, AbortController>();
  const listeners = new Set<() => void>();
  let states: ReadonlyMap<string, UploadState> = new Map();

  const set = (id: string, state: UploadState | null): void => {
    const next = new Map(states);
    if (state === null) next.delete(id);
    else next.set(id, state);
    states = next;
    for (const listener of listeners) listener();
  };
  const run = async (id: string, { serviceId, call, file, bytes, onArrived }: Job): Promise<void> => {
    const { name, type, size } = file;
    const abort = new AbortController();
    running.set(id, abort);
    set(id, { kind: 'running', progress: 0 });
    try {
      const upload = await call(createUpload, {
        params: { serviceId },
        body: { name, type, size },
        signal: abort.signal,
      });
      await send(upload, bytes, {
        signal: abort.signal,
        onProgress: (progress) => {
          if (!abort.signal.aborted) set(id, { kind: 'running', progress });
        },
      });
      if (abort.signal.aborted) return;
      set(id, null);
      onArrived(id, upload.uploadId);
    } catch (error) {
      if (abort.signal.aborted) return;
      // The API's own refusal stays; without a connection the file waits for one.
      const code = error instanceof ProblemError ? error.code : 'network';
      set(id, code === 'network' && !isOnline() ? { kind: 'waiting' } : { kind: 'failed', code });
    } finally {
      if (running.get(id) === abort) running.delete(id);
      next();
    }
  };
  const next = (): void => {
    if (!isOnline()) return;
    for (const [id, job] of jobs) {
      if (running.size >= AT_ONCE) return;
      if (states.get(id)?.kind === 'waiting') void run(id, job);
    }
  };
  onOnline(next);
  const enqueue = (id: string): void => {
    set(id, { kind: 'waiting' });
    next();
  };

  const stop = (id: string): void => {
    running.get(id)?.abort();
    running.delete(id);
    if (states.has(id)) set(id, null);
    next();
  };

  return {
    start: (job: Job): void => {
      jobs.set(job.file.id, job);
      enqueue(job.file.id);
    },
    /** A file whose bytes are still there, so that `retry` can upload them. */
    fileOf: (id: string): Job['file'] | undefined => jobs.get(id)?.file,
    retry: (id: string): void => {
      if (jobs.has(id) && !running.has(id)) enqueue(id);
    },
    /** Ends an upload; `retry` begins it anew. */
    stop,
    /** Ends an upload and forgets its bytes. */
    forget: (id: string): void => {
      jobs.delete(id);
      stop(id);
    },
    /** What is on its way or failed; a file that has arrived is not in it. The same map until something changes. */
    states: (): ReadonlyMap<string, UploadState> => states,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
};
