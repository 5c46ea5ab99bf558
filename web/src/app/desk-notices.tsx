import type { ReactNode } from 'react';
import { NoticeTextContext } from '../desk/notices/notice-item.tsx';
import { Notices } from '../notices/notices.tsx';
import { NoticeText } from './notice-text.tsx';

/** The service's notices; their text is shown as a message's is. */
export const DeskNotices = (): ReactNode => (
  <NoticeTextContext value={NoticeText}>
    <Notices />
  </NoticeTextContext>
);
