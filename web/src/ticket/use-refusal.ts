import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../api/problem-error.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { useErrorWords } from '../app/use-error-words.ts';
import { useDesk } from '../frame/desk-context.ts';

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Words for a command that was refused: who was quicker, what changed, or what to do. */
export const useRefusal = (ticket: TicketView): ((error: unknown) => { readonly message: string }) => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { agentName, me } = useDesk();
  const label = ticketLabel(ticket.number);
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ProblemError)) return { message: errorWords(error) };
      const { problem } = error;
      if (error.code === 'version_conflict') return { message: t('ticket.changedMeanwhile', { label }) };
      if (error.code !== 'illegal_transition' && error.code !== 'not_assignee') return { message: errorWords(error) };
      const assigneeId = text(problem.assigneeId);
      const name = text(problem.assigneeName) ?? agentName(assigneeId ?? null);
      if (assigneeId === undefined || assigneeId === me.agentId)
        return { message: t('ticket.changedMeanwhile', { label }) };
      return {
        message: name === undefined ? t('ticket.takenBySomebody', { label }) : t('ticket.taken', { name, label }),
      };
    },
    [t, errorWords, agentName, me.agentId, label],
  );
};
