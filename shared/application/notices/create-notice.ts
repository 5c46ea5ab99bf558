import { err, type Result } from '../../domain/kernel/result.ts';
import { NOTICES_LIMIT, type Notice, type NoticeRefusal } from '../../domain/notice/notice.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import type { RichText } from '../ports/writing.ts';
import type { TooLarge } from '../tickets/sanitize-text.ts';
import { inTime, inUtc, takeNoticeHtml } from './take-notice.ts';

export type CreateNoticeInput = Pick<Notice, 'serviceId' | 'title' | 'html' | 'pinned'> & {
  readonly agentId: string;
  /** Absent: from now on. */
  readonly from?: string;
  readonly until?: string;
};

/**
 * Puts a notice up. Administrators who race for the last places can be given one more each: the limit keeps the list
 * readable, nothing else hangs on it.
 */
export const createNotice =
  (deps: {
    readonly notices: Pick<NoticeRepository, 'list' | 'save'>;
    readonly richText: RichText;
    readonly clock: ClockAndIds;
  }) =>
  async ({
    serviceId,
    agentId,
    title,
    html: written,
    pinned,
    from,
    until,
  }: CreateNoticeInput): Promise<Result<Notice, NoticeRefusal | TooLarge>> => {
    const html = takeNoticeHtml(deps.richText, written);
    if (!html.ok) return html;
    const createdAt = deps.clock.now().toISOString();
    const notice = inTime({
      serviceId,
      noticeId: deps.clock.newId('ntc'),
      version: 1,
      title,
      html: html.value,
      pinned,
      from: from === undefined ? createdAt : inUtc(from),
      ...(until === undefined ? {} : { until: inUtc(until) }),
      createdBy: agentId,
      createdAt,
    });
    if (!notice.ok) return notice;
    if ((await deps.notices.list(serviceId)).length >= NOTICES_LIMIT)
      return err({ code: 'too_many_notices', limit: NOTICES_LIMIT });
    if (!(await deps.notices.save(notice.value, undefined)))
      throw new Error(`The new id ${notice.value.noticeId} is taken`);
    return notice;
  };
