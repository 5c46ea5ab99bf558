import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreferencesChange } from '../desk/api/use-preferences.ts';
import { useDesk } from '../desk/desk-context.ts';
import { inChosenOrder, movedTo } from '../desk/panel-order.ts';
import { announce } from '../ui/announcer.tsx';
import type { WordKey } from '../ui/words/en.ts';
import styles from './profile-dialog.module.css';

/** A panel whose icon has a place in the order. */
export type PanelName = { readonly id: string; readonly title: WordKey; readonly icon: Icon };

/** The order of the panels' icons as a list, with a button for each step up and down. */
export const PanelOrder = ({
  panels,
  choose,
}: {
  readonly panels: readonly PanelName[];
  readonly choose: (change: PreferencesChange) => void;
}): ReactNode => {
  const { t } = useTranslation();
  const ordered = inChosenOrder(panels, useDesk().me.preferences.panelOrder);
  const ids = ordered.map(({ id }) => id);
  const move = (id: string, name: string, place: number): void => {
    choose({ panelOrder: [...movedTo(ids, id, place)] });
    announce(t('panel.moved', { panel: name, place: place + 1, count: ids.length }));
  };
  return (
    <ol className={styles.panels}>
      {ordered.map(({ id, title, icon: PanelIcon }, place) => {
        const name = t(title);
        return (
          <li key={id} className={styles.panel}>
            <PanelIcon size={18} stroke={1.75} aria-hidden />
            <span className={styles.panelName}>{name}</span>
            {/* Not disabled at the ends: whoever presses a button again and again would lose the focus there. */}
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t('settings.panels.up', { panel: name })}
              aria-disabled={place === 0}
              onClick={() => {
                if (place > 0) move(id, name, place - 1);
              }}
            >
              <IconChevronUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t('settings.panels.down', { panel: name })}
              aria-disabled={place === ids.length - 1}
              onClick={() => {
                if (place < ids.length - 1) move(id, name, place + 1);
              }}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </li>
        );
      })}
    </ol>
  );
};
