import { Menu, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowLeft, IconCheck, IconChevronDown, IconMenu2, IconPlus } from '@tabler/icons-react';
import { Link, Navigate } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { MENU_BUTTON, RAIL, useOverlay } from '../desk/overlay.ts';
import { isTyping } from '../desk/keyboard/use-action.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { Nothing, RowsSkeleton } from '../ui/pane-state.tsx';
import { NEW_ITEM, useAdminPlace, useOpenAdmin } from './kit/admin-place.ts';
import { placeOf, useLeavingWarning, useUnsaved } from './kit/form-edits.ts';
import { SECTION_GROUPS, SECTIONS, type Section } from './sections.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import rail from '../ui/rail.module.css';
import styles from './administration.module.css';

/** The administration of the open service: its sections at the left, the open one beside them. */
export const Administration = ({
  frame,
}: {
  /** Puts the sections and the open one in the frame of the console. */
  readonly frame: (parts: {
    readonly rail: ReactNode;
    readonly railLabel: string;
    readonly section: ReactNode;
  }) => ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { role, service } = useDesk();
  const { section: id, item } = useAdminPlace();
  const overlay = useOverlay();
  const main = useRef<HTMLElement>(null);
  useLeavingWarning();
  useKeptNotice();
  const open = SECTIONS.find((section) => section.id === id);
  const title = open === undefined ? t('admin.title') : t(open.title);
  useEffect(() => {
    document.title = `${title} · ${service.name}`;
  }, [title, service.name]);
  // A section that is opened by its link is read from its beginning.
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [id, item]);
  if (role !== 'administrator')
    return (
      <main className={styles.alone}>
        <h1 className={styles.notHere}>{t('admin.notHere.title')}</h1>
        <Nothing text={t('admin.notHere.text')}>
          <BackLink />
        </Nothing>
      </main>
    );
  if (open === undefined)
    return (
      <Navigate
        to="/admin/$serviceId/$section"
        params={{ serviceId: service.serviceId, section: SECTIONS[0]!.id }}
        replace
      />
    );
  /** Keys that act where nothing is typed: one finds, one begins something new. */
  const pressed = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const target = { '/': '[data-find]', n: '[data-new]' }[event.key];
    const found = target === undefined ? null : main.current?.querySelector<HTMLElement>(target);
    if (found === null || found === undefined) return;
    event.preventDefault();
    if (event.key === 'n') found.click();
    else found.focus();
  };
  const { Content } = open;
  return (
    <div className={styles.all} onKeyDown={pressed}>
      <SkipLink to="section">{t('admin.skip')}</SkipLink>
      {frame({
        rail: <Rail />,
        railLabel: t('admin.label'),
        section: (
          <main ref={main} id="section" className={styles.section} tabIndex={-1}>
            <UnstyledButton
              className={styles.menu}
              {...{ [MENU_BUTTON]: '' }}
              aria-label={`${t('admin.title')}: ${t('admin.menu')}`}
              onClick={() => {
                overlay.show(RAIL);
              }}
            >
              <IconMenu2 size={18} stroke={1.75} aria-hidden />
              {t('admin.title')}
            </UnstyledButton>
            <Suspense fallback={<RowsSkeleton />}>
              <Content key={open.id} />
            </Suspense>
          </main>
        ),
      })}
    </div>
  );
};

const BackLink = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { serviceId } = useDesk().service;
  return (
    <Link
      to="/s/$serviceId/$list"
      params={{ serviceId, list: 'all_unassigned' }}
      search={searchOf(wholeList('all_unassigned'))}
      className={rail.entry}
    >
      <IconArrowLeft size={16} stroke={1.75} aria-hidden />
      {t('admin.back')}
    </Link>
  );
};

/** Says, when the administration is left, that something in it is not saved. */
const useKeptNotice = (): void => {
  const { t } = useTranslation('admin');
  const number = useUnsaved().length;
  const latest = useRef({ number, t });
  useEffect(() => {
    latest.current = { number, t };
  });
  useEffect(
    () => () => {
      const { number: left, t: words } = latest.current;
      // Not when it is only drawn again, as for another service.
      if (left === 0 || window.location.pathname.startsWith('/admin')) return;
      notifications.show({
        message: left === 1 ? words('admin.kept.one') : words('admin.kept.many', { number: left }),
        color: 'yellow',
        withBorder: true,
      });
    },
    [],
  );
};

const ServiceMenu = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { me, service } = useDesk();
  const { section } = useAdminPlace();
  const openAdmin = useOpenAdmin();
  const administered = me.services.filter(({ role }) => role === 'administrator');
  return (
    <Menu position="bottom-start" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton className={rail.service} aria-label={`${t('admin.switchService')}: ${service.name}`}>
          <span className={rail.serviceName}>{service.name}</span>
          <IconChevronDown size={16} className={rail.chevron} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {administered.map(({ serviceId, serviceName }) => (
          <Menu.Item
            key={serviceId}
            rightSection={serviceId === service.serviceId ? <IconCheck size={14} /> : null}
            onClick={() => {
              openAdmin({ serviceId, section });
            }}
          >
            {serviceName}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconPlus size={14} />}
          onClick={() => {
            openAdmin({ section: 'service', item: NEW_ITEM });
          }}
        >
          {t('admin.newService')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};

const Entry = ({ section: { id, title, icon: SectionIcon } }: { readonly section: Section }): ReactNode => {
  const { t } = useTranslation('admin');
  const { serviceId, section: open } = useAdminPlace();
  const unsaved = useUnsaved(placeOf(serviceId, id)).length;
  const { open: overlay } = useOverlay();
  return (
    <li>
      <Link
        to="/admin/$serviceId/$section"
        params={{ serviceId, section: id }}
        // The drawer that it was chosen in is not gone back to.
        replace={overlay === RAIL}
        className={rail.entry}
        data-open={id === open || undefined}
        aria-current={id === open ? 'page' : undefined}
      >
        <SectionIcon size={16} stroke={1.75} aria-hidden />
        <span className={rail.name}>{t(title)}</span>
        {unsaved > 0 && (
          <span className={styles.dot} role="img" aria-label={t('admin.unsavedHere')} title={t('admin.unsavedHere')} />
        )}
      </Link>
    </li>
  );
};

const Rail = (): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <div className={rail.rail}>
      <ServiceMenu />
      <div className={rail.lists}>
        <BackLink />
        {SECTION_GROUPS.map(({ title, sections }) => (
          <div key={title} role="group" aria-label={t(title)}>
            <h2 className={rail.section}>{t(title)}</h2>
            <ul className={rail.entries}>
              {sections.map((section) => (
                <Entry key={section.id} section={section} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </div>
  );
};
