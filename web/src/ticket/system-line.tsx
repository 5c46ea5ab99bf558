import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventView } from '../desk/api/ticket-queries.ts';
import { eventSentence } from '../desk/event-words.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { useEventNames } from '../desk/use-event-names.ts';
import styles from './history.module.css';

/** A small grey line between the messages: who kept or created the ticket, or that a reply reopened it. */
export const SystemLine = ({ event }: { readonly event: EventView }): ReactNode => {
  const { t } = useTranslation();
  const names = useEventNames();
  return (
    <p className={styles.systemLine}>
      {eventSentence(t, event, names)} · <Timestamp at={event.at} as="clock" />
    </p>
  );
};
