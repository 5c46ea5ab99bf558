import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconArchive,
  IconCheck,
  IconChevronDown,
  IconCircleCheck,
  IconClockPause,
  IconInbox,
  IconMailOff,
  IconProgress,
  IconTicket,
  IconTransfer,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuList } from '../../../shared/domain/ticket/ticket.ts';
import { useListCounts } from '../desk/api/service-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { countOf } from '../desk/live/list-counts.ts';
import { RAIL, useOverlay } from '../desk/overlay.ts';
import { partsOf, searchOf, wholeList, type ListView } from '../desk/ticket-lists.ts';
import { useViewName } from '../desk/use-view-name.ts';
import type { WordKey } from '../ui/words/en.ts';
import { DepartureNotices } from './departure-notices.tsx';
import { DraftsSection } from './drafts-section.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import styles from '../ui/rail.module.css';

const ICONS: Readonly<Record<MenuList, Icon>> = {
  my_processing: IconProgress,
  my_pending: IconClockPause,
  my_resolved: IconCircleCheck,
  my_completed: IconArchive,
  all_in_group: IconUsers,
  all_unassigned: IconInbox,
  all: IconTicket,
  all_transferred: IconTransfer,
  spam: IconMailOff,
};

const SECTIONS: readonly { readonly title: WordKey; readonly lists: readonly MenuList[] }[] = [
  { title: 'rail.mine', lists: ['my_processing', 'my_pending', 'my_resolved', 'my_completed'] },
  { title: 'rail.groups', lists: ['all_in_group'] },
  { title: 'rail.service.lists', lists: ['all_unassigned', 'all', 'all_transferred', 'spam'] },
];

const isSame = (one: ListView, other: ListView): boolean =>
  one.list === other.list && one.groupId === other.groupId && one.transfer === other.transfer;

/** A menu of the agent's services; only the name when there is just one. */
const ServiceSwitch = (): ReactNode => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { me, service } = useDesk();
  if (me.services.length < 2) return <p className={styles.service}>{service.name}</p>;
  return (
    <Menu position="bottom-start" width={216} shadow="md">
      <Menu.Target>
        <UnstyledButton className={styles.service} aria-label={`${t('rail.switchService')}: ${service.name}`}>
          <span className={styles.serviceName}>{service.name}</span>
          <IconChevronDown size={16} className={styles.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {me.services.map(({ serviceId, serviceName }) => (
          <Menu.Item
            key={serviceId}
            rightSection={serviceId === service.serviceId ? <IconCheck size={14} /> : null}
            onClick={() =>
              void navigate({
                to: '/s/$serviceId/$list',
                params: { serviceId, list: 'all_unassigned' },
                search: searchOf(wholeList('all_unassigned')),
              })
            }
          >
            {serviceName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

const Entry = ({ view, count }: { readonly view: ListView; readonly count: number | undefined }): ReactNode => {
  const { i18n } = useTranslation();
  const desk = useDesk();
  const name = useViewName(desk)(view);
  const isPart = !isSame(view, wholeList(view.list));
  const isOpen = isSame(view, desk.view);
  const { open } = useOverlay();
  const ListIcon = ICONS[view.list];
  return (
    <li>
      <Link
        to="/s/$serviceId/$list"
        params={{ serviceId: desk.service.serviceId, list: view.list }}
        search={searchOf(view)}
        // The drawer that it was chosen in is not gone back to.
        replace={open === RAIL}
        className={styles.entry}
        data-part={isPart || undefined}
        data-open={isOpen || undefined}
        aria-current={isOpen ? 'page' : undefined}
      >
        {!isPart && <ListIcon size={16} stroke={1.75} aria-hidden="true" />}
        <span className={styles.name} title={name}>
          {name}
        </span>
        {count !== undefined && count > 0 && (
          <span className={styles.count}>{count.toLocaleString(i18n.language)}</span>
        )}
      </Link>
    </li>
  );
};

/** The left column: services, drafts, menu lists with their live counts, notices and settings. */
export const Rail = ({ onHelp }: { readonly onHelp: () => void }): ReactNode => {
  const { t } = useTranslation();
  const { service, view: open, myGroupIds } = useDesk();
  const { data: counts } = useListCounts(service.serviceId);
  const count = (view: ListView): number | undefined => counts && countOf(counts, view, myGroupIds);
  // Most services transfer to one other team or to none: what is empty has no line of its own.
  const isShown = (part: ListView): boolean =>
    part.list === 'all_in_group' || (count(part) ?? 0) > 0 || isSame(part, open);
  const sections = SECTIONS.filter(({ lists }) => myGroupIds.length > 0 || !lists.includes('all_in_group'));
  return (
    <div className={styles.rail}>
      <ServiceSwitch />
      <div className={styles.lists}>
        <DraftsSection />
        {sections.map(({ title, lists }) => (
          <section key={title} aria-label={t(title)}>
            <h2 className={styles.section}>{t(title)}</h2>
            <ul className={styles.entries}>
              {lists
                .flatMap((list) => [wholeList(list), ...partsOf(list, myGroupIds).filter(isShown)])
                .map((view) => (
                  <Entry key={JSON.stringify(view)} view={view} count={count(view)} />
                ))}
            </ul>
          </section>
        ))}
      </div>
      <DepartureNotices />
      <SettingsMenu onHelp={onHelp} />
    </div>
  );
};
