import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isTicketStatus } from '../../ui/badges.tsx';
import type { WordKey } from '../../ui/words/en.ts';
import { useDesk } from '../desk-context.ts';
import type { Trouble } from './trouble.ts';

const WORDS = {
  news_arrived: 'unsent.news',
  draft_conflict: 'unsent.otherWindow',
  ticket_not_found: 'unsent.gone',
  service_not_found: 'unsent.noService',
  forbidden: 'problem.forbidden',
  unauthenticated: 'unsent.signedOut',
  restricted_words: 'unsent.restricted',
  customer_email_missing: 'problem.customer_email_missing',
  validation_failed: 'problem.validation_failed',
  text_required: 'editor.reason.empty',
  too_large: 'problem.too_large',
  upload_not_found: 'unsent.fileGone',
  upload_incomplete: 'unsent.fileGone',
  files_too_large_to_mail: 'unsent.filesTooLarge',
  rate_limited: 'problem.rate_limited',
  idempotency_key_reused: 'problem.idempotency_key_reused',
  conflict_try_again: 'problem.elsewhere',
  not_sent: 'unsent.notReached',
  unknown_outcome: 'unsent.unknown',
} as const satisfies Record<string, WordKey>;

/** A function that says why a text was not sent, and what to do. */
export const useTroubleWords = (): ((trouble: Trouble) => string) => {
  const { t } = useTranslation();
  const { agentName, me } = useDesk();
  return useCallback(
    (trouble: Trouble) => {
      const { code, assigneeId, status, words } = trouble;
      if (code === 'version_conflict') {
        const nameOf = (agentId: string | undefined): string | undefined =>
          agentId === undefined || agentId === me.agentId ? undefined : (agentName(agentId) ?? t('ticket.somebody'));
        const [taker, last] = [nameOf(assigneeId), nameOf(trouble.byId)];
        if (taker !== undefined)
          return isTicketStatus(status) && status !== 'processing'
            ? t('unsent.statusBy', { name: taker, status: t(`status.${status}`) })
            : t('unsent.hasIt', { name: taker });
        return last === undefined ? t('unsent.changed') : t('unsent.changedBy', { name: last });
      }
      if (code === 'illegal_transition' || code === 'not_assignee') {
        const name =
          assigneeId === undefined || assigneeId === me.agentId
            ? undefined
            : (trouble.assigneeName ?? agentName(assigneeId) ?? t('ticket.somebody'));
        if (code === 'not_assignee')
          return name === undefined ? t('problem.not_assignee') : t('unsent.hasIt', { name });
        if (!isTicketStatus(status)) return name === undefined ? t('unsent.changed') : t('unsent.hasIt', { name });
        return name === undefined
          ? t('unsent.status', { status: t(`status.${status}`) })
          : t('unsent.statusBy', { name, status: t(`status.${status}`) });
      }
      if (code === 'restricted_words' && words !== undefined)
        return t('unsent.restrictedWords', { words: words.join(', ') });
      return code in WORDS ? t(WORDS[code as keyof typeof WORDS]) : trouble.title;
    },
    [t, agentName, me.agentId],
  );
};
