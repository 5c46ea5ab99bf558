import { notifications } from '@mantine/notifications';
import { skipToken, useMutation, useQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { starTicket, unstarTicket } from '../../../../shared/contracts/http/tickets.ts';
import { ticketLabel } from '../../../../shared/domain/ticket/ticket.ts';
import { announce } from '../../ui/announcer.tsx';
import { queryKeys } from '../api/query-keys.ts';
import type { TicketPageView } from '../api/use-ticket-list.ts';
import { useConsole } from '../console-context.ts';
import { useErrorWords } from '../error-words.tsx';
import { aim } from '../keyboard/aim.ts';
import { useAction } from '../keyboard/use-action.ts';
import type { ListView } from '../ticket-lists.ts';
import { ImportantContext } from './important-context.ts';
import { afterDecision, type ImportantMarks } from './important-marks.ts';

type Decision = { readonly number: number; readonly important: boolean };

const isDecision = (data: unknown): data is Decision =>
  typeof data === 'object' &&
  data !== null &&
  'number' in data &&
  typeof data.number === 'number' &&
  'important' in data &&
  typeof data.important === 'boolean';

const NONE: ReadonlySet<number> = new Set();

/**
 * Keeps what the agent marked as important. A mark is shown at once, here and in the agent's other windows, and taken
 * back when the desk refuses it. The key `*` marks the ticket that a key would act on.
 */
export const ImportantProvider = ({
  serviceId,
  agentId,
  children,
}: {
  readonly serviceId: string;
  readonly agentId: string;
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation();
  const { call } = useConsole();
  const cache = useQueryClient();
  const errorWords = useErrorWords();
  // The numbers come with the counts of the lists.
  const { data } = useQuery<ImportantMarks>({ queryKey: queryKeys.important(serviceId), queryFn: skipToken });
  const numbers = data?.numbers ?? NONE;
  const otherWindows = useRef<BroadcastChannel | null>(null);

  const show = useCallback(
    ({ number, important }: Decision) => {
      cache.setQueryData<ImportantMarks>(queryKeys.important(serviceId), (shown) =>
        afterDecision(shown, number, important, Date.now()),
      );
    },
    [cache, serviceId],
  );
  useEffect(() => {
    const channel = new BroadcastChannel(`handover.important/${serviceId}/${agentId}`);
    channel.onmessage = ({ data: decision }: MessageEvent<unknown>) => {
      if (isDecision(decision)) show(decision);
    };
    otherWindows.current = channel;
    return () => {
      channel.close();
      otherWindows.current = null;
    };
  }, [serviceId, agentId, show]);
  const decide = useCallback(
    (decision: Decision) => {
      show(decision);
      otherWindows.current?.postMessage(decision);
    },
    [show],
  );

  const { mutate } = useMutation({
    // One after the other: the last of several on one ticket is what stays.
    scope: { id: `important/${serviceId}` },
    mutationFn: ({ number, important }: Decision) =>
      important
        ? call(starTicket, { params: { serviceId, number }, body: {} })
        : call(unstarTicket, { params: { serviceId, number } }),
    onMutate: decide,
    onSuccess: (_, { number, important }) => {
      if (!important) return;
      // A list of important tickets that is open shows it, too.
      void cache.refetchQueries({
        queryKey: queryKeys.lists(serviceId),
        type: 'active',
        predicate: ({ queryKey: [, , view], state }) =>
          (view as ListView).important &&
          (state.data as InfiniteData<TicketPageView> | undefined)?.pages.every(({ rows }) =>
            rows.every((row) => row.number !== number),
          ) === true,
      });
    },
    onError: (error, { number, important }) => {
      decide({ number, important: !important });
      notifications.show({ message: errorWords(error), color: 'yellow', withBorder: true });
    },
  });
  const toggle = useCallback(
    (number: number) => {
      const important =
        cache.getQueryData<ImportantMarks>(queryKeys.important(serviceId))?.numbers.has(number) !== true;
      mutate({ number, important });
      announce(t(important ? 'important.marked' : 'important.unmarked', { label: ticketLabel(number) }));
    },
    [cache, serviceId, mutate, t],
  );
  useAction('important', () => {
    aim.actOnAimed(toggle);
  });
  const showMark = useCallback(
    (number: number, important: boolean) => {
      decide({ number, important });
    },
    [decide],
  );
  const value = useMemo(() => ({ numbers, toggle, show: showMark }), [numbers, toggle, showMark]);
  return <ImportantContext value={value}>{children}</ImportantContext>;
};
