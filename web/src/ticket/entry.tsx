import { IconLock } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { guessLanguage } from '../../../shared/domain/mail/guess-language.ts';
import type { TicketLanguage } from '../../../shared/domain/ticket/ticket.ts';
import type { EntryView, TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import type { Decision } from '../desk/drafts/draft.ts';
import { Timestamp } from '../desk/timestamp.tsx';
import { Attachments } from './attachments.tsx';
import { MailState } from './mail-state.tsx';
import { RichText } from './rich-text.tsx';
import styles from './entry.module.css';

/** The language tag of a customer's text; empty when the language is unknown. */
const languageTag = (text: string, ofTicket: TicketLanguage): string => {
  const language = guessLanguage(text, ofTicket === 'other' ? 'en' : ofTicket);
  return language === 'other' ? '' : language;
};

/** A message of the history. Internal comments have a lock; the styles tell customers' and agents' messages apart. */
export const Entry = memo(
  ({ entry, ticket }: { readonly entry: EntryView; readonly ticket: TicketView }): ReactNode => {
    const { t } = useTranslation();
    const { agentName } = useDesk();
    const { author, kind } = entry;
    const name =
      author.kind === 'agent'
        ? (agentName(author.agentId) ?? t('ticket.somebody'))
        : author.kind === 'customer'
          ? (author.name ?? author.email ?? ticket.customer.name ?? ticket.customer.email ?? t('history.customer'))
          : t('history.system');
    const email = author.kind === 'customer' && author.name !== undefined ? author.email : undefined;
    const files = entry.attachments.filter(({ contentId }) => contentId === null || !entry.html.includes('cid:'));
    return (
      <article
        className={styles.entry}
        data-entry={entry.id}
        data-at={entry.at}
        data-kind={kind}
        tabIndex={-1}
        lang={author.kind === 'customer' ? languageTag(entry.text, ticket.language) : undefined}
        aria-label={`${kind === 'comment' ? `${t('history.comment')}: ` : ''}${name}`}
      >
        <div className={styles.head}>
          {kind === 'comment' && (
            <span className={styles.lock} title={t('history.commentHint')}>
              <IconLock size={14} stroke={1.75} aria-hidden="true" />
              {t('history.comment')}
            </span>
          )}
          <span className={styles.name}>{name}</span>
          {email !== undefined && (
            <span className={styles.email} title={email}>
              {email}
            </span>
          )}
          {entry.command !== null && entry.command !== 'comment' && (
            <span className={styles.command}>
              → {t(entry.command === 'resolve' ? 'status.resolved' : 'status.pending')}
            </span>
          )}
          <Timestamp at={entry.at} as="clock" className={styles.time} />
        </div>
        <RichText html={entry.html} text={entry.text} attachments={entry.attachments} />
        {entry.wholeUrl !== null && (
          <p className={styles.whole}>
            <a href={entry.wholeUrl} target="_blank" rel="noreferrer noopener">
              {t('history.whole')}
            </a>
          </p>
        )}
        {files.length > 0 && <Attachments files={files} />}
        {entry.mail !== null && <MailState mail={entry.mail} ticket={ticket} />}
      </article>
    );
  },
);
Entry.displayName = 'Entry';

/** A text that is being sent, shown until the history has the real entry. */
export const PendingEntry = ({
  decision,
  isPaused,
}: {
  readonly decision: Decision;
  readonly isPaused: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const { me } = useDesk();
  return (
    <article
      className={styles.entry}
      data-kind={decision.command === 'comment' ? 'comment' : 'agent_reply'}
      data-pending
    >
      <div className={styles.head}>
        {decision.command === 'comment' && (
          <span className={styles.lock}>
            <IconLock size={14} stroke={1.75} aria-hidden="true" />
            {t('history.comment')}
          </span>
        )}
        <span className={styles.name}>{me.name}</span>
        <span>{t(isPaused ? 'history.waitingOnline' : 'history.sendingNow')}</span>
      </div>
      <RichText html={decision.html} text="" attachments={[]} />
    </article>
  );
};
