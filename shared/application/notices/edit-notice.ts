import type { Result } from '../../domain/kernel/result.ts';
import type { Notice, NoticeRefusal } from '../../domain/notice/notice.ts';
import type { Backoff } from '../ports/platform.ts';
import type { NoticeRepository } from '../ports/desk-settings.ts';
import type { RichText } from '../ports/writing.ts';
import type { TooLarge } from '../tickets/sanitize-text.ts';
import { changeNotice, type NoticePlace } from './change-notice.ts';
import { inTime, inUtc, takeNoticeHtml } from './take-notice.ts';

/** What is left out stays; `until` null takes the end away. */
export type NoticeChanges = {
  readonly title?: string;
  readonly html?: string;
  readonly pinned?: boolean;
  readonly from?: string;
  readonly until?: string | null;
};
export type EditNoticeInput = NoticePlace & { readonly agentId: string; readonly changes: NoticeChanges };
type Deps = {
  readonly notices: Pick<NoticeRepository, 'find' | 'save'>;
  readonly richText: RichText;
  readonly now: () => Date;
  readonly backoff: Backoff;
};

/** Changes a notice and notes who did. */
export const editNotice = (deps: Deps) => {
  const change = changeNotice(deps);
  return async ({
    agentId,
    changes: { title, html: written, pinned, from, until },
    ...place
  }: EditNoticeInput): Promise<Result<Notice, NoticeRefusal | TooLarge>> => {
    const html = written === undefined ? undefined : takeNoticeHtml(deps.richText, written);
    if (html && !html.ok) return html;
    return change<Notice, NoticeRefusal>(place, async (notice) => {
      const { until: end, ...rest } = notice;
      const lasting = until === undefined ? end : until === null ? undefined : inUtc(until);
      const next = inTime({
        ...rest,
        ...(title === undefined ? {} : { title }),
        ...(html && { html: html.value }),
        ...(pinned === undefined ? {} : { pinned }),
        ...(from === undefined ? {} : { from: inUtc(from) }),
        ...(lasting === undefined ? {} : { until: lasting }),
        version: notice.version + 1,
        editedBy: agentId,
        editedAt: deps.now().toISOString(),
      });
      return !next.ok || (await deps.notices.save(next.value, notice)) ? next : 'conflict';
    });
  };
};
