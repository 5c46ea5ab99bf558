import { useEffect, useRef } from 'react';
import { aim, type Aiming } from './aim.ts';
import { isRepeated, LIST_ARROWS, readKey, type Action, type TicketAction } from './shortcuts.ts';
import { afterDrawing, focusTicket } from '../focus-pane.ts';

/** Calls `handler` when the key of an action of the desk is pressed; the component that was mounted last wins. */
export const useAction = (action: Exclude<Action, TicketAction>, handler: () => void): void => {
  useRegistered(action, null, handler, null);
};

/**
 * Calls `handler` when the key of an action is pressed and the aim is on this ticket. `reason` says why the action is
 * not possible now (null: it is); the handler is called all the same, and explains it.
 */
export const useTicketAction = (
  action: TicketAction,
  number: number,
  handler: () => void,
  reason: string | null,
): void => {
  useRegistered(action, number, handler, reason);
};

const useRegistered = (action: Action, number: number | null, handler: () => void, reason: string | null): void => {
  const latest = useRef({ handler, reason });
  useEffect(() => {
    latest.current = { handler, reason };
  });
  useEffect(
    () =>
      aim.register(
        action,
        number,
        () => {
          latest.current.handler();
        },
        () => latest.current.reason,
      ),
    [action, number],
  );
};

/** What floats over the desk and has the keys for itself. */
export const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null);
/** Whether keys pressed on an element are text, or meant for what floats. */
export const isTyping = (target: EventTarget | null): boolean =>
  isField(target) || (target instanceof HTMLElement && target.closest(FLOATING) !== null);

/**
 * Gives the focus to the ticket when a command on it was answered, unless the agent writes by then: live news may have
 * shown them what the command did before its answer came, and they went on.
 */
export const focusTicketOnAnswer = (): void => {
  if (!isField(document.activeElement)) focusTicket();
};

/** The number of the ticket whose row in the list an element is in, the row itself or a button; null: in none. */
export const rowNumberOf = (element: EventTarget | null): number | null => {
  const row = element instanceof Element ? element.closest('[data-item]') : null;
  return row === null ? null : Number(row.getAttribute('data-item'));
};

/** The ticket number of the row that has the focus; null when none has. */
export const focusedRow = (): number | null => rowNumberOf(document.activeElement);

/** Listens to the keyboard for the whole console; used once. */
export const useShortcuts = (desk: Aiming): void => {
  const latest = useRef(desk);
  useEffect(() => {
    latest.current = desk;
  });
  useEffect(() => {
    const detach = aim.attach({
      open: () => latest.current.open(),
      focusedRow: () => latest.current.focusedRow(),
      openTicket: (number) => {
        latest.current.openTicket(number);
      },
      tellNoTicket: () => {
        latest.current.tellNoTicket();
      },
      tellLoading: (number) => {
        latest.current.tellLoading(number);
      },
    });
    let pendingSince: number | null = null;
    const pressed = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') aim.forget();
      if (event.defaultPrevented || event.isComposing) return;
      const { action: read, pendingSince: since } = readKey(event, pendingSince, event.timeStamp);
      if (isTyping(event.target) && read !== 'palette') return;
      const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey;
      const isText = event.key.length === 1 || event.key === 'Backspace';
      if (aim.isWritingAwaited() && isText && isAlone) {
        event.preventDefault();
        aim.typeAhead(event.key);
        return;
      }
      if (document.querySelector(FLOATING) !== null) return;
      pendingSince = since;
      const isInList = event.target instanceof Element && event.target.closest('#list') !== null;
      if (event.key === 'Enter' && isAlone && event.target instanceof Element && event.target.matches('[data-row]'))
        // First the link opens its ticket.
        afterDrawing(focusTicket);
      const action = read ?? (isInList && isAlone && !event.shiftKey ? (LIST_ARROWS[event.key] ?? null) : null);
      if (action === null || (event.repeat && !isRepeated(action))) return;
      if (aim.act(action)) event.preventDefault();
    };
    const forget = (): void => {
      aim.forget();
    };
    window.addEventListener('keydown', pressed);
    window.addEventListener('pointerdown', forget);
    return () => {
      detach();
      window.removeEventListener('keydown', pressed);
      window.removeEventListener('pointerdown', forget);
    };
  }, []);
};
