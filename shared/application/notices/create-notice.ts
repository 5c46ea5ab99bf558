import { err, type Result } from '../../domain/kernel/result.ts';
import { NOTICES_LIMIT, type Notice, type NoticeRefusal } from '../../domain/notice/notice.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { ClockAndIds } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import type { RichText } from '../ports/writing.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { checkNoticeTimes, toUtc, sanitizeNoticeHtml } from './change-notice.ts';
import { noticeFact } from './notice-fact.ts';

export type CreateNoticeInput = Administering &
  Pick<Notice, 'title' | 'html' | 'pinned'> & {
    /** Default: now. */
    readonly from?: string;
    readonly until?: string;
  };

/**
 * Publishes a notice. Administrators who create notices at the same time can exceed the limit by one each, which does
 * no harm: the limit only keeps the list readable.
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
    correlationId,
    title,
    html: written,
    pinned,
    from,
    until,
  }: CreateNoticeInput): Promise<Result<Notice, NoticeRefusal | TooLarge>> => {
    const html = sanitizeNoticeHtml(await deps.richText.sanitizer(), written);
    if (!html.ok) return html;
    const createdAt = deps.clock.now().toISOString();
    const notice = checkNoticeTimes({
      serviceId,
      noticeId: deps.clock.newId('ntc'),
      version: 1,
      title,
      html: html.value,
      pinned,
      from: from === undefined ? createdAt : toUtc(from),
      ...(until === undefined ? {} : { until: toUtc(until) }),
      createdBy: agentId,
      createdAt,
    });
    if (!notice.ok) return notice;
    if ((await deps.notices.list(serviceId)).length >= NOTICES_LIMIT)
      return err({ code: 'too_many_notices', limit: NOTICES_LIMIT });
    const fact = noticeFact(deps.clock, { serviceId, agentId, correlationId }, undefined, notice.value);
    if (!(await deps.notices.save(notice.value, undefined, fact)))
      throw new Error(`The new id ${notice.value.noticeId} is taken`);
    return notice;
  };
