import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../frame/desk-context.ts';
import { clockTime, dateAndTime, exactTime, relativeTime } from '../time/format-time.ts';
import { useNow } from '../time/use-now.ts';

/** A moment in words, exact on hover: how long ago, the clock, or date and clock. */
export const Moment = ({
  at,
  as,
  className,
}: {
  readonly at: string;
  readonly as: 'relative' | 'clock' | 'date';
  readonly className?: string | undefined;
}): ReactNode => {
  const { t } = useTranslation();
  const { face } = useDesk();
  const now = useNow();
  const words =
    as === 'relative'
      ? relativeTime(at, now, face, t('time.justNow'))
      : as === 'clock'
        ? clockTime(at, face)
        : dateAndTime(at, now, face);
  return (
    <time dateTime={at} title={exactTime(at, face)} className={className}>
      {words}
    </time>
  );
};
