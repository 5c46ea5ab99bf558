import { useCallback, useState } from 'react';
import { readPreference, writePreference, type PreferenceName } from './preferences.ts';

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
