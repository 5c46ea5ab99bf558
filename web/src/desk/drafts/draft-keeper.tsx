import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { queryKeys } from '../api/query-keys.ts';
import { useConsole } from '../console-context.ts';
import { useDesk } from '../desk-context.ts';
import { useLive } from '../live/live-context.ts';
import { draftShelf } from './draft-shelf.ts';
import { draftSync } from './draft-sync.ts';
import { draftPrefix } from './draft.ts';
import { useUnsentDrafts, type UnsentDrafts } from './use-unsent-drafts.ts';

/** Milliseconds. A list that was read so recently is not read again because the window gets the focus. */
const FRESH = 5_000;

/**
 * Keeps the agent's drafts of all machines together: reads the server's list again when another machine may have
 * changed it, and brings this browser's drafts and the server's to the same after each reading.
 */
export const DraftKeeper = (): ReactNode => {
  const { me, service } = useDesk();
  const { serviceId } = service;
  const { call } = useConsole();
  const { onChanges } = useLive();
  const cache = useQueryClient();
  const { data, dataUpdatedAt } = useUnsentDrafts(serviceId);
  const prefix = draftPrefix(me.agentId, serviceId);

  useEffect(() => {
    const queryKey = queryKeys.drafts(serviceId);
    const readAgain = (): void => void cache.invalidateQueries({ queryKey });
    const back = (): void => {
      const readAt = cache.getQueryState(queryKey)?.dataUpdatedAt ?? 0;
      if (document.visibilityState === 'visible' && Date.now() - readAt > FRESH) readAgain();
    };
    // Sending is a change of the ticket, and tells the other machines.
    const unsubscribe = onChanges(({ rows, removed }) => {
      const drafts = new Set([
        ...(cache.getQueryData<UnsentDrafts>(queryKey)?.drafts ?? []).map(({ number }) => number),
        ...draftShelf()
          .all(prefix)
          .map(([rest]) => Number(rest)),
      ]);
      if ([...rows.map(({ number }) => number), ...removed].some((number) => drafts.has(number))) readAgain();
    });
    window.addEventListener('focus', back);
    document.addEventListener('visibilitychange', back);
    return () => {
      unsubscribe();
      window.removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', back);
    };
  }, [cache, onChanges, prefix, serviceId]);

  useEffect(() => {
    if (data === undefined) return;
    const places = draftShelf()
      .all(prefix)
      .map(([rest]) => Number(rest))
      .filter(Number.isSafeInteger)
      .map((number) => ({ call, key: `${prefix}${number}`, serviceId, number }));
    draftSync().compare(places, data);
  }, [call, data, dataUpdatedAt, prefix, serviceId]);
  return null;
};
