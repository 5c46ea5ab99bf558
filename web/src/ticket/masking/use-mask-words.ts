import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../desk/api/problem-error.ts';
import { useErrorWords } from '../../desk/error-words.tsx';

/** Says why a mask could not be made, shown or taken away. */
export const useMaskRefusal = (): ((error: unknown) => string) => {
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  return (error) => {
    if (!(error instanceof ProblemError)) return errorWords(error);
    switch (error.code) {
      case 'version_conflict':
      case 'selection_out_of_range':
        return t('mask.changed');
      case 'too_many_masks':
        return t('mask.tooMany');
      case 'mask_not_found':
        return t('mask.gone');
      case 'unmask_not_allowed':
        return t('mask.notAllowed');
      default:
        return errorWords(error);
    }
  };
};
