import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sendMailAgain } from '../../../shared/contracts/http/mails.ts';
import { NOT_SENT_IN_TIME } from '../../../shared/domain/mail/outgoing-mail.ts';
import { canBeSentAgain, maySendAgain } from '../../../shared/domain/mail/send-again.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { ProblemError } from '../desk/api/problem-error.ts';
import { mutationKeys, queryKeys } from '../desk/api/query-keys.ts';
import type { EntryView, TicketView } from '../desk/api/ticket-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useNow } from '../desk/timestamp.tsx';
import { useCountdown } from '../desk/undo/use-countdown.ts';
import { useUndo } from '../desk/undo/use-undo.ts';
import { exactTime, timeInSentence } from '../ui/format-time.ts';
import { mailTrouble } from './mail-trouble.ts';
import { useRefusal } from './use-refusal.ts';
import styles from './mail-state.module.css';

type Mail = NonNullable<EntryView['mail']>;
type MailView = OutputOf<typeof sendMailAgain>;
type SendAgainHooks = {
  readonly onOrdered: (mail: MailView) => void;
  readonly onRefused: (error: Error) => void;
};

/** Orders that a failed mail is sent again. The API does it once, however often it is asked. */
const useSendAgain = (
  serviceId: string,
  number: number,
  mailId: string,
  { onOrdered, onRefused }: SendAgainHooks,
): UseMutationResult<MailView, Error, undefined> => {
  const { call } = useConsole();
  const cache = useQueryClient();
  return useMutation({
    mutationKey: mutationKeys.sendAgain(serviceId, number, mailId),
    mutationFn: (_nothing: undefined) => call(sendMailAgain, { params: { serviceId, number, mailId }, body: {} }),
    onSuccess: onOrdered,
    onError: onRefused,
    // The button stays busy until the history has been read again, so that nobody presses it twice.
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.everythingOfTicket(serviceId, number) }),
  });
};

/** Orders that a failed mail is sent again; the history then shows how it goes, in every console. */
const SendAgainButton = ({ mail, ticket }: { readonly mail: Mail; readonly ticket: TicketView }): ReactNode => {
  const { t } = useTranslation();
  const refusalOf = useRefusal(ticket);
  const order = useSendAgain(ticket.serviceId, ticket.number, mail.id, {
    onOrdered: ({ to }) => {
      notifications.show({ message: t('mail.orderedAgain', { to }) });
    },
    onRefused: (error) => {
      const message =
        error instanceof ProblemError && error.code === 'mail_not_failed' ? t('mail.notFailed') : refusalOf(error);
      notifications.show({ color: 'red', message });
    },
  });
  return (
    <Button
      size="compact-xs"
      variant="light"
      color="red"
      aria-disabled={order.isPending}
      onClick={() => {
        if (!order.isPending) order.mutate(undefined);
      }}
    >
      {t(order.isPending ? 'mail.sendingAgain' : 'mail.sendAgain')}
    </Button>
  );
};

/**
 * Says what became of the mail that carries an answer. A failed one has a button that sends it again, for agents who
 * may.
 */
export const MailState = ({
  mail,
  entry,
  ticket,
}: {
  readonly mail: Mail;
  readonly entry: EntryView;
  readonly ticket: TicketView;
}): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle, me, role } = useDesk();
  const now = useNow();
  const seconds = useCountdown(mail.leavesAt === null ? null : Date.parse(mail.leavesAt));
  const { undo, isBusy } = useUndo();
  const { author, command } = entry;
  const isMine = author.kind === 'agent' && author.agentId === me.agentId;
  const { to, sentAt, failure } = mail;
  const reason = failure === NOT_SENT_IN_TIME ? t('mail.notSentInTime') : failure;
  const why = (words: string): string => (reason === null ? words : t('mail.why', { words, why: reason }));
  const waitsFor = mail.late ? mail.waitsFor : null;
  const isBad = mailTrouble(mail) !== null;
  const words = (): string => {
    if (mail.status === 'failed') return why(t('mail.failed', { to }));
    if (mail.outcome === 'bounced') return why(t('mail.bounced', { to }));
    if (mail.outcome === 'complained') return t('mail.complained', { to });
    if (mail.status === 'sent')
      return t(mail.outcome === 'delivered' ? 'mail.delivered' : 'mail.sent', {
        to,
        time: sentAt === null ? '' : timeInSentence(sentAt, now, timeStyle),
      });
    if (waitsFor !== null) return t(`mail.waits.${waitsFor}`, { to });
    if (mail.late) return t(mail.status === 'sending' ? 'mail.lateSending' : 'mail.lateQueued', { to });
    if (seconds > 0) return t('mail.leavesIn', { seconds, to });
    return t(mail.status === 'sending' ? 'mail.sending' : 'mail.queued', { to });
  };
  return (
    <div className={styles.row}>
      <p
        className={styles.state}
        data-bad={isBad || undefined}
        data-warn={mail.outcome === 'complained' || waitsFor !== null || undefined}
        title={sentAt === null ? undefined : exactTime(sentAt, timeStyle)}
      >
        {words()}
      </p>
      {seconds > 0 && isMine && (command === 'resolve' || command === 'pend') && (
        <Button
          size="compact-xs"
          variant="light"
          loading={isBusy}
          onClick={() => {
            undo({ serviceId: ticket.serviceId, command, answers: [{ number: ticket.number, entryId: entry.id }] });
          }}
        >
          {t('undo.undo')}
        </Button>
      )}
      {canBeSentAgain(mail) && maySendAgain(ticket, { agentId: me.agentId, role }) && (
        <SendAgainButton mail={mail} ticket={ticket} />
      )}
    </div>
  );
};
