import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryView } from '../api/use-entries.ts';
import { useDesk } from '../frame/desk-context.ts';
import { exactTime, timeInSentence } from '../time/format-time.ts';
import { useNow } from '../time/use-now.ts';
import styles from './mail-state.module.css';

/** In words, what became of the mail that carries an answer. */
export const MailState = ({ mail }: { readonly mail: NonNullable<EntryView['mail']> }): ReactNode => {
  const { t } = useTranslation();
  const { face } = useDesk();
  const now = useNow();
  const { to, sentAt, failure } = mail;
  const why = (words: string): string => (failure === null ? words : t('mail.why', { words, why: failure }));
  const isBad = mail.status === 'failed' || mail.outcome === 'bounced';
  const words = (): string => {
    if (mail.status === 'failed') return why(t('mail.failed', { to }));
    if (mail.outcome === 'bounced') return why(t('mail.bounced', { to }));
    if (mail.outcome === 'complained') return t('mail.complained', { to });
    if (mail.status === 'sent') return t(mail.outcome === 'delivered' ? 'mail.delivered' : 'mail.sent', { to, time: sentAt === null ? '' : timeInSentence(sentAt, now, face) });
    return t(mail.status === 'sending' ? 'mail.sending' : 'mail.queued', { to });
  };
  return <p className={styles.state} data-bad={isBad || undefined} data-warn={mail.outcome === 'complained' || undefined} title={sentAt === null ? undefined : exactTime(sentAt, face)}>{words()}</p>;
};
