import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CONTENT } from '../../../../shared/domain/mail/mail-layout.ts';
import { countIn, unknownVariables } from '../../../../shared/domain/template/placeholders.ts';
import { VARIABLE_NAMES } from '../../../../shared/domain/template/variables.ts';
import { placeholderOf } from './variable-choice.ts';
import styles from './texts.module.css';

/** The names of variables in a text that don't exist, each once. */
export const unknownIn = (text: string, withContent = false): readonly string[] => [
  ...new Set(
    unknownVariables(text, withContent ? [...VARIABLE_NAMES, CONTENT] : VARIABLE_NAMES).map(({ name }) => name),
  ),
];

/** What is wrong with the place of the answer in a layout. */
export const contentFault = (html: string): 'none' | 'many' | 'inTag' | null => {
  const { inText, inTags } = countIn(html, CONTENT);
  if (inText + inTags === 0) return 'none';
  if (inText + inTags > 1) return 'many';
  return inTags > 0 ? 'inTag' : null;
};

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
