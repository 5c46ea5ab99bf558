import { CloseButton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { VARIABLE_NAMES, type VariableName } from '../../../../shared/domain/template/variables.ts';
import styles from './missing-values.module.css';

const isVariable = (name: string): name is VariableName => (VARIABLE_NAMES as readonly string[]).includes(name);

/** The names of variables in words. */
export const useVariableWords = (): ((names: readonly string[]) => string) => {
  const { t } = useTranslation();
  return (names) => names.map((name) => (isVariable(name) ? t(`variable.${name}`) : name)).join(', ');
};

/** Says below the text which variables of an inserted template had no value, so that their places are empty. */
export const MissingValues = ({
  names,
  onClose,
}: {
  readonly names: readonly string[];
  readonly onClose: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  const variableWords = useVariableWords();
  return (
    <div className={styles.missing} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <p className={styles.missingWords}>{t('template.missing', { names: variableWords(names) })}</p>
      <CloseButton size="sm" aria-label={t('why.close')} onClick={onClose} />
    </div>
  );
};
