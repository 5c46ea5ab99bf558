import { err, ok, type Result } from '../../domain/kernel/result.ts';
import { NOTICE_BYTES, type Notice, type NoticeRefusal } from '../../domain/notice/notice.ts';
import type { RichText } from '../ports/writing.ts';
import type { TooLarge } from '../tickets/sanitize-text.ts';

/** What an administrator wrote, safe to show. */
export const takeNoticeHtml = (richText: RichText, written: string): Result<string, NoticeRefusal | TooLarge> => {
  const { html, text } = richText.sanitize(written);
  if (text === '') return err({ code: 'text_required' });
  return new TextEncoder().encode(html).length > NOTICE_BYTES
    ? err({ code: 'too_large', limitBytes: NOTICE_BYTES })
    : ok(html);
};

/** An instant with any offset as they are stored: instants of notices are compared as texts. */
export const inUtc = (instant: string): string => new Date(instant).toISOString();

/** A notice ends no earlier than it begins. */
export const inTime = (notice: Notice): Result<Notice, NoticeRefusal> =>
  notice.until !== undefined && notice.until < notice.from ? err({ code: 'notice_times_crossed' }) : ok(notice);
