import { ActionIcon, Menu, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import {
  IconCheck,
  IconChevronsLeft,
  IconMenu2,
  IconPlus,
  IconSearch,
  IconSortAscending,
  IconSortDescending,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useListCounts } from '../desk/api/service-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { aim } from '../desk/keyboard/aim.ts';
import { countOf } from '../desk/live/list-counts.ts';
import { MENU_BUTTON, RAIL, useOverlay } from '../desk/overlay.ts';
import type { ListOrder } from '../desk/ticket-lists.ts';
import styles from './list-pane.module.css';

/** On a narrow screen: says which list is open and how many tickets it has, and opens the rail. */
const MenuButton = ({ name }: { readonly name: string }): ReactNode => {
  const { t, i18n } = useTranslation();
  const { service, view, myGroupIds } = useDesk();
  const { open, show } = useOverlay();
  const { data: counts } = useListCounts(service.serviceId);
  const count = counts && countOf(counts, view, myGroupIds);
  return (
    <UnstyledButton
      className={styles.menu}
      {...{ [MENU_BUTTON]: '' }}
      aria-expanded={open === RAIL}
      onClick={() => {
        show(RAIL);
      }}
    >
      <IconMenu2 size={18} aria-hidden="true" />
      <VisuallyHidden component="span">{t('rail.open')}: </VisuallyHidden>
      <span className={styles.menuName}>{name}</span>{' '}
      {count !== undefined && <span className={styles.menuCount}>{count.toLocaleString(i18n.language)}</span>}
    </UnstyledButton>
  );
};

/** The list's name, the button that shows new tickets, and the list's other buttons. */
export const ListHeader = ({
  name,
  arrivals,
  importantOnly,
  onImportantOnly,
  order,
  onOrder,
  onShowArrivals,
  onCreate,
  onCollapse,
}: {
  readonly name: string;
  /** The number of new tickets that are not shown yet. */
  readonly arrivals: number;
  readonly importantOnly: boolean;
  readonly onImportantOnly: () => void;
  readonly order: ListOrder;
  readonly onOrder: (order: ListOrder) => void;
  readonly onShowArrivals: () => void;
  readonly onCreate: () => void;
  readonly onCollapse: () => void;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <header className={styles.header}>
      <MenuButton name={name} />
      <h1 className={styles.title} title={name}>
        {name}
      </h1>
      {arrivals > 0 && (
        <button
          type="button"
          className={styles.arrivals}
          onClick={onShowArrivals}
          aria-label={t('list.showArrivals', { count: arrivals })}
        >
          {t('list.arrivals', { count: arrivals })}
        </button>
      )}
      <ActionIcon
        className={styles.search}
        variant="subtle"
        color="gray"
        size={28}
        aria-label={t('palette.label')}
        aria-haspopup="dialog"
        onClick={() => {
          aim.act('palette');
        }}
      >
        <IconSearch size={18} />
      </ActionIcon>
      <Tooltip label={`${t('important.only')} (g *)`}>
        <ActionIcon
          variant={importantOnly ? 'light' : 'subtle'}
          color={importantOnly ? 'yellow' : 'gray'}
          size={28}
          aria-label={t('important.only')}
          aria-pressed={importantOnly}
          onClick={onImportantOnly}
        >
          {importantOnly ? <IconStarFilled size={16} className={styles.star} /> : <IconStar size={16} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('create.open')} (n)`}>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('create.open')} onClick={onCreate}>
          <IconPlus size={16} />
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={`${t('list.order')}: ${t(`list.${order}`)}`}
            title={t(`list.${order}`)}
          >
            {order === 'newest' ? <IconSortDescending size={16} /> : <IconSortAscending size={16} />}
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {(['newest', 'oldest'] as const).map((choice) => (
            <Menu.Item
              key={choice}
              rightSection={choice === order ? <IconCheck size={14} /> : null}
              onClick={() => {
                onOrder(choice);
              }}
            >
              {t(`list.${choice}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t('list.collapse')}>
        <ActionIcon
          className={styles.collapse}
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('list.collapse')}
          onClick={onCollapse}
        >
          <IconChevronsLeft size={16} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
};
