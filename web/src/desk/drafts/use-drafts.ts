import { useMutationState } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { mutationKeys } from '../api/query-keys.ts';
import { draftShelf } from './draft-shelf.ts';
import { draftPrefix, type Draft } from './draft.ts';

/**
 * `waiting`: it is sent when the browser is online again. `refused`: the API refused it. `unknown`: it was sent, but no
 * answer came.
 */
export type DraftStanding = 'draft' | 'sending' | 'waiting' | 'refused' | 'unknown';
export type ListedDraft = { readonly number: number; readonly draft: Draft; readonly standing: DraftStanding };

const standingOf = ({ trouble, unsettled }: Draft, sending: 'sending' | 'waiting' | undefined): DraftStanding => {
  if (sending !== undefined) return sending;
  if (trouble !== null && trouble.code !== 'unknown_outcome') return 'refused';
  return unsettled !== null || trouble !== null ? 'unknown' : 'draft';
};

/** All texts of the agent in this service that are not sent: first those that need action, then the newest. */
export const useDrafts = (agentId: string, serviceId: string): readonly ListedDraft[] => {
  const prefix = draftPrefix(agentId, serviceId);
  const drafts = useSyncExternalStore(draftShelf().subscribe, () => draftShelf().all(prefix));
  const sending = useMutationState({
    filters: { mutationKey: mutationKeys.processAnyTicket(serviceId), status: 'pending' },
    select: (mutation) =>
      `${String(mutation.options.mutationKey?.[2])} ${mutation.state.isPaused ? 'waiting' : 'sending'}`,
  });
  const underWay = sending.join();
  return useMemo(() => {
    const moving = new Map(underWay.split(',').map((each) => each.split(' ') as [string, 'sending' | 'waiting']));
    return drafts
      .map(([rest, draft]): ListedDraft => ({
        number: Number(rest),
        draft,
        standing: standingOf(draft, moving.get(rest)),
      }))
      .filter(({ number }) => Number.isSafeInteger(number))
      .sort(
        (one, other) =>
          Number(needsAction(other)) - Number(needsAction(one)) || (one.draft.savedAt < other.draft.savedAt ? 1 : -1),
      );
  }, [drafts, underWay]);
};

/** Whether the agent must do something before the text is sent. */
export const needsAction = ({ standing }: Pick<ListedDraft, 'standing'>): boolean =>
  standing === 'refused' || standing === 'unknown';
