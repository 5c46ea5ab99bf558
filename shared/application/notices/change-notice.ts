import { err, type Result } from '../../domain/kernel/result.ts';
import type { Notice, NoticeRefusal } from '../../domain/notice/notice.ts';
import type { Backoff } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type NoticePlace = {
  readonly serviceId: string;
  readonly noticeId: string;
  /** From If-Match: then another version is refused rather than changed. */
  readonly expectedVersion?: number;
};

/** Reads a notice and lets `write` change it; asked again when that meets a conflict. */
export const changeNotice =
  (deps: { readonly notices: Pick<NoticeRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T, R>(
    { serviceId, noticeId, expectedVersion }: NoticePlace,
    write: (notice: Notice) => Promise<Result<T, R> | 'conflict'>,
  ): Promise<Result<T, NoticeRefusal | R>> =>
    retryOnConflict(deps.backoff, async () => {
      const notice = await deps.notices.find(serviceId, noticeId);
      if (!notice) return err({ code: 'notice_not_found', noticeId });
      if (expectedVersion !== undefined && expectedVersion !== notice.version)
        return err({ code: 'notice_changed', expected: expectedVersion, actual: notice.version });
      return write(notice);
    });
