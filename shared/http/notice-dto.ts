import type * as z from 'zod';
import type { noticeDto } from '../contracts/http/notices.ts';
import type { Notice } from '../domain/notice/notice.ts';

/** A notice as the API shows it. */
export const toNoticeDto = ({
  noticeId,
  version,
  title,
  html,
  pinned,
  from,
  until,
  createdBy,
  createdAt,
  editedBy,
  editedAt,
}: Notice): z.input<typeof noticeDto> => ({
  noticeId,
  version,
  title,
  html,
  pinned,
  from,
  until: until ?? null,
  createdBy,
  createdAt,
  editedBy: editedBy ?? null,
  editedAt: editedAt ?? null,
});
