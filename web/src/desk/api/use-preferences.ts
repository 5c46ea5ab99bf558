import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type MutationStatus } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod';
import { editMyPreferences } from '../../../../shared/contracts/http/preferences.ts';
import { changeAlerts } from '../../../../shared/domain/desk/preferences.ts';
import { useConsole } from '../console-context.ts';
import { useErrorWords } from '../error-words.tsx';
import { mutationKeys, queryKeys } from './query-keys.ts';
import type { Me } from './service-queries.ts';

/** What the agent chose for themselves; it stands in `me` of the desk. */
type PreferencesView = Me['preferences'];
/** What is chosen anew; signatures are HTML. */
export type PreferencesChange = z.input<typeof editMyPreferences.body>;

const withChange = (before: PreferencesView, { alerts, signatures, ...rest }: PreferencesChange): PreferencesView => ({
  ...before,
  ...rest,
  alerts: changeAlerts(before.alerts, alerts),
  signatures: { ...before.signatures, ...signatures },
});

/**
 * Saves what the agent chooses, one choice after the other, and shows it at once. A choice that could not be saved is
 * taken back, and the agent is told why.
 */
export const usePreferencesEditor = (): {
  readonly choose: (change: PreferencesChange) => void;
  /** Of the last choice. */
  readonly status: MutationStatus;
} => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const mutationKey = mutationKeys.preferences();
  const show = (change: (me: Me) => Me): void => {
    cache.setQueryData<Me>(queryKeys.me(), (me) => me && change(me));
  };
  const { mutate, status } = useMutation({
    mutationKey,
    scope: { id: 'preferences' },
    mutationFn: (change: PreferencesChange) => call(editMyPreferences, { params: {}, body: change }),
    onMutate: async (change) => {
      show((me) => ({ ...me, preferences: withChange(me.preferences, change) }));
      await cache.cancelQueries({ queryKey: queryKeys.me() });
    },
    onSuccess: (preferences) => {
      // A later choice that is still to be saved stays shown.
      if (cache.isMutating({ mutationKey }) === 1) show((me) => ({ ...me, preferences }));
    },
    onError: (error) => {
      void cache.invalidateQueries({ queryKey: queryKeys.me() });
      notifications.show({
        message: `${t('settings.notSaved')} ${errorWords(error)}`,
        color: 'yellow',
        withBorder: true,
      });
    },
  });
  const choose = useCallback(
    (change: PreferencesChange) => {
      mutate(change);
    },
    [mutate],
  );
  return { choose, status };
};
