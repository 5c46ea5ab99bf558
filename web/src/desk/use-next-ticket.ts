import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useDesk } from './desk-context.ts';
import { focusList } from './focus-pane.ts';
import { aim } from './keyboard/aim.ts';
import { neighbourOf } from './neighbours.ts';
import { useOverlay } from './overlay.ts';

const focusRow = (number: number): void => {
  document.querySelector<HTMLElement>(`[data-row="${number}"]`)?.focus();
};

/** Whether the focus is nowhere, or in the ticket that is about to go. */
const isFocusGoing = (): boolean => {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || activeElement.closest('#ticket') !== null;
};

/** Gives the ticket's row the focus, or else the ticket, when what had it is gone. */
const holdFocus = (number: number): void => {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  focusRow(number);
  // On a narrow screen the row is out of sight and takes no focus.
  if (document.activeElement === document.body) document.getElementById('ticket')?.focus();
};

/** How a command that has processed the open ticket goes on. */
export const useNextTicket = (): {
  /** Whether the part of the ticket that gave the command is still shown. */
  readonly isHere: () => boolean;
  readonly openTicket: (number: number) => Promise<void>;
  /** Goes where the agent chose to go: to the next ticket of the list, or to the list; null when they stay. */
  readonly moveOn: (number: number) => Promise<void> | null;
} => {
  const { me, service, list } = useDesk();
  const navigate = useNavigate();
  const isOver = useOverlay().open !== null;
  const isShown = useRef(false);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const openTicket = (number: number): Promise<void> =>
    navigate({
      to: '/s/$serviceId/$list/$number',
      params: { serviceId: service.serviceId, list, number },
      // Going back leads to the ticket, and not to the editor that lay over it.
      replace: isOver,
    });
  return {
    isHere: () => isShown.current,
    openTicket,
    moveOn: (number) => {
      if (!isShown.current) return null;
      const { afterProcessing } = me.preferences;
      if (afterProcessing === 'list') {
        focusList();
        return navigate({ to: '/s/$serviceId/$list', params: { serviceId: service.serviceId, list }, replace: isOver });
      }
      const next = afterProcessing === 'next' ? neighbourOf(number) : null;
      if (next === null) return null;
      aim.openedByItself();
      if (isFocusGoing()) focusRow(next);
      return openTicket(next).then(() => {
        setTimeout(holdFocus, 0, next);
      });
    },
  };
};
