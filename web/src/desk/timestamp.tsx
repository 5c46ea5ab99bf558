import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime, dateAndTime, exactTime, relativeTime } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';

let present = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    present = Date.now();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  };
};

/** The present time in milliseconds. Everything that uses it is rendered again every 30 s, at the same moment. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => present);

/** A time as `5m ago`, `10:42` or `Nov 22, 10:42`; the exact time is in the tooltip. */
export const Timestamp = ({
  at,
  as,
  className,
}: {
  readonly at: string;
  readonly as: 'relative' | 'clock' | 'date';
  readonly className?: string | undefined;
}): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  const words =
    as === 'relative'
      ? relativeTime(at, now, timeStyle, t('time.justNow'))
      : as === 'clock'
        ? clockTime(at, timeStyle)
        : dateAndTime(at, now, timeStyle);
  return (
    <time dateTime={at} title={exactTime(at, timeStyle)} className={className}>
      {words}
    </time>
  );
};
