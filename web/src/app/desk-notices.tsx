import type { ReactNode } from 'react';
import type { AttachmentView } from '../desk/api/ticket-queries.ts';
import { Notices } from '../notices/notices.tsx';
import { RichText } from '../ticket/rich-text.tsx';

const NO_ATTACHMENTS: readonly AttachmentView[] = [];

const NoticeText = ({ html }: { readonly html: string }): ReactNode => (
  <RichText html={html} text="" attachments={NO_ATTACHMENTS} />
);

/** The service's notices; their text is shown as a message's is. */
export const DeskNotices = (): ReactNode => <Notices Text={NoticeText} />;
