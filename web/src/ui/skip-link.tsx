import type { ReactNode } from 'react';
import styles from './skip-link.module.css';

/** Leads past what stands before a part of the page; seen while it has the focus. `to` is the id of that part. */
export const SkipLink = ({ to, children }: { readonly to: string; readonly children: ReactNode }): ReactNode => (
  <a className={styles.skip} href={`#${to}`}>
    {children}
  </a>
);
