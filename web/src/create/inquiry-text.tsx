import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getTemplate } from '../../../shared/contracts/http/templates.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { FittingTicket } from '../desk/rich-text/find-templates.ts';
import { RichTextInput } from '../desk/rich-text/rich-text-input.tsx';
import { fillNewTicket, type FillWith } from './fill-new-ticket.ts';

/** The inquiry: rich text, with templates. Files that are pasted into it are attached. */
export const InquiryText = ({
  ticket,
  fillWith,
  ...props
}: {
  readonly html: string;
  readonly error: string | undefined;
  readonly ticket: FittingTicket;
  /** What variables of templates are filled from. */
  readonly fillWith: FillWith;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const { me, service } = useDesk();
  const { serviceId } = service;
  return (
    <RichTextInput
      {...props}
      label={t('create.text')}
      use={{
        serviceId,
        ticket,
        fill: async (templateId: string, signal: AbortSignal) =>
          fillNewTicket(await call(getTemplate, { params: { serviceId, templateId }, signal }), {
            ...fillWith,
            service,
            me,
          }),
      }}
    />
  );
};
