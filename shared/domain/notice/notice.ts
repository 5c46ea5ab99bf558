/** An announcement to the agents of a service. */
export type Notice = {
  readonly serviceId: string;
  /** Sortable by time. */
  readonly noticeId: string;
  readonly version: number;
  readonly title: string;
  /** Sanitized HTML. */
  readonly html: string;
  /** Stands above the others. */
  readonly pinned: boolean;
  /** Shown from this instant on … */
  readonly from: string;
  /** … until this one; absent: until it is deleted. */
  readonly until?: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly editedBy?: string;
  readonly editedAt?: string;
};

export const NOTICE_TITLE_LENGTH = 120;
/** Notices that a service can have at a time, past ones included: who writes more deletes old ones first. */
export const NOTICES_LIMIT = 200;
/** Bytes of UTF-8 that a notice's HTML can have: all of a service go into one answer, which Lambda limits to 6 MB. */
export const NOTICE_BYTES = 16 * 1024;

export type NoticeRefusal =
  | { readonly code: 'notice_not_found'; readonly noticeId: string }
  | { readonly code: 'notice_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'notice_times_crossed' }
  | { readonly code: 'too_many_notices'; readonly limit: number }
  | { readonly code: 'text_required' };

/** Is it to be read now? */
export const isCurrent = ({ from, until }: Pick<Notice, 'from' | 'until'>, now: string): boolean =>
  from <= now && (until === undefined || now < until);

/** Pinned ones first, then the newest. */
export const inOrder = (notices: readonly Notice[]): readonly Notice[] =>
  notices.toSorted(
    (a, b) =>
      Number(b.pinned) - Number(a.pinned) ||
      (a.from < b.from ? 1 : a.from > b.from ? -1 : a.noticeId < b.noticeId ? 1 : -1),
  );
