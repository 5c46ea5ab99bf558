import { ok, type Result } from '../../domain/kernel/result.ts';
import type { NoticeRefusal } from '../../domain/notice/notice.ts';
import type { Backoff } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import { changeNotice, type NoticePlace } from './change-notice.ts';

/** Takes a notice down for good. */
export const deleteNotice = (deps: {
  readonly notices: Pick<NoticeRepository, 'find' | 'remove'>;
  readonly backoff: Backoff;
}) => {
  const change = changeNotice(deps);
  return (place: NoticePlace): Promise<Result<{ readonly noticeId: string }, NoticeRefusal>> =>
    change<{ readonly noticeId: string }, never>(place, async (notice) =>
      (await deps.notices.remove(notice)) ? ok({ noticeId: notice.noticeId }) : 'conflict',
    );
};
