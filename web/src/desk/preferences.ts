import { useCallback, useState } from 'react';

/** What an agent chose in this browser. Kept in localStorage; unreadable storage means the default. */
export type PreferenceName = 'language' | 'openNext' | 'listOrder' | 'listCollapsed' | 'panel' | 'lastService';

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
    // A full or forbidden storage costs the choice, not the work.
  }
};

/** A choice of the agent that is kept; `allowed` guards against what an older console wrote. */
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
