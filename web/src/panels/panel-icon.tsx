import { ActionIcon, Tooltip } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { CSSProperties, DOMAttributes, KeyboardEvent, ReactNode, Ref } from 'react';
import styles from './panel-area.module.css';

/** An icon at the right edge. `label` also says what there is to do in its panel. */
export type PanelIconView = {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  readonly isOpen: boolean;
  readonly isDue: boolean;
};
export type PanelIconActions = {
  readonly onToggle: (id: string) => void;
  /** Puts an icon at another place of the order. */
  readonly onMove: (id: string, place: number) => void;
};

type PanelIconProps = PanelIconActions & {
  readonly view: PanelIconView;
  readonly place: number;
  /** What makes it follow the pointer. */
  readonly drag?: {
    readonly ref: Ref<HTMLButtonElement>;
    readonly style: CSSProperties;
    readonly listeners: DOMAttributes<HTMLButtonElement>;
    readonly isDragged: boolean;
  };
};

/** Opens and closes its panel; Alt and an arrow key move it. */
export const PanelIcon = ({ view, place, onToggle, onMove, drag }: PanelIconProps): ReactNode => {
  const { id, label, icon: Drawing, isOpen, isDue } = view;
  const moveByKey = (event: KeyboardEvent): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(id, place + step);
  };
  return (
    <Tooltip label={label} position="left" disabled={drag?.isDragged === true}>
      <ActionIcon
        {...drag?.listeners}
        ref={drag?.ref}
        style={drag?.style}
        data-panel={id}
        data-dragged={drag?.isDragged === true || undefined}
        variant="subtle"
        color="gray"
        size={32}
        aria-label={label}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        data-due={isDue || undefined}
        aria-pressed={isOpen}
        className={styles.icon}
        onKeyDown={moveByKey}
        onClick={() => {
          onToggle(id);
        }}
      >
        <Drawing size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
};
