import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { listNotices } from '../../../shared/contracts/http/notices.ts';
import type { OutputOf } from '../desk/api/call-operation.ts';
import { queryKeys } from '../desk/api/query-keys.ts';
import { useConsole } from '../desk/console-context.ts';

type Notices = OutputOf<typeof listNotices>;
export type NoticeView = Notices['notices'][number];

/** Milliseconds within which consoles ask for notices whose time has come: not all of them at once. */
const JITTER = 2_000;
/** Milliseconds after which the console asks at the latest while a time is to come: computers sleep. */
const LONGEST_WAIT = 30 * 60_000;
const WAIT_AFTER_FAILURE = 30_000;

/** Milliseconds from now until the notices are to be read again; false: only when the desk tells of a change. */
export const untilNextRead = (
  { changesInSeconds }: Pick<Notices, 'changesInSeconds'>,
  readAt: number,
  now: number,
  jitter: number,
): number | false =>
  changesInSeconds === null
    ? false
    : Math.min(Math.max(readAt + changesInSeconds * 1000 + jitter - now, 1000), LONGEST_WAIT);

/** The notices of now. Live updates lead to a new read, as the time does at which one begins or ends. */
export const useNotices = (serviceId: string): UseQueryResult<Notices> => {
  const { call } = useConsole();
  const [jitter] = useState(() => Math.random() * JITTER);
  return useQuery({
    queryKey: queryKeys.notices(serviceId),
    queryFn: ({ signal }) => call(listNotices, { params: { serviceId }, query: {}, signal }),
    staleTime: 5 * 60_000,
    refetchIntervalInBackground: true,
    refetchInterval: ({ state: { data, dataUpdatedAt, status } }) =>
      data === undefined
        ? false
        : status === 'error'
          ? WAIT_AFTER_FAILURE
          : untilNextRead(data, dataUpdatedAt, Date.now(), jitter),
  });
};
