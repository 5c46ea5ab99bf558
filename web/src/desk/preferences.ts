import { useCallback, useState } from 'react';

/** What an agent can choose; kept in this browser's localStorage. */
type PreferenceName = 'language' | 'openNext' | 'listOrder' | 'listCollapsed' | 'panel' | 'lastService';

const KEY = 'handover.preference.';

export const readPreference = (name: PreferenceName): string | null => {
  try {
    return window.localStorage.getItem(KEY + name);
  } catch {
    return null;
  }
};

export const writePreference = (name: PreferenceName, value: string): void => {
  try {
    window.localStorage.setItem(KEY + name, value);
  } catch {
    // The storage is full or forbidden: the choice is lost with the page.
  }
};

/** A kept choice and its setter. A kept value that is not in `allowed`, from an older console, counts as `initial`. */
export const usePreference = <T extends string>(
  name: PreferenceName,
  allowed: readonly T[],
  initial: T,
): readonly [T, (value: T) => void] => {
  const [value, setValue] = useState<T>(() => {
    const kept = readPreference(name);
    return allowed.find((candidate) => candidate === kept) ?? initial;
  });
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      writePreference(name, next);
    },
    [name],
  );
  return [value, choose];
};
