import { useCallback, useSyncExternalStore } from 'react';

/**
 * What is kept in this browser's localStorage. What fits its screen (collapsed panes, the open panel) and where its
 * agent was last belongs to the machine; what an agent chooses for themselves is kept by the desk. Of the language
 * there is a copy, so that the console starts in it.
 */
type PreferenceName = 'language' | 'listCollapsed' | 'panel' | 'lastService';

const KEY = 'handover.preference.';

/** What was chosen since the page was opened. */
const chosen = new Map<PreferenceName, string>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export const readPreference = (name: PreferenceName): string | null => {
  const known = chosen.get(name);
  if (known !== undefined) return known;
  try {
    return window.localStorage.getItem(KEY + name);
  } catch {
    return null;
  }
};

/** Keeps a choice, and shows it wherever it is used. */
export const writePreference = (name: PreferenceName, value: string): void => {
  chosen.set(name, value);
  try {
    window.localStorage.setItem(KEY + name, value);
  } catch {
    // The storage is full or forbidden: the choice is lost with the page.
  }
  for (const listener of listeners) listener();
};

/** A kept choice and its setter. A kept value that is not in `allowed`, from an older console, counts as `initial`. */
export const usePreference = <T extends string>(
  name: PreferenceName,
  allowed: readonly T[],
  initial: T,
): readonly [T, (value: T) => void] => {
  const kept = useSyncExternalStore(subscribe, () => readPreference(name));
  const value = allowed.find((candidate) => candidate === kept) ?? initial;
  const choose = useCallback(
    (next: T) => {
      writePreference(name, next);
    },
    [name],
  );
  return [value, choose];
};
