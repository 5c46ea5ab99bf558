import { useEffect, useRef } from 'react';
import { aim, type Aiming } from './aim.ts';
import { isRepeated, readKey, type Action, type TicketAction } from './shortcuts.ts';

/** Calls `handler` when the key of an action of the desk is pressed; the component that was mounted last wins. */
export const useAction = (action: Exclude<Action, TicketAction>, handler: () => void): void => {
  useRegistered(action, null, handler);
};

/** Calls `handler` when the key of an action is pressed and the aim is on this ticket. */
export const useTicketAction = (action: TicketAction, number: number, handler: () => void): void => {
  useRegistered(action, number, handler);
};

const useRegistered = (action: Action, number: number | null, handler: () => void): void => {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(
    () =>
      aim.register(action, number, () => {
        latest.current();
      }),
    [action, number],
  );
};

const FLOATING = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest(`input, textarea, select, ${FLOATING}`) !== null);

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
      if (
        event.defaultPrevented ||
        event.isComposing ||
        isTyping(event.target) ||
        document.querySelector(FLOATING) !== null
      )
        return;
      const { action, pendingSince: since } = readKey(event, pendingSince, event.timeStamp);
      const isText = event.key.length === 1 || event.key === 'Backspace';
      if (aim.isWritingAwaited() && isText && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        aim.typeAhead(event.key);
        return;
      }
      pendingSince = since;
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
