import type { Notice } from '../../domain/notice/notice.ts';

export type NoticeRepository = {
  /** All of a service, at most NOTICES_LIMIT. Consistent. */
  list(serviceId: string): Promise<readonly Notice[]>;
  find(serviceId: string, noticeId: string): Promise<Notice | undefined>;
  /**
   * Writes it if the stored one still has the version before (absent: must not exist). False when somebody else was
   * first.
   */
  save(notice: Notice, before: Notice | undefined): Promise<boolean>;
  /** Deletes it if it still has this version. False when it has another; deleting what is gone is well. */
  remove(notice: Notice): Promise<boolean>;
};
