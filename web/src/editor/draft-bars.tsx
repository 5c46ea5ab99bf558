import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { newestOfOthers, useEntries, type TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { Draft } from '../desk/drafts/draft.ts';
import { useTroubleWords } from '../desk/drafts/use-trouble-words.ts';
import { keepFocus } from './keep-focus.ts';
import styles from './draft-bars.module.css';

/** Says above the editor why the text could not be sent, and what to do; stays until it is sent or changed. */
export const TroubleBar = ({ draft }: { readonly draft: Pick<Draft, 'trouble' | 'unsettled'> }): ReactNode => {
  const { t } = useTranslation();
  const words = useTroubleWords();
  if (draft.trouble === null && draft.unsettled === null) return null;
  const isUnknown = draft.trouble === null || draft.trouble.code === 'unknown_outcome';
  return (
    <div className={styles.trouble} role="alert">
      <IconAlertCircle size={16} stroke={1.75} aria-hidden="true" className={styles.troubleIcon} />
      <p className={styles.troubleWords}>
        {isUnknown ? (
          t('unsent.unknown')
        ) : (
          <>
            <strong>{t('unsent.not')}</strong> {draft.trouble !== null && words(draft.trouble)}
          </>
        )}
      </p>
    </div>
  );
};

/**
 * Says above the editor what arrived after the draft was begun, with a button that shows it. An answer can't be sent
 * before.
 */
export const WarningBar = ({
  ticket,
  since,
  onShow,
  ref,
}: {
  readonly ticket: TicketView;
  readonly since: string;
  readonly onShow: () => void;
  readonly ref: Ref<HTMLButtonElement>;
}): ReactNode => {
  const { t } = useTranslation();
  const { me, agentName } = useDesk();
  const entries = useEntries(ticket.serviceId, ticket.number);
  const arrived = newestOfOthers(entries.data?.pages.flatMap((page) => page.entries) ?? [], since, me.agentId);
  const name = arrived?.author.kind === 'agent' ? (agentName(arrived.author.agentId) ?? t('ticket.somebody')) : '';
  const words =
    arrived === undefined
      ? t('editor.warning.changed')
      : arrived.kind === 'customer_message'
        ? t('editor.warning.reply')
        : t(arrived.kind === 'comment' ? 'editor.warning.comment' : 'editor.warning.answer', { name });
  return (
    <div className={styles.warning} role="alert" onMouseDown={keepFocus}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span className={styles.warningWords}>{words}</span>
      <button type="button" ref={ref} className={styles.show} onClick={onShow}>
        {t('editor.warning.show')}
      </button>
    </div>
  );
};
