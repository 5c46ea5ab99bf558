import { ok, type Result } from '../../domain/kernel/result.ts';
import type { Notice, NoticeRefusal } from '../../domain/notice/notice.ts';
import type { Administering } from '../administration/desk-fact.ts';
import type { Backoff, ClockAndIds } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import type { RichText } from '../ports/writing.ts';
import type { TooLarge } from '../../domain/ticket/refusal.ts';
import { changeNotice, type NoticeRef } from './change-notice.ts';
import { checkNoticeTimes, toUtc, sanitizeNoticeHtml } from './change-notice.ts';
import { noticeFact } from './notice-fact.ts';

/** Omitted members stay unchanged; `until` null removes the end. */
export type NoticeChanges = {
  readonly title?: string;
  readonly html?: string;
  readonly pinned?: boolean;
  readonly from?: string;
  readonly until?: string | null;
};
export type EditNoticeInput = Administering & NoticeRef & { readonly changes: NoticeChanges };
type Deps = {
  readonly notices: Pick<NoticeRepository, 'find' | 'save'>;
  readonly richText: RichText;
  readonly clock: ClockAndIds;
  readonly backoff: Backoff;
};

/** Changes a notice and records who did. A change that leaves it as it is writes nothing. */
export const editNotice = (deps: Deps) => {
  const change = changeNotice(deps);
  return async ({
    agentId,
    correlationId,
    changes: { title, html: written, pinned, from, until },
    ...place
  }: EditNoticeInput): Promise<Result<Notice, NoticeRefusal | TooLarge>> => {
    const html = written === undefined ? undefined : sanitizeNoticeHtml(await deps.richText.sanitizer(), written);
    if (html && !html.ok) return html;
    return change<Notice, NoticeRefusal>(place, async (notice) => {
      const { until: end, ...rest } = notice;
      const lasting = until === undefined ? end : until === null ? undefined : toUtc(until);
      const next = checkNoticeTimes({
        ...rest,
        ...(title === undefined ? {} : { title }),
        ...(html && { html: html.value }),
        ...(pinned === undefined ? {} : { pinned }),
        ...(from === undefined ? {} : { from: toUtc(from) }),
        ...(lasting === undefined ? {} : { until: lasting }),
        version: notice.version + 1,
        editedBy: agentId,
        editedAt: deps.clock.now().toISOString(),
      });
      if (!next.ok) return next;
      const by = { serviceId: place.serviceId, agentId, correlationId };
      const fact = noticeFact(deps.clock, by, notice, next.value);
      if (fact.changed.length === 0) return ok(notice);
      return (await deps.notices.save(next.value, notice, fact)) ? next : 'conflict';
    });
  };
};
