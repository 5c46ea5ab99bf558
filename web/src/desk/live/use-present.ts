import { useEffect, useState } from 'react';
import { useDesk } from '../desk-context.ts';
import { useLive, type Presence } from './live-context.ts';

/** The other agents who have a ticket open now; typing ones first. Nobody while the live connection is interrupted. */
export const usePresent = (number: number): Presence['present'] => {
  const { me } = useDesk();
  const { state, onPresence } = useLive();
  const [present, setPresent] = useState<Presence['present']>([]);
  useEffect(() => {
    setPresent([]);
    return onPresence((news) => {
      if (news.number === number) setPresent(news.present);
    });
  }, [onPresence, number]);
  useEffect(() => {
    if (state !== 'open') setPresent([]);
  }, [state]);
  return present
    .filter(({ agentId }) => agentId !== me.agentId)
    .toSorted((a, b) => Number(b.state === 'typing') - Number(a.state === 'typing'));
};
