import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Failed } from '../ui/pane-state.tsx';
import type { WordKey } from '../ui/words/en.ts';
import { ProblemError, UnknownOutcomeError } from './api/problem-error.ts';

const WORDS = {
  validation_failed: 'problem.validation_failed',
  too_large: 'problem.too_large',
  too_many_stars: 'problem.too_many_stars',
  customer_email_missing: 'problem.customer_email_missing',
  not_assignee: 'problem.not_assignee',
  group_not_yours: 'problem.group_not_yours',
  assignee_unavailable: 'problem.assignee_unavailable',
  group_not_theirs: 'problem.group_not_theirs',
  group_required: 'problem.group_not_theirs',
  group_not_found: 'problem.group_not_found',
  duplicate_not_found: 'problem.duplicate_not_found',
  reason_not_allowed: 'internal.refused',
  text_required: 'internal.sayWhy',
  rate_limited: 'problem.rate_limited',
  idempotency_key_reused: 'problem.idempotency_key_reused',
  forbidden: 'problem.forbidden',
  administrator_required: 'problem.forbidden',
  phone_invalid: 'problem.phone_invalid',
  call_not_found: 'problem.call_not_found',
  call_ended: 'problem.call_ended',
  undo_too_late: 'problem.undo_too_late',
  ticket_moved_on: 'problem.ticket_moved_on',
  transfer_under_way: 'escalate.underWay.reason',
  escalation_target_not_found: 'escalate.target.gone',
  answer_not_yours: 'problem.answer_not_yours',
  answer_not_found: 'problem.answer_not_found',
  ticket_not_found: 'problem.notFound',
  channel_not_enabled: 'create.notEnabled',
  template_not_found: 'template.gone',
  source_not_found: 'customerInformation.gone',
  service_not_found: 'start.noService.title',
  conflict_try_again: 'problem.elsewhere',
  version_conflict: 'problem.elsewhere',
  internal_error: 'problem.internal_error',
  unauthenticated: 'signIn.ended.text',
} as const satisfies Record<string, WordKey>;

/** A function that says in the agent's language what went wrong and what to do. */
export const useErrorWords = (): ((error: unknown) => string) => {
  const { t } = useTranslation();
  return useCallback(
    (error: unknown) => {
      if (error instanceof UnknownOutcomeError)
        return t(error.reason === 'network' ? 'problem.network' : 'problem.answer');
      if (error instanceof ProblemError)
        return error.code in WORDS ? t(WORDS[error.code as keyof typeof WORDS]) : error.problem.title;
      return t('problem.title');
    },
    [t],
  );
};

/** Shown where something could not be loaded: `title` says what, and the error why. */
export const LoadFailed = ({
  title,
  error,
  onRetry,
}: {
  readonly title: string;
  readonly error: Error;
  readonly onRetry: () => void;
}): ReactNode => {
  const errorWords = useErrorWords();
  return <Failed title={title} text={errorWords(error)} onRetry={onRetry} />;
};
