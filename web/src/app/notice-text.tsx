import type { ReactNode } from 'react';
import type { AttachmentView } from '../desk/api/ticket-queries.ts';
import { RichText } from '../ticket/rich-text.tsx';

const NO_ATTACHMENTS: readonly AttachmentView[] = [];

/** The text of a notice, shown as a message's is. */
export const NoticeText = ({ html }: { readonly html: string }): ReactNode => (
  <RichText html={html} text="" attachments={NO_ATTACHMENTS} />
);
