import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronRight,
  IconCircleCheck,
  IconHelpCircle,
  IconInfoCircle,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import type { CheckState, SetupCheck } from './setup-checks.ts';
import { useSetupChecks, type CheckRow } from './use-setup-checks.ts';
import styles from './checklist.module.css';

const ICONS: Readonly<Record<CheckState | 'failed', Icon>> = {
  missing: IconAlertTriangle,
  note: IconInfoCircle,
  done: IconCircleCheck,
  failed: IconHelpCircle,
};
/** So many names are told; of the others their number. */
const NAMES = 3;

const sentence = ({ words, names = [], number = 0 }: SetupCheck, t: TFunction<'admin'>): string => {
  const some = names.slice(0, NAMES).join(', ');
  const all = names.length > NAMES ? t('overview.more', { names: some, number: names.length - NAMES }) : some;
  return t(words, { names: all, number });
};

const State = ({ state }: { readonly state: CheckState | 'failed' }): ReactNode => {
  const { t } = useTranslation('admin');
  const StateIcon = ICONS[state];
  return (
    <span className={styles.icon} data-state={state}>
      <StateIcon size={18} stroke={1.75} aria-hidden />
      <VisuallyHidden>{t(`overview.state.${state}`)}: </VisuallyHidden>
    </span>
  );
};

const Row = ({ row }: { readonly row: CheckRow }): ReactNode => {
  const { t } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { serviceId } = useDesk().service;
  const name = t(`overview.${row.id}`);
  if (row.check !== null)
    return (
      <Link
        to="/admin/$serviceId/$section"
        params={{ serviceId, section: row.check.section }}
        className={styles.check}
        data-state={row.check.state}
      >
        <State state={row.check.state} />
        <span className={styles.words}>
          <span className={styles.name}>
            {name}
            <IconChevronRight size={14} stroke={1.75} className={styles.go} aria-hidden />
          </span>
          <span className={styles.detail}>{sentence(row.check, t)}</span>
        </span>
      </Link>
    );
  if (row.retry === null)
    return (
      <div className={styles.check} aria-busy="true">
        <Skeleton circle height={18} animate={false} className={styles.icon} />
        <span className={styles.words}>
          <span className={styles.name}>{name}</span>
          <Skeleton height={10} mt={6} width="60%" animate={false} />
        </span>
      </div>
    );
  return (
    <div className={styles.check} role="alert">
      <State state="failed" />
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.detail}>{t('overview.failed')}</span>
      </span>
      <Button variant="default" size="xs" onClick={row.retry}>
        {common('problem.retry')}
      </Button>
    </div>
  );
};

/** What the desk has and what it lacks to work; each part leads to the section in which it is set. */
export const Checklist = (): ReactNode => {
  const { t } = useTranslation('admin');
  const rows = useSetupChecks();
  const missing = rows.filter(({ check }) => check?.state === 'missing').length;
  const isKnown = rows.every(({ check }) => check !== null);
  const summary =
    missing === 1
      ? t('overview.missing.one')
      : missing > 1
        ? t('overview.missing.many', { number: missing })
        : isKnown
          ? t('overview.complete')
          : rows.some((row) => row.check === null && row.retry === null)
            ? t('overview.checking')
            : '';
  return (
    <section className={styles.section} aria-labelledby="overview-checks">
      <div className={styles.heading}>
        <h2 id="overview-checks" className={styles.title}>
          {t('overview.setUp')}
        </h2>
        <p className={styles.summary} role="status">
          {summary}
        </p>
      </div>
      <ul className={styles.checks}>
        {rows.map((row) => (
          <li key={row.id}>
            <Row row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
};
