import { Button, CloseButton } from '@mantine/core';
import {
  IconArrowForwardUp,
  IconCheck,
  IconClockPause,
  IconEyeOff,
  IconFlag,
  IconHandGrab,
  IconMessage,
  IconStar,
  type Icon,
} from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BATCH_LIMIT } from '../../../shared/contracts/http/ticket-batch.ts';
import { useAction } from '../desk/keyboard/use-action.ts';
import { BatchDialog } from './batch-dialog.tsx';
import { BATCH_KINDS, type BatchKind } from './batch-plan.ts';
import type { SelectionControl } from './use-selection.ts';
import styles from './batch-bar.module.css';

const ICONS: Readonly<Record<BatchKind, Icon>> = {
  comment: IconMessage,
  resolve: IconCheck,
  pend: IconClockPause,
  resolve_internally: IconEyeOff,
  keep: IconHandGrab,
  forward: IconArrowForwardUp,
  set_priority: IconFlag,
  mark_important: IconStar,
};

type BarProps = {
  readonly selection: SelectionControl;
  /** The number of rows that are loaded. */
  readonly loaded: number;
  /** Asked when the bar appears: whether its key was pressed before it was there, so that it takes the focus. */
  readonly takesFocus: () => boolean;
  /** Gives the focus back to the list. */
  readonly onLeave: () => void;
};

/** What can be done with the selected tickets, while there are any, and the dialog that asks for the rest. */
export const BatchBar = ({ selection, loaded, takesFocus, onLeave }: BarProps): ReactNode => {
  const [kind, setKind] = useState<BatchKind | null>(null);
  return (
    <>
      {selection.selected.size > 0 && (
        <Bar selection={selection} loaded={loaded} takesFocus={takesFocus} onLeave={onLeave} onChoose={setKind} />
      )}
      {kind !== null && (
        <BatchDialog
          kind={kind}
          selection={selection}
          onClose={() => {
            setKind(null);
            // After the dialog has let the focus go.
            requestAnimationFrame(onLeave);
          }}
        />
      )}
    </>
  );
};

const Bar = ({
  selection,
  loaded,
  takesFocus,
  onLeave,
  onChoose,
}: BarProps & { readonly onChoose: (kind: BatchKind) => void }): ReactNode => {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const count = selection.selected.size;
  const focus = (): void => {
    bar.current?.querySelector<HTMLElement>('[data-kind]')?.focus();
  };
  useAction('batch', focus);
  useLayoutEffect(() => {
    if (takesFocus()) focus();
  }, [takesFocus]);
  useLayoutEffect(() => {
    const element = bar.current;
    return () => {
      if (element?.contains(document.activeElement) === true) onLeave();
    };
  }, [onLeave]);
  return (
    <div ref={bar} role="group" aria-label={t('batch.label')} className={styles.bar}>
      <div className={styles.head}>
        <strong className={styles.count}>{t('select.count', { count })}</strong>
        {selection.isFull ? (
          <span className={styles.full}>{t('select.full', { count: BATCH_LIMIT })}</span>
        ) : (
          count < loaded && (
            <Button variant="subtle" size="compact-xs" onClick={selection.selectLoaded}>
              {t('select.loaded', { count: Math.min(loaded, BATCH_LIMIT) })}
            </Button>
          )
        )}
        <CloseButton
          size="sm"
          ml="auto"
          aria-label={t('select.clear')}
          title={`${t('select.clear')} (Esc)`}
          onClick={selection.clear}
        />
      </div>
      <div className={styles.commands}>
        {BATCH_KINDS.map((kind) => {
          const Drawn = ICONS[kind];
          return (
            <button
              key={kind}
              type="button"
              data-kind={kind}
              className={styles.command}
              onClick={() => {
                onChoose(kind);
              }}
            >
              <Drawn size={14} stroke={1.75} aria-hidden="true" />
              {t(`batch.${kind}`)}
            </button>
          );
        })}
      </div>
    </div>
  );
};
