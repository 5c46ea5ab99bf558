import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTENT } from '../../../../shared/domain/mail/mail-layout.ts';
import { countIn } from '../../../../shared/domain/template/placeholders.ts';
import { contentFault, unknownIn } from './text-checks.ts';
import { placeholderOf } from './variable-choice.ts';
import styles from './variable-text.module.css';

/** Says while it is typed which variables of a text don't exist, and what is wrong with the place of the answer. */
export const TextFaults = ({
  text,
  isLayout = false,
  isBegun,
}: {
  readonly text: string;
  readonly isLayout?: boolean;
  /** Whether a variable is being chosen, which is not wrong yet. */
  readonly isBegun: boolean;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const unknown = isBegun ? [] : unknownIn(text, isLayout);
  const content = isLayout && !isBegun ? contentFault(text) : null;
  const { inText, inTags } = countIn(text, CONTENT);
  return (
    <div role="status">
      {unknown.length > 0 && (
        <p className={styles.fault}>{t('texts.unknown', { names: unknown.map(placeholderOf).join(', ') })}</p>
      )}
      {content !== null && (
        <p className={styles.fault}>{t(`layouts.content.${content}`, { count: inText + inTags })}</p>
      )}
    </div>
  );
};
