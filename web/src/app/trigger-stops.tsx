import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../desk/live/live-context.ts';
import { notifyOutcome } from '../desk/notify-outcome.tsx';

/** Tells administrators when the desk itself takes a trigger out of use. Their list of triggers says why, later too. */
export const TriggerStops = (): ReactNode => {
  const { t } = useTranslation();
  const { onTriggerStopped } = useLive();
  useEffect(
    () =>
      onTriggerStopped(({ name, why }) => {
        notifyOutcome({ words: t(`trigger.stopped.${why}`, { name }), isRefused: true });
      }),
    [onTriggerStopped, t],
  );
  return null;
};
