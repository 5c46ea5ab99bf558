import { err, type Result, ok } from '../../domain/kernel/result.ts';
import { type Notice, type NoticeRefusal, NOTICE_BYTES } from '../../domain/notice/notice.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import type { Sanitize } from '../ports/writing.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { noticeFact } from './notice-fact.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';

export type NoticeRef = {
  readonly serviceId: string;
  readonly noticeId: string;
  /** From If-Match: another stored version is refused. */
  readonly expectedVersion?: number;
};

/** Reads a notice and lets `write` change it; retried when `write` meets a conflict. */
export const changeNotice =
  (deps: { readonly notices: Pick<NoticeRepository, 'find'>; readonly backoff: Backoff }) =>
  async <T, R>(
    { serviceId, noticeId, expectedVersion }: NoticeRef,
    write: (notice: Notice) => Promise<Result<T, R> | 'conflict'>,
  ): Promise<Result<T, NoticeRefusal | R>> =>
    retryOnConflict(deps.backoff, async () => {
      const notice = await deps.notices.find(serviceId, noticeId);
      if (!notice) return err({ code: 'notice_not_found', noticeId });
      if (expectedVersion !== undefined && expectedVersion !== notice.version)
        return err({ code: 'notice_changed', expected: expectedVersion, actual: notice.version });
      return write(notice);
    });

/** Sanitizes a notice's HTML and checks its size. */
export const sanitizeNoticeHtml = (sanitize: Sanitize, written: string): Result<string, NoticeRefusal | TooLarge> => {
  const { html, text } = sanitize(written);
  if (text === '') return err({ code: 'text_required' });
  return new TextEncoder().encode(html).length > NOTICE_BYTES
    ? err({ code: 'too_large', limitBytes: NOTICE_BYTES })
    : ok(html);
};

/** An instant in UTC: notices compare instants as strings. */
export const toUtc = (instant: string): string => new Date(instant).toISOString();

/** Checks that a notice doesn't end before it begins. */
export const checkNoticeTimes = (notice: Notice): Result<Notice, NoticeRefusal> =>
  notice.until !== undefined && notice.until < notice.from ? err({ code: 'notice_times_crossed' }) : ok(notice);

/** Takes a notice down. */
export const deleteNotice = (deps: {
  readonly notices: Pick<NoticeRepository, 'find' | 'remove'>;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
}) => {
  const change = changeNotice(deps);
  return ({
    agentId,
    correlationId,
    ...place
  }: Administering & NoticeRef): Promise<Result<{ readonly noticeId: string }, NoticeRefusal>> =>
    change<{ readonly noticeId: string }, never>(place, async (notice) => {
      const by = { serviceId: place.serviceId, agentId, correlationId };
      return (await deps.notices.remove(notice, noticeFact(deps.clock, by, notice, undefined)))
        ? ok({ noticeId: notice.noticeId })
        : 'conflict';
    });
};
