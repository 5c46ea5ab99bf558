import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useErrorWords } from '../../desk/error-words.tsx';
import type { AdminWordKey } from '../../ui/words/admin/en.ts';

const WORDS = {
  too_large: 'refused.too_large',
  conflict_try_again: 'refused.conflict_try_again',
  version_conflict: 'refused.version_conflict',
  forbidden: 'refused.forbidden',
} as const satisfies Record<string, AdminWordKey>;

/** A function that says why the administration refused something, and what to do. `own` are words of a section. */
export const useRefusalWords = (own: Readonly<Record<string, AdminWordKey>> = {}): ((error: unknown) => string) => {
  const { t } = useTranslation('admin');
  const errorWords = useErrorWords();
  return useCallback(
    (error: unknown) => {
      const code = error instanceof ProblemError ? error.code : '';
      const words = own[code] ?? (WORDS as Readonly<Record<string, AdminWordKey>>)[code];
      return words === undefined ? errorWords(error) : t(words, (error as ProblemError).problem);
    },
    [t, errorWords, own],
  );
};
