import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useObstacleWords } from '../desk/obstacle-words.ts';
import type { EditorSlot } from '../desk/ticket-page-slots.ts';
import styles from './ticket-title.module.css';

const loadForm = () => import('./title-form.tsx').then(({ TitleForm: component }) => ({ default: component }));
const TitleForm = lazy(loadForm);

/** The ticket's number and title, in two lines at most; a button or a double click makes the title a field. */
export const TicketTitle = ({ ticket, onExplain }: Pick<EditorSlot, 'ticket' | 'onExplain'>): ReactNode => {
  const { t } = useTranslation();
  const obstacleWords = useObstacleWords();
  const [isEdited, setEdited] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasEdited = useRef(false);
  useEffect(() => {
    if (wasEdited.current && !isEdited) pencil.current?.focus({ preventScroll: true });
    wasEdited.current = isEdited;
  }, [isEdited]);
  const label = ticketLabel(ticket.number);
  const mayEdit = ticket.allowed.includes('edit');
  if (isEdited)
    return (
      <div className={styles.place}>
        <h1 className={styles.title} data-edited>
          <span className={styles.number}>{label}</span>
          <VisuallyHidden component="span"> {ticket.title}</VisuallyHidden>
        </h1>
        <Suspense>
          <TitleForm
            ticket={ticket}
            onClose={() => {
              setEdited(false);
            }}
          />
        </Suspense>
      </div>
    );
  const edit = (): void => {
    if (mayEdit) setEdited(true);
    else onExplain({ words: obstacleWords('status', ticket), offers: [] });
  };
  return (
    <div className={styles.place}>
      <h1 className={styles.title} title={ticket.title} dir="auto" onDoubleClick={edit}>
        <span className={styles.number}>{label}</span> {ticket.title}
      </h1>
      {mayEdit && (
        <ActionIcon
          ref={pencil}
          className={styles.pencil}
          variant="subtle"
          color="gray"
          size={24}
          aria-label={t('title.edit')}
          title={t('title.edit')}
          onFocus={() => {
            loadForm().catch(() => undefined);
          }}
          onClick={edit}
        >
          <IconPencil size={16} stroke={1.75} />
        </ActionIcon>
      )}
    </div>
  );
};
