import type { ReactNode } from 'react';
import styles from './section-page.module.css';

/** A section: its heading with what it is for, what can be done at the right, and its content below, which scrolls. */
export const SectionPage = ({
  title,
  about,
  actions,
  children,
}: {
  readonly title: string;
  readonly about?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode => (
  <>
    <header className={styles.header}>
      <div className={styles.heading}>
        <h1 className={styles.title}>{title}</h1>
        {about !== undefined && <p className={styles.about}>{about}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
    {children}
  </>
);

/** The scrolling content of a section that is one page. */
export const SectionBody = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles.body}>{children}</div>
);
