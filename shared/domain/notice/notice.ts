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
  /** Shown from this instant. */
  readonly from: string;
  /** Shown until this instant; absent: until it is deleted. */
  readonly until?: string;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly editedBy?: string;
  readonly editedAt?: string;
};

export const NOTICE_TITLE_LENGTH = 120;
/** Maximum notices of a service, with past ones; to write more, delete old ones. */
export const NOTICES_LIMIT = 200;
/**
 * Maximum UTF-8 bytes of a notice's HTML: all notices of a service are returned in one response, which Lambda limits to
 * 6 MB.
 */
export const NOTICE_BYTES = 16 * 1024;

export type NoticeRefusal =
  | { readonly code: 'notice_not_found'; readonly noticeId: string }
  | { readonly code: 'notice_changed'; readonly expected: number; readonly actual: number }
  | { readonly code: 'notice_times_crossed' }
  | { readonly code: 'too_many_notices'; readonly limit: number }
  | { readonly code: 'text_required' };

/** Whether it is shown at `now`. */
export const isCurrent = ({ from, until }: Pick<Notice, 'from' | 'until'>, now: string): boolean =>
  from <= now && (until === undefined || now < until);

/** The first instant after `now` at which a notice begins or ends to be shown. */
export const nextTurn = (notices: readonly Pick<Notice, 'from' | 'until'>[], now: string): string | undefined =>
  notices
    .flatMap(({ from, until }) => (until === undefined ? [from] : until > from ? [from, until] : []))
    .filter((at) => at > now)
    .toSorted()[0];

/** Pinned notices first, then the newest. */
export const inOrder = (notices: readonly Notice[]): readonly Notice[] =>
  notices.toSorted(
    (a, b) =>
      Number(b.pinned) - Number(a.pinned) ||
      (a.from < b.from ? 1 : a.from > b.from ? -1 : a.noticeId < b.noticeId ? 1 : -1),
  );
