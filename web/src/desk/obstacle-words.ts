import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from './api/ticket-queries.ts';
import { useDesk } from './desk-context.ts';

/** Why a command on a ticket is not possible now. */
export type Obstacle =
  | 'spam'
  | 'status'
  | 'yours_already'
  | 'keep_first'
  | 'only_own'
  | 'not_assignee'
  | 'nobody_has_it'
  | 'administrators'
  | 'no_address';

/** A function that says it in words, wherever a command is given: in the editor, the header or for several tickets. */
export const useObstacleWords = (): ((
  obstacle: Obstacle,
  ticket: Pick<TicketView, 'status' | 'assigneeId'>,
) => string) => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  return useCallback(
    (obstacle, { status, assigneeId }) => {
      const name = agentName(assigneeId) ?? t('ticket.somebody');
      switch (obstacle) {
        case 'spam':
          return t('editor.reason.status', { status: t('spam.mark') });
        case 'status':
          return t('editor.reason.status', { status: t(`status.${status}`) });
        case 'yours_already':
          return t('why.yours');
        case 'keep_first':
          return t('editor.reason.keepFirst');
        case 'only_own':
          return t('more.reason.onlyOwn', { name });
        case 'not_assignee':
          return assigneeId === null ? t('problem.not_assignee') : t('editor.reason.notAssignee', { name });
        case 'nobody_has_it':
        case 'administrators':
          return t('more.reason.administrators');
        case 'no_address':
          return t('editor.reason.noAddress');
      }
    },
    [t, agentName],
  );
};
