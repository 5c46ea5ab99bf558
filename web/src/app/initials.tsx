import type { ReactNode } from 'react';
import { initialsOf } from '../text/initials-of.ts';
import styles from './initials.module.css';

/**
 * A person as a small disc, drawn and not written: no label need say the letters. Decoration: the name must stand
 * beside it or in `title`.
 */
export const Initials = ({
  name,
  size = 24,
  title,
}: {
  readonly name: string;
  readonly size?: 20 | 24;
  readonly title?: string;
}): ReactNode => (
  <span
    className={styles.disc}
    data-size={size}
    title={title}
    aria-hidden={title === undefined}
    {...(title === undefined ? {} : { role: 'img', 'aria-label': title })}
    data-initials={initialsOf(name)}
  />
);
