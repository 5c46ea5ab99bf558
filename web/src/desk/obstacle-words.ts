import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isSpam } from '../../../shared/domain/ticket/ticket.ts';
import { standingOf, type TicketView } from './api/ticket-queries.ts';
import { useDesk } from './desk-context.ts';

/** Why a command on a ticket is not possible now. */
export type Obstacle =
  | 'status'
  | 'yours_already'
  | 'keep_first'
  | 'only_own'
  | 'not_assignee'
  | 'administrators'
  | 'no_address'
  | 'transferring';

/** A function that says it in words, wherever a command is given: in the editor, the header or for several tickets. */
export const useObstacleWords = (): ((
  obstacle: Obstacle,
  ticket: Pick<TicketView, 'status' | 'internalReason' | 'assigneeId'>,
) => string) => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  return useCallback(
    (obstacle, { assigneeId, ...ticket }) => {
      const name = agentName(assigneeId) ?? t('ticket.somebody');
      switch (obstacle) {
        case 'status':
          return t('editor.reason.status', {
            status: t(isSpam(standingOf(ticket)) ? 'spam.mark' : `status.${ticket.status}`),
          });
        case 'yours_already':
          return t('why.yours');
        case 'keep_first':
          return t('editor.reason.keepFirst');
        case 'only_own':
          return t('more.reason.onlyOwn', { name });
        case 'not_assignee':
          return assigneeId === null ? t('problem.not_assignee') : t('editor.reason.notAssignee', { name });
        case 'administrators':
          return t('more.reason.administrators');
        case 'transferring':
          return t('escalate.underWay.reason');
        case 'no_address':
          return t('editor.reason.noAddress');
      }
    },
    [t, agentName],
  );
};
