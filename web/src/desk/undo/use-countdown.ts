import { useEffect, useState } from 'react';

const secondsTo = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));

/** Whole seconds until a time in milliseconds, counted down; null: none. What uses it is alone rendered each second. */
export const useCountdown = (until: number | null): number => {
  const [, tick] = useState(0);
  const seconds = until === null ? 0 : secondsTo(until);
  useEffect(() => {
    if (until === null || seconds === 0) return undefined;
    const timer = setTimeout(
      () => {
        tick((count) => count + 1);
      },
      until - Date.now() - (seconds - 1) * 1000,
    );
    return () => {
      clearTimeout(timer);
    };
  });
  return seconds;
};
