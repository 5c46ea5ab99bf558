import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { createElement, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ticketLabel } from '../../../shared/domain/ticket/ticket.ts';
import { ProblemError } from '../api/problem-error.ts';
import { useCommentTicket } from '../api/use-comment-ticket.ts';
import { usePendTicket } from '../api/use-pend-ticket.ts';
import type { Decision, ProcessingHooks } from '../api/use-processing.ts';
import { useResolveTicket } from '../api/use-resolve-ticket.ts';
import type { TicketView } from '../api/use-ticket.ts';
import { announce } from '../app/announcer.tsx';
import { useErrorWords } from '../app/use-error-words.ts';
import { useDesk } from '../frame/desk-context.ts';
import { neighbourOf } from '../list/neighbours.ts';
import { readPreference } from '../preferences/preferences.ts';
import { useRefusal } from '../ticket/use-refusal.ts';
import { ProcessedMessage } from './processed-message.tsx';
import type { DraftControl } from './use-draft.ts';

/** Codes whose refusal speaks of a change that the agent should look at; the warning bar or a notification says so. */
const OVERTAKEN = new Set(['version_conflict', 'illegal_transition', 'not_assignee']);

/** Sends a decision by its command, and does what follows: clears the draft, says what happened, opens the next ticket. */
export const useProcess = (ticket: TicketView, draft: DraftControl, { clear }: { readonly clear: () => void }): { readonly send: (decision: Decision) => void; readonly failure: string | null } => {
  const { t } = useTranslation();
  const { service, list } = useDesk();
  const navigate = useNavigate();
  const tellRefusal = useRefusal(ticket);
  const errorWords = useErrorWords();
  const [failure, setFailure] = useState<string | null>(null);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => { isHere.current = false; };
  }, []);
  const { serviceId } = service;

  const openNext = (number: number): boolean => {
    const next = isHere.current && readPreference('openNext') !== 'no' ? neighbourOf(number) : null;
    if (next === null) return false;
    void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: next } });
    return true;
  };
  const hooks: ProcessingHooks = {
    onDone: (processed, { command }) => {
      setFailure(null);
      draft.drop();
      const label = ticketLabel(processed.number);
      const words = t(`editor.${command}.done`, { label, to: processed.customer.email ?? '' });
      announce(words);
      if (isHere.current) clear();
      // A comment that stands before one's eyes needs no words more.
      if (command === 'comment' && isHere.current) return;
      const hasMovedOn = !isHere.current || openNext(processed.number);
      notifications.show({
        message: createElement(ProcessedMessage, { words, back: hasMovedOn ? t('editor.next', { label }) : null, onBack: () => void navigate({ to: '/s/$serviceId/$list/$number', params: { serviceId, list, number: processed.number } }) }),
        color: 'green', withBorder: true,
      });
    },
    onRefused: (error) => {
      // Only a clear refusal settles the decision; after anything else the same one is sent again.
      if (error instanceof ProblemError && error.status < 500) draft.refused();
      if (error instanceof ProblemError && OVERTAKEN.has(error.code)) {
        setFailure(null);
        notifications.show({ ...tellRefusal(error), color: 'yellow', withBorder: true });
        return;
      }
      setFailure(errorWords(error));
    },
  };
  const comment = useCommentTicket(serviceId, ticket.number, hooks);
  const resolve = useResolveTicket(serviceId, ticket.number, hooks);
  const pend = usePendTicket(serviceId, ticket.number, hooks);
  return {
    failure,
    send: (decision) => {
      setFailure(null);
      ({ comment, resolve, pend })[decision.command].mutate(decision);
    },
  };
};
