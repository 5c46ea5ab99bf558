import { useEffect } from 'react';
import { useLive } from './live-context.ts';

/** While it is used, the desk tells this console what happens on the ticket. */
export const useShownTicket = (number: number): void => {
  const { show } = useLive();
  useEffect(() => {
    show(number);
    return () => {
      show(null);
    };
  }, [show, number]);
};
