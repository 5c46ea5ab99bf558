import { lazy, Suspense, useCallback, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferencesEditor } from '../desk/api/use-preferences.ts';
import { movedTo } from '../desk/panel-order.ts';
import { announce } from '../ui/announcer.tsx';
import { PanelIcon, type PanelIconView } from './panel-icon.tsx';
import styles from './panel-area.module.css';

const SortableIcons = lazy(() =>
  import('./sortable-icons.tsx').then(({ SortableIcons: component }) => ({ default: component })),
);

/** The icons of the panels in the agent's order, which they change by dragging or with Alt and an arrow key. */
export const PanelIcons = ({
  icons,
  isLying,
  onToggle,
}: {
  readonly icons: readonly PanelIconView[];
  /** Whether they stand in a row, where they are not dragged: their order is chosen in the settings, too. */
  readonly isLying: boolean;
  readonly onToggle: (id: string) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const { choose } = usePreferencesEditor();
  const toolbar = useRef<HTMLDivElement>(null);
  /** The icon that has the focus, which it would lose when it is drawn at another place. */
  const focused = useRef<string | null>(null);
  const holdFocus = useCallback((): void => {
    if (focused.current === null || toolbar.current?.contains(document.activeElement) === true) return;
    toolbar.current?.querySelector<HTMLElement>(`[data-panel="${focused.current}"]`)?.focus();
  }, []);
  useEffect(holdFocus);
  const ids = icons.map(({ id }) => id);
  const onMove = (id: string, place: number): void => {
    const panelOrder = movedTo(ids, id, place);
    if (panelOrder === ids) return;
    choose({ panelOrder: [...panelOrder] });
    const panel = icons.find((icon) => icon.id === id)?.label;
    announce(t('panel.moved', { panel, place: place + 1, count: ids.length }));
  };
  const plain = icons.map((view, place) => (
    <PanelIcon key={view.id} view={view} place={place} onToggle={onToggle} onMove={onMove} />
  ));
  return (
    <div
      ref={toolbar}
      className={styles.icons}
      role="toolbar"
      aria-label={t('panel.label')}
      aria-orientation={isLying ? 'horizontal' : 'vertical'}
      onFocus={({ target }) => {
        focused.current = target.dataset['panel'] ?? null;
      }}
      onBlur={({ relatedTarget, target }) => {
        // An icon that is taken out of the page leaves the focus to nobody.
        if (relatedTarget !== null || target.isConnected) focused.current = null;
      }}
    >
      {isLying ? (
        plain
      ) : (
        <Suspense fallback={plain}>
          <SortableIcons icons={icons} onToggle={onToggle} onMove={onMove} onShown={holdFocus} />
        </Suspense>
      )}
    </div>
  );
};
