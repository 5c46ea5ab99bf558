import { Menu, UnstyledButton } from '@mantine/core';
import {
  IconCheck,
  IconChevronDown,
  IconCircleCheck,
  IconClockPause,
  IconInbox,
  IconProgress,
  IconTicket,
  type Icon,
} from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFigures } from '../desk/api/service-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { FiguresState } from '../desk/live/figures-state.ts';
import type { TicketList } from '../desk/ticket-lists.ts';
import type { WordKey } from '../ui/words/en.ts';
import { DepartureNotices } from './departure-notices.tsx';
import { DraftsSection } from './drafts-section.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import styles from './rail.module.css';

type Entry = {
  readonly list: TicketList;
  readonly icon: Icon;
  readonly count?: (figures: FiguresState) => number;
  readonly countMeans?: WordKey;
};

const SECTIONS: readonly { readonly title: WordKey; readonly entries: readonly Entry[] }[] = [
  {
    title: 'rail.mine',
    entries: [
      { list: 'my_processing', icon: IconProgress, count: ({ mine }) => mine.processing },
      { list: 'my_pending', icon: IconClockPause, count: ({ mine }) => mine.pending },
      {
        list: 'my_resolved',
        icon: IconCircleCheck,
        count: ({ mine }) => mine.resolved,
        countMeans: 'rail.resolvedToday',
      },
    ],
  },
  {
    title: 'rail.service.lists',
    entries: [
      { list: 'all_unassigned', icon: IconInbox, count: ({ all }) => all.unassigned },
      { list: 'all', icon: IconTicket },
    ],
  },
];

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
            onClick={() => void navigate({ to: '/s/$serviceId/$list', params: { serviceId, list: 'all_unassigned' } })}
          >
            {serviceName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

/** The left column: services, drafts, menu lists with their live counts, notices and settings. */
export const Rail = ({ onHelp }: { readonly onHelp: () => void }): ReactNode => {
  const { t } = useTranslation();
  const { service, list: open } = useDesk();
  const { data: figures } = useFigures(service.serviceId);
  return (
    <div className={styles.rail}>
      <ServiceSwitch />
      <div className={styles.lists}>
        <DraftsSection />
        {SECTIONS.map(({ title, entries }) => (
          <section key={title} aria-label={t(title)}>
            <h2 className={styles.section}>{t(title)}</h2>
            <ul className={styles.entries}>
              {entries.map(({ list, icon: ListIcon, count, countMeans }) => {
                const value = figures && count ? count(figures) : undefined;
                return (
                  <li key={list}>
                    <Link
                      to="/s/$serviceId/$list"
                      params={{ serviceId: service.serviceId, list }}
                      className={styles.entry}
                      data-open={list === open || undefined}
                      aria-current={list === open ? 'page' : undefined}
                    >
                      <ListIcon size={16} stroke={1.75} aria-hidden="true" />
                      <span className={styles.name}>{t(`list.${list}`)}</span>
                      {value !== undefined && value > 0 && (
                        <span className={styles.count} title={countMeans && t(countMeans, { count: value })}>
                          {value}
                        </span>
                      )}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      <DepartureNotices />
      <SettingsMenu onHelp={onHelp} />
    </div>
  );
};
