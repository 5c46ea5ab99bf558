import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isLeaving, MENU_BUTTON, RAIL, type useOverlay } from '../desk/overlay.ts';
import styles from './frame.module.css';

/**
 * Where the rail stands: at the left edge, or on a narrow screen in a drawer over the page. An open drawer has the
 * focus, which its button gets back.
 */
export const RailPlace = ({
  overlay: { open, close },
  label,
  children,
}: {
  readonly overlay: ReturnType<typeof useOverlay>;
  /** What the rail is called, where it is not that of the lists. */
  readonly label?: string;
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  const rail = useRef<HTMLElement>(null);
  const isOpen = open === RAIL;
  useEffect(() => {
    if (!isOpen) return undefined;
    const place = rail.current;
    place?.focus({ preventScroll: true });
    return () => {
      const { activeElement } = document;
      if (activeElement !== document.body && place?.contains(activeElement) !== true) return;
      document.querySelector<HTMLElement>(`[${MENU_BUTTON}]`)?.focus({ preventScroll: true });
    };
  }, [isOpen]);
  return (
    <>
      <nav
        ref={rail}
        className={styles.rail}
        data-open={isOpen || undefined}
        aria-label={label ?? t('rail.label')}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (isOpen && isLeaving(event)) close();
        }}
      >
        {children}
      </nav>
      <button
        type="button"
        className={styles.veil}
        data-open={isOpen || undefined}
        aria-label={t('rail.close')}
        onClick={close}
      />
    </>
  );
};
