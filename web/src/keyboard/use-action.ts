import { useEffect, useRef } from 'react';
import { readKey, type Action } from './shortcuts.ts';

const handlers = new Map<Action, (() => void)[]>();

/** Does something when its key is pressed; the part mounted last wins. */
export const useAction = (action: Action, handler: () => void): void => {
  const latest = useRef(handler);
  useEffect(() => { latest.current = handler; });
  useEffect(() => {
    const run = (): void => { latest.current(); };
    handlers.set(action, [...(handlers.get(action) ?? []), run]);
    return () => { handlers.set(action, (handlers.get(action) ?? []).filter((other) => other !== run)); };
  }, [action]);
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null);

/** Listens to the keyboard for all of the console; mounted once. */
export const useShortcuts = (): void => {
  useEffect(() => {
    let pendingSince: number | null = null;
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      const { action, pendingSince: since } = readKey(event, pendingSince, event.timeStamp);
      pendingSince = since;
      const handler = action === null ? undefined : handlers.get(action)?.at(-1);
      if (handler === undefined) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', pressed);
    return () => { window.removeEventListener('keydown', pressed); };
  }, []);
};
