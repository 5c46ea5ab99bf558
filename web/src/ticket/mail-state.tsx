import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NOT_SENT_IN_TIME } from '../../../shared/domain/mail/outgoing-mail.ts';
import { canBeSentAgain, maySendAgain } from '../../../shared/domain/mail/send-again.ts';
import type { EntryView } from '../api/use-entries.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { useDesk } from '../frame/desk-context.ts';
import { exactTime, timeInSentence } from '../time/format-time.ts';
import { useNow } from '../time/use-now.ts';
import { SendAgainButton } from './send-again-button.tsx';
import styles from './mail-state.module.css';

type Mail = NonNullable<EntryView['mail']>;

/**
 * In words, what became of the mail that carries an answer; with a button for whoever may have a failed one sent again.
 */
export const MailState = ({ mail, ticket }: { readonly mail: Mail; readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const { face, me, service } = useDesk();
  const role = me.services.find(({ serviceId }) => serviceId === service.serviceId)?.role ?? 'agent';
  const now = useNow();
  const { to, sentAt, failure } = mail;
  const reason = failure === NOT_SENT_IN_TIME ? t('mail.notSentInTime') : failure;
  const why = (words: string): string => (reason === null ? words : t('mail.why', { words, why: reason }));
  const isBad = mail.status === 'failed' || mail.outcome === 'bounced' || mail.late;
  const words = (): string => {
    if (mail.status === 'failed') return why(t('mail.failed', { to }));
    if (mail.outcome === 'bounced') return why(t('mail.bounced', { to }));
    if (mail.outcome === 'complained') return t('mail.complained', { to });
    if (mail.status === 'sent')
      return t(mail.outcome === 'delivered' ? 'mail.delivered' : 'mail.sent', {
        to,
        time: sentAt === null ? '' : timeInSentence(sentAt, now, face),
      });
    if (mail.late) return t(mail.status === 'sending' ? 'mail.lateSending' : 'mail.lateQueued', { to });
    return t(mail.status === 'sending' ? 'mail.sending' : 'mail.queued', { to });
  };
  return (
    <div className={styles.row}>
      <p
        className={styles.state}
        data-bad={isBad || undefined}
        data-warn={mail.outcome === 'complained' || undefined}
        title={sentAt === null ? undefined : exactTime(sentAt, face)}
      >
        {words()}
      </p>
      {canBeSentAgain(mail) && maySendAgain(ticket, { agentId: me.agentId, role }) && (
        <SendAgainButton mail={mail} ticket={ticket} />
      )}
    </div>
  );
};
