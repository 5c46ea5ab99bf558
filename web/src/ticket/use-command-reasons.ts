import { useTranslation } from 'react-i18next';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { HeaderObstacle } from './command-obstacles.ts';

/** A function that says why one of the header's commands is not possible now. */
export const useCommandReasons = (ticket: TicketView): ((obstacle: HeaderObstacle) => string) => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  return (obstacle) => {
    const name = agentName(ticket.assigneeId) ?? t('ticket.somebody');
    switch (obstacle) {
      case 'spam':
        return t('editor.reason.status', { status: t('spam.mark') });
      case 'status':
        return t('editor.reason.status', { status: t(`status.${ticket.status}`) });
      case 'keep_first':
        return t('editor.reason.keepFirst');
      case 'only_own':
        return t('more.reason.onlyOwn', { name });
      case 'not_assignee':
        return t('editor.reason.notAssignee', { name });
      case 'nobody_has_it':
      case 'administrators':
        return t('more.reason.administrators');
    }
  };
};
