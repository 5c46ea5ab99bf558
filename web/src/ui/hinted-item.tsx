import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './hinted-item.module.css';

/** An item of a menu with a line that says what it does or, while it is off, why it can't be done. */
export const HintedItem = ({
  name,
  hint,
  isOff,
  aside,
  onClick,
}: {
  readonly name: string;
  readonly hint: string;
  /** It can still be pressed, so that the reason is told. */
  readonly isOff: boolean;
  readonly aside: ReactNode;
  readonly onClick: () => void;
}): ReactNode => (
  <Menu.Item
    className={styles.item}
    aria-disabled={isOff || undefined}
    data-off={isOff || undefined}
    rightSection={aside}
    onClick={onClick}
  >
    <span className={styles.name}>{name}</span>
    <span className={styles.hint}>{hint}</span>
  </Menu.Item>
);
