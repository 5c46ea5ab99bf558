import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconClock, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SenderAddress } from './use-senders.ts';
import styles from './senders.module.css';

const ICONS: Readonly<Record<SenderAddress['state'], Icon>> = {
  verified: IconCircleCheck,
  pending: IconClock,
  failed: IconAlertTriangle,
  unknown: IconCircleDashed,
};

/** Whether mail can leave from somewhere, as a word with its sign. */
export const SenderState = ({ state }: { readonly state: SenderAddress['state'] }): ReactNode => {
  const { t } = useTranslation('admin');
  const StateIcon = ICONS[state];
  return (
    <span className={styles.state} data-state={state}>
      <StateIcon size={16} stroke={1.75} aria-hidden />
      {t(`senders.state.${state}`)}
    </span>
  );
};
