import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { announce } from '../../ui/announcer.tsx';
import { FormSection } from '../kit/form-row.tsx';
import { STARTS, startValues } from './starts.ts';
import type { TriggerValues } from './trigger-values.ts';
import styles from './triggers.module.css';

/** Triggers to begin with: each fills the form, and what only the service knows is chosen there. */
export const StartFrom = ({ onChoose }: { readonly onChoose: (values: TriggerValues) => void }): ReactNode => {
  const { t } = useTranslation('admin');
  const { service } = useDesk();
  return (
    <FormSection title={t('triggers.start')} text={t('triggers.start.about')}>
      <ul className={styles.starts}>
        {STARTS.map((start) => (
          <li key={start}>
            <UnstyledButton
              className={styles.start}
              onClick={() => {
                onChoose(startValues(start, service, t));
                announce(t('triggers.start.filled', { name: t(`triggers.start.${start}`) }));
              }}
            >
              <span className={styles.startName}>{t(`triggers.start.${start}`)}</span>
              <span className={styles.startHint}>{t(`triggers.start.${start}.hint`)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </FormSection>
  );
};
