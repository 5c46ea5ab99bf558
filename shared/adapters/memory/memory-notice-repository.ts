import type { NoticeRepository } from '../../application/ports/notice-repository.ts';
import type { Notice } from '../../domain/notice/notice.ts';

/** Notices in memory. */
export const memoryNoticeRepository = (): NoticeRepository => {
  const notices = new Map<string, Notice>();
  const keyOf = ({ serviceId, noticeId }: Pick<Notice, 'serviceId' | 'noticeId'>) => `${serviceId}/${noticeId}`;
  return {
    list: async (serviceId) => [...notices.values()].filter((notice) => notice.serviceId === serviceId),
    find: async (serviceId, noticeId) => notices.get(keyOf({ serviceId, noticeId })),
    async save(notice, before) {
      if (notices.get(keyOf(notice))?.version !== before?.version) return false;
      notices.set(keyOf(notice), notice);
      return true;
    },
    async remove(notice) {
      const stored = notices.get(keyOf(notice));
      if (stored && stored.version !== notice.version) return false;
      notices.delete(keyOf(notice));
      return true;
    },
  };
};
