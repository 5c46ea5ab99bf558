import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError, problemText } from '../desk/api/problem-error.ts';
import type { TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';
import { lastOfOthers } from './last-of-others.ts';

/** A function that says why a command was refused: who was faster, what changed, or what to do. */
export const useRefusal = (ticket: TicketView): ((error: unknown) => string) => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { agentName, me } = useDesk();
  const label = ticketLabel(ticket.number);
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ProblemError)) return errorWords(error);
      const { problem } = error;
      if (error.code === 'version_conflict') {
        const faster = lastOfOthers(problem.meanwhile, me.agentId);
        return faster === null
          ? t('ticket.changedMeanwhile', { label })
          : t('ticket.changedBy', {
              label,
              name: agentName(faster.actor.id) ?? t('ticket.somebody'),
              what: t(`events.${faster.type}`),
            });
      }
      if (error.code !== 'illegal_transition' && error.code !== 'not_assignee') return errorWords(error);
      const assigneeId = problemText(problem, 'assigneeId');
      const name = problemText(problem, 'assigneeName') ?? agentName(assigneeId ?? null);
      if (assigneeId === undefined || assigneeId === me.agentId) return t('ticket.changedMeanwhile', { label });
      return name === undefined ? t('ticket.takenBySomebody', { label }) : t('ticket.taken', { name, label });
    },
    [t, errorWords, agentName, me.agentId, label],
  );
};
