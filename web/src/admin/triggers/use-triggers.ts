import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { editTrigger, listTriggers, moveTrigger } from '../../../../shared/contracts/http/triggers.ts';
import { mutationKeys, queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { afterMove, type Move } from '../kit/item-order.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import type { TriggerView } from './trigger-values.ts';

type Triggers = {
  /** In their order; undefined while they are loading. */
  readonly triggers: readonly TriggerView[] | undefined;
  readonly error: Error | null;
  readonly retry: () => void;
  /** Reads them at once; null when there is no such trigger any more. */
  readonly readTrigger: (triggerId: string) => Promise<TriggerView | null>;
  /** Has them read again soon. */
  readonly refresh: () => Promise<void>;
};

/** The triggers of the open service as they are now: read when the section is opened, and again while it is. */
export const useTriggers = (): Triggers => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.triggers(serviceId),
    queryFn: async ({ signal }): Promise<readonly TriggerView[]> =>
      (await call(listTriggers, { params: { serviceId }, signal })).triggers,
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
    staleTime: 0,
  });
  return {
    triggers: data,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
    readTrigger: useCallback(
      async (triggerId) => {
        await cache.refetchQueries({ queryKey: queryKeys.triggers(serviceId), exact: true });
        const read = cache.getQueryData<readonly TriggerView[]>(queryKeys.triggers(serviceId));
        return read?.find((trigger) => trigger.triggerId === triggerId) ?? null;
      },
      [cache, serviceId],
    ),
    refresh: useCallback(
      () => cache.invalidateQueries({ queryKey: queryKeys.triggers(serviceId), exact: true }),
      [cache, serviceId],
    ),
  };
};

/** A function that changes the triggers that are shown, before the desk has answered. */
const useShown = () => {
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  return useCallback(
    (change: (triggers: readonly TriggerView[]) => readonly TriggerView[]): void => {
      const queryKey = queryKeys.triggers(serviceId);
      // What was asked before answers with the state before.
      void cache.cancelQueries({ queryKey, exact: true });
      cache.setQueryData<readonly TriggerView[]>(queryKey, (known) => known && change(known));
    },
    [cache, serviceId],
  );
};

const inOrder = (triggers: readonly TriggerView[], ids: readonly string[]): readonly TriggerView[] => [
  ...ids.flatMap((id) => triggers.filter(({ triggerId }) => triggerId === id)),
  ...triggers.filter(({ triggerId }) => !ids.includes(triggerId)),
];

/**
 * A function that moves a trigger. The list shows it at once; moves are sent one after the other, and one that is
 * refused leaves the order that the desk has.
 */
export const useMoveTrigger = (): { readonly move: (move: Move) => void; readonly error: Error | null } => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const show = useShown();
  const mutationKey = mutationKeys.moveTrigger(serviceId);
  const { mutate, error } = useMutation({
    mutationKey,
    scope: { id: mutationKey.join('/') },
    networkMode: 'always',
    mutationFn: ({ id: triggerId, before }: Move) =>
      call(moveTrigger, { params: { serviceId, triggerId }, body: { before } }),
    onSuccess: ({ triggerIds }) => {
      // The next move stands in the list already: the answer to this one does not take it back.
      if (cache.isMutating({ mutationKey }) <= 1) show((triggers) => inOrder(triggers, triggerIds));
    },
    onError: () => cache.invalidateQueries({ queryKey: queryKeys.triggers(serviceId), exact: true }),
  });
  return {
    move: (move) => {
      show((triggers) =>
        inOrder(
          triggers,
          afterMove(
            triggers.map(({ triggerId }) => triggerId),
            move,
          ),
        ),
      );
      mutate(move);
    },
    error,
  };
};

type Switched = { readonly triggerId: string; readonly active: boolean };

/** A function that switches a trigger on or off. One that the desk stopped is in use again once it is switched on. */
export const useSwitchTrigger = (): {
  readonly switchTo: (switched: Switched) => void;
  /** Why the last one failed, and which trigger it was. */
  readonly failed: { readonly triggerId: string; readonly error: Error } | null;
} => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const cache = useQueryClient();
  const show = useShown();
  const mutationKey = mutationKeys.switchTrigger(serviceId);
  const { mutate, error, variables } = useMutation({
    mutationKey,
    scope: { id: mutationKey.join('/') },
    networkMode: 'always',
    mutationFn: ({ triggerId, active }: Switched) =>
      call(editTrigger, { params: { serviceId, triggerId }, body: { active } }),
    onSuccess: (saved) => {
      show((triggers) =>
        triggers.map((trigger) => (trigger.triggerId === saved.triggerId ? { ...trigger, ...saved } : trigger)),
      );
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.triggers(serviceId), exact: true }),
  });
  return {
    switchTo: (switched) => {
      show((triggers) =>
        triggers.map((trigger) =>
          trigger.triggerId === switched.triggerId ? { ...trigger, active: switched.active } : trigger,
        ),
      );
      mutate(switched);
    },
    failed: error === null || variables === undefined ? null : { triggerId: variables.triggerId, error },
  };
};
