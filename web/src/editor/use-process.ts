import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { createElement, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { useCommentTicket } from '../api/use-comment-ticket.ts';
import { usePendTicket } from '../api/use-pend-ticket.ts';
import type { Decision, ProcessingHooks } from '../api/use-processing.ts';
import { useResolveTicket } from '../api/use-resolve-ticket.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { announce } from '../app/announcer.tsx';
import { useDesk } from '../frame/desk-context.ts';
import { aim } from '../keyboard/aim.ts';
import { neighbourOf } from '../list/neighbours.ts';
import { readPreference } from '../preferences/preferences.ts';
import { ProcessedMessage } from './processed-message.tsx';
import { isClearRefusal, troubleOf } from './trouble.ts';
import type { DraftControl } from './use-draft.ts';
import { useTroubleWords } from './use-trouble-words.ts';

/**
 * Sends a decision by its command, and does what follows: clears the draft, says what happened, opens the next ticket.
 * What was refused stays a draft that says why.
 */
export const useProcess = (
  ticket: TicketView,
  draft: DraftControl,
  { clear }: { readonly clear: () => void },
): { readonly send: (decision: Decision) => void } => {
  const { t } = useTranslation();
  const { service, list } = useDesk();
  const navigate = useNavigate();
  const troubleWords = useTroubleWords();
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const { serviceId } = service;

  const openNext = (number: number): boolean => {
    const next = isHere.current && readPreference('openNext') !== 'no' ? neighbourOf(number) : null;
    if (next === null) return false;
    aim.openedByItself();
    void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: next } });
    return true;
  };
  const hooks: ProcessingHooks = {
    onDone: (processed, { command }) => {
      draft.drop();
      const label = ticketLabel(processed.number);
      const words = t(`editor.${command}.done`, { label, to: processed.customer.email ?? '' });
      announce(words);
      if (isHere.current) clear();
      // A comment that stands before one's eyes needs no words more.
      if (command === 'comment' && isHere.current) return;
      const hasMovedOn = !isHere.current || openNext(processed.number);
      notifications.show({
        message: createElement(ProcessedMessage, {
          words,
          back: hasMovedOn ? t('editor.next', { label }) : null,
          onBack: () =>
            void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: processed.number } }),
        }),
        color: 'green',
        withBorder: true,
      });
    },
    onRefused: (error) => {
      const trouble = troubleOf(error, new Date().toISOString());
      // Only a clear refusal settles the decision; after anything else the same one is sent again.
      draft.failed(trouble, isClearRefusal(error));
      if (isHere.current) return;
      // The draft says so in the rail and on its row for as long as it is there; this only calls the eye.
      const label = ticketLabel(ticket.number);
      notifications.show({
        message: createElement(ProcessedMessage, {
          words: `${t('unsent.notOf', { label })} ${troubleWords(trouble)}`,
          back: t('unsent.open', { label }),
          onBack: () =>
            void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: ticket.number } }),
        }),
        color: 'red',
        withBorder: true,
        autoClose: 20_000,
      });
    },
  };
  const comment = useCommentTicket(serviceId, ticket.number, hooks);
  const resolve = useResolveTicket(serviceId, ticket.number, hooks);
  const pend = usePendTicket(serviceId, ticket.number, hooks);
  return {
    send: (decision) => {
      ({ comment, resolve, pend })[decision.command].mutate(decision);
    },
  };
};
