import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { editOwnAssignment } from '../../../shared/contracts/http/own-assignment.ts';
import { mutationKeys, queryKeys } from '../desk/api/query-keys.ts';
import type { ServiceView } from '../desk/api/service-queries.ts';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useErrorWords } from '../desk/error-words.tsx';

/**
 * Whether the agent is given tickets in the open service, and the switch for it. It is shown at once, and taken back
 * with a word when it could not be saved. What others change is told live, and read again.
 */
export const useOwnAssignment = (): { readonly isOn: boolean; readonly choose: (takesAssignment: boolean) => void } => {
  const { call } = useConsole();
  const { me, service } = useDesk();
  const cache = useQueryClient();
  const { t } = useTranslation();
  const errorWords = useErrorWords();
  const { serviceId } = service;
  const queryKey = queryKeys.service(serviceId);
  const mutationKey = mutationKeys.ownAssignment(serviceId);
  const { mutate } = useMutation({
    mutationKey,
    scope: { id: `own-assignment ${serviceId}` },
    mutationFn: (takesAssignment: boolean) =>
      call(editOwnAssignment, { params: { serviceId }, body: { takesAssignment } }),
    onMutate: async (takesAssignment) => {
      await cache.cancelQueries({ queryKey });
      cache.setQueryData<ServiceView>(
        queryKey,
        (shown) =>
          shown && {
            ...shown,
            agents: shown.agents.map((agent) => (agent.agentId === me.agentId ? { ...agent, takesAssignment } : agent)),
          },
      );
    },
    onError: (error) => {
      notifications.show({
        message: `${t('settings.notSaved')} ${errorWords(error)}`,
        color: 'yellow',
        withBorder: true,
      });
    },
    onSettled: async () => {
      // A later choice that is still to be saved stays shown.
      if (cache.isMutating({ mutationKey }) === 1) await cache.invalidateQueries({ queryKey });
    },
  });
  return {
    isOn: service.agents.some(({ agentId, takesAssignment }) => agentId === me.agentId && takesAssignment),
    choose: mutate,
  };
};
