import { UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconClockPause, IconPencil, type Icon } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useDesk } from '../desk/desk-context.ts';
import { needsAction, useDrafts, type DraftStanding, type ListedDraft } from '../desk/drafts/use-drafts.ts';
import { useTroubleWords } from '../desk/drafts/use-trouble-words.ts';
import styles from './drafts-section.module.css';
import rail from '../ui/rail.module.css';

const ICONS: Readonly<Record<DraftStanding, Icon>> = {
  draft: IconPencil,
  sending: IconClockPause,
  waiting: IconClockPause,
  refused: IconAlertCircle,
  unknown: IconAlertCircle,
};
/** So many are shown at first; the others on request. */
const AT_ONCE = 5;

const DraftLink = ({ listed }: { readonly listed: ListedDraft }): ReactNode => {
  const { t } = useTranslation();
  const { service, list } = useDesk();
  const troubleWords = useTroubleWords();
  const { number, title, trouble, standing } = listed;
  const Drawn = ICONS[standing];
  const why =
    standing === 'refused' && trouble !== null
      ? `${t('unsent.not')} ${troubleWords(trouble)}`
      : t(`drafts.${standing}`);
  return (
    <Link
      to="/s/$serviceId/$list/$number"
      params={{ serviceId: service.serviceId, list, number }}
      className={styles.draft}
      data-bad={needsAction(listed) || undefined}
      title={why}
    >
      <Drawn size={16} stroke={1.75} aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        <span className={styles.title} dir="auto">
          {ticketLabel(number)} {title}
        </span>
        <span className={styles.why}>{why}</span>
      </span>
    </Link>
  );
};

/** The agent's unsent texts, each with the reason; not shown when there is none. */
export const DraftsSection = (): ReactNode => {
  const { t } = useTranslation();
  const { me, service } = useDesk();
  const [showsAll, setShowsAll] = useState(false);
  const drafts = useDrafts(me.agentId, service.serviceId);
  if (drafts.length === 0) return null;
  const shown = showsAll ? drafts : drafts.slice(0, AT_ONCE);
  return (
    <section aria-label={t('drafts.label')}>
      <h2 className={rail.section}>
        {t('drafts.label')}{' '}
        <span className={styles.count} data-bad={drafts.some(needsAction) || undefined}>
          {drafts.length}
        </span>
      </h2>
      <ul className={rail.entries}>
        {shown.map((listed) => (
          <li key={listed.number}>
            <DraftLink listed={listed} />
          </li>
        ))}
      </ul>
      {drafts.length > shown.length && (
        <UnstyledButton
          className={styles.more}
          onClick={() => {
            setShowsAll(true);
          }}
        >
          {t('drafts.all', { count: drafts.length })}
        </UnstyledButton>
      )}
    </section>
  );
};
