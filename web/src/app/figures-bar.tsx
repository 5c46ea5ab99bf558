import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { resolvedRate } from '../../../shared/domain/figures/last-day.ts';
import type { MenuList } from '../../../shared/domain/ticket/ticket.ts';
import { useFigures } from '../desk/api/service-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { searchOf, wholeList } from '../desk/ticket-lists.ts';
import { useViewName } from '../desk/use-view-name.ts';
import type { WordKey } from '../ui/words/en.ts';
import { CallsFigure } from './calls-figure.tsx';
import styles from './figures-bar.module.css';

type FigureProps = {
  readonly name: Extract<WordKey, `figures.${string}`>;
  /** Undefined while it is unknown; null when there is nothing to count. */
  readonly value: string | number | null | undefined;
  /** What it counts, in words; undefined while that is unknown. */
  readonly title: string | undefined;
  /** The list that it opens: the narrowest that has what it counts. */
  readonly list: MenuList;
  readonly aside?: string;
};

const Figure = ({ name, value, title, list, aside }: FigureProps): ReactNode => {
  const { t } = useTranslation();
  const desk = useDesk();
  const view = wholeList(list);
  const viewName = useViewName(desk)(view);
  const shown = value ?? '–';
  return (
    <div className={styles.figure} title={title} data-link>
      <dt className={styles.name}>{t(name)}</dt>
      <dd className={styles.value}>
        <Link
          to="/s/$serviceId/$list"
          params={{ serviceId: desk.service.serviceId, list }}
          search={searchOf(view)}
          className={styles.link}
          aria-label={
            title === undefined
              ? t('figures.openUnknown', { name: t(name), value: shown, list: viewName })
              : t('figures.open', { name: t(name), value: shown, title, list: viewName })
          }
        >
          {/* With the value as key, each change starts the highlight again. */}
          <span key={shown} className={value === undefined ? undefined : styles.number}>
            {shown}
          </span>
        </Link>
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
export const FiguresBar = ({ className = '' }: { readonly className?: string | undefined }): ReactNode => {
  const { t } = useTranslation();
  const { service } = useDesk();
  const { data, isError } = useFigures(service.serviceId);
  const lastDay = data?.all.lastDay;
  const rate = lastDay && resolvedRate(lastDay);
  const rateTitle = lastDay && t(lastDay.received === 0 ? 'figures.rateNone' : 'figures.rateTitle', lastDay);
  return (
    <section className={`${styles.bar} ${className}`} aria-label={t('figures.label')}>
      <Group short="figures.all" long="figures.allLong">
        <Figure name="figures.created" value={data?.all.created} title={t('figures.today')} list="all" />
        <Figure name="figures.resolved" value={data?.all.resolved} title={t('figures.today')} list="all" />
        <Figure name="figures.processing" value={data?.all.processing} title={t('figures.now')} list="all" />
        <Figure name="figures.pending" value={data?.all.pending} title={t('figures.now')} list="all" />
        <Figure
          name="figures.unassigned"
          value={data?.all.unassigned}
          title={t('figures.now')}
          list="all_unassigned"
          {...(data === undefined ? {} : { aside: t('figures.unassignedToday', { count: data.all.unassignedToday }) })}
        />
        <Figure name="figures.rate" value={typeof rate === 'number' ? `${rate}%` : rate} title={rateTitle} list="all" />
      </Group>
      <Group short="figures.mine" long="figures.mineLong">
        <Figure name="figures.resolved" value={data?.mine.resolved} title={t('figures.today')} list="my_resolved" />
        <Figure name="figures.processing" value={data?.mine.processing} title={t('figures.now')} list="my_processing" />
        <Figure name="figures.pending" value={data?.mine.pending} title={t('figures.now')} list="my_pending" />
        <Figure
          name="figures.transfer"
          value={data?.mine.transfer}
          title={t('figures.transferTitle')}
          list="all_transferred"
        />
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
