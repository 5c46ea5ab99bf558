import { UnstyledButton } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../../shared/domain/ticket/ticket.ts';
import styles from './important-button.module.css';

/** The star of a ticket: filled when the agent marked it. A click leaves the focus where it is. */
export const ImportantButton = ({
  number,
  isImportant,
  onToggle,
  className = '',
  tabIndex = 0,
}: {
  readonly number: number;
  readonly isImportant: boolean;
  readonly onToggle: (number: number) => void;
  readonly className?: string | undefined;
  readonly tabIndex?: 0 | -1;
}): ReactNode => {
  const { t } = useTranslation();
  const Star = isImportant ? IconStarFilled : IconStar;
  return (
    <UnstyledButton
      className={`${styles.star} ${className}`}
      aria-label={t('important.label', { label: ticketLabel(number) })}
      aria-pressed={isImportant}
      title={`${t(isImportant ? 'important.unmark' : 'important.mark')} (*)`}
      tabIndex={tabIndex}
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={() => {
        onToggle(number);
      }}
    >
      <Star size={16} stroke={1.75} aria-hidden="true" />
    </UnstyledButton>
  );
};
