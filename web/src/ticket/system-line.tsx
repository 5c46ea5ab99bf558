import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useServiceFields } from '../desk/api/service-queries.ts';
import type { EventView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { type EventNames, eventSentence } from '../desk/event-words.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { useEventNames } from '../desk/use-event-names.ts';
import styles from './history.module.css';

type LineProps = { readonly event: EventView };

const Line = ({ event, names }: LineProps & { readonly names: EventNames }): ReactNode => {
  const { t } = useTranslation();
  return (
    <p className={styles.systemLine}>
      {eventSentence(t, event, names)} · <Timestamp at={event.at} as="clock" />
    </p>
  );
};

const PlainLine = ({ event }: LineProps): ReactNode => <Line event={event} names={useEventNames()} />;

/** Triggers may set fields of the service's own, whose names are read for it. */
const LineWithFields = ({ event }: LineProps): ReactNode => {
  const { service } = useDesk();
  const fields = useServiceFields(service.serviceId);
  return <Line event={event} names={useEventNames(fields.data)} />;
};

/**
 * A small grey line between the messages: who kept or created the ticket, what triggers changed, or that a reply
 * reopened it.
 */
export const SystemLine = ({ event }: LineProps): ReactNode =>
  Object.keys(event.fieldChanges).length > 0 ? <LineWithFields event={event} /> : <PlainLine event={event} />;
