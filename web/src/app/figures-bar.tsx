import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFigures } from '../desk/api/service-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { FiguresState } from '../desk/live/figures-state.ts';
import type { WordKey } from '../ui/words/en.ts';
import { CallsFigure } from './calls-figure.tsx';
import styles from './figures-bar.module.css';

type FigureName = Exclude<keyof FiguresState['all'], 'unassignedToday'>;
const IS_OF_TODAY: Readonly<Record<FigureName, boolean>> = {
  created: true,
  resolved: true,
  processing: false,
  pending: false,
  unassigned: false,
};

const Figure = ({
  name,
  value,
  aside,
}: {
  readonly name: FigureName;
  readonly value: number | undefined;
  readonly aside?: string;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <div className={styles.figure} title={t(IS_OF_TODAY[name] ? 'figures.today' : 'figures.now')}>
      <dt className={styles.name}>{t(`figures.${name}`)}</dt>
      <dd className={styles.value}>
        {/* With the value as key, each change starts the highlight again. */}
        <span key={value ?? 'none'} className={value === undefined ? undefined : styles.number}>
          {value ?? '–'}
        </span>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </dd>
    </div>
  );
};

const Group = ({
  short,
  long,
  children,
}: {
  readonly short: WordKey;
  readonly long: WordKey;
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  return (
    <section className={styles.group} aria-label={t(long)}>
      <h2 className={styles.groupName} title={t(long)}>
        {t(short)}
      </h2>
      <dl className={styles.figures}>{children}</dl>
    </section>
  );
};

/** The mini dashboard (product.md §4); live updates change its figures. */
export const FiguresBar = ({ onMenu }: { readonly onMenu: () => void }): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const { data, isError } = useFigures(service.serviceId);
  return (
    <section className={styles.bar} aria-label={t('figures.label')}>
      <ActionIcon
        className={styles.menu}
        variant="subtle"
        color="gray"
        size={32}
        aria-label={t('rail.open')}
        onClick={onMenu}
      >
        <IconMenu2 size={18} />
      </ActionIcon>
      <Group short="figures.all" long="figures.allLong">
        <Figure name="created" value={data?.all.created} />
        <Figure name="resolved" value={data?.all.resolved} />
        <Figure name="processing" value={data?.all.processing} />
        <Figure name="pending" value={data?.all.pending} />
        <Figure
          name="unassigned"
          value={data?.all.unassigned}
          {...(data === undefined ? {} : { aside: t('figures.unassignedToday', { count: data.all.unassignedToday }) })}
        />
      </Group>
      <Group short="figures.mine" long="figures.mineLong">
        <Figure name="resolved" value={data?.mine.resolved} />
        <Figure name="processing" value={data?.mine.processing} />
        <Figure name="pending" value={data?.mine.pending} />
        <CallsFigure />
      </Group>
      {isError && data === undefined && (
        <p className={styles.failed} role="alert">
          {t('figures.failed')}
        </p>
      )}
    </section>
  );
};
