import { useMutationState } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { mutationKeys } from '../api/query-keys.ts';
import { draftShelf } from './draft-shelf.ts';
import { draftSync } from './draft-sync.ts';
import { draftPrefix, type Draft } from './draft.ts';
import { useUnsentDrafts } from './use-unsent-drafts.ts';

/**
 * `waiting`: it is sent when the browser is online again. `refused`: the API refused it. `unknown`: it was sent, but no
 * answer came.
 */
export type DraftStanding = 'draft' | 'sending' | 'waiting' | 'refused' | 'unknown';
export type ListedDraft = Pick<Draft, 'title' | 'savedAt' | 'trouble'> & {
  readonly number: number;
  readonly standing: DraftStanding;
};

const standingOf = ({ trouble, unsettled }: Draft, sending: 'sending' | 'waiting' | undefined): DraftStanding => {
  if (sending !== undefined) return sending;
  if (trouble !== null && trouble.code !== 'unknown_outcome') return 'refused';
  return unsettled !== null || trouble !== null ? 'unknown' : 'draft';
};

/**
 * All texts of the agent in this service that are not sent, from whichever machine: first those that need action, then
 * the newest. Of one that this browser has, too, it tells what became of it here.
 */
export const useDrafts = (agentId: string, serviceId: string): readonly ListedDraft[] => {
  const prefix = draftPrefix(agentId, serviceId);
  const drafts = useSyncExternalStore(draftShelf().subscribe, () => draftShelf().all(prefix));
  const ended = useSyncExternalStore(draftSync().subscribe, draftSync().ended);
  const { data: unsent } = useUnsentDrafts(serviceId);
  const sending = useMutationState({
    filters: { mutationKey: mutationKeys.processAnyTicket(serviceId), status: 'pending' },
    select: (mutation) =>
      `${String(mutation.options.mutationKey?.[2])} ${mutation.state.isPaused ? 'waiting' : 'sending'}`,
  });
  const underWay = sending.join();
  return useMemo(() => {
    const moving = new Map(underWay.split(',').map((each) => each.split(' ') as [string, 'sending' | 'waiting']));
    const titles = new Map(unsent?.drafts.map(({ number, title }) => [number, title]));
    const here = drafts
      .map(([rest, draft]): ListedDraft => ({
        number: Number(rest),
        title: titles.get(Number(rest)) ?? draft.title,
        savedAt: draft.savedAt,
        trouble: draft.trouble,
        standing: standingOf(draft, moving.get(rest)),
      }))
      .filter(({ number }) => Number.isSafeInteger(number));
    const known = new Set(here.map(({ number }) => number));
    const elsewhere = (unsent?.drafts ?? [])
      .filter(({ number, version }) => !known.has(number) && version >= (ended.get(`${prefix}${number}`) ?? 0))
      .map(({ number, title, savedAt }): ListedDraft => ({ number, title, savedAt, trouble: null, standing: 'draft' }));
    return [...here, ...elsewhere].sort(
      (one, other) => Number(needsAction(other)) - Number(needsAction(one)) || (one.savedAt < other.savedAt ? 1 : -1),
    );
  }, [drafts, unsent, underWay, prefix, ended]);
};

/** Whether the agent must do something before the text is sent. */
export const needsAction = ({ standing }: Pick<ListedDraft, 'standing'>): boolean =>
  standing === 'refused' || standing === 'unknown';
