import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listDrafts } from '../../../../shared/contracts/http/drafts.ts';
import type { Call, OutputOf } from '../api/call-operation.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useConsole } from '../console-context.ts';

export type UnsentDraft = OutputOf<typeof listDrafts>['drafts'][number];
/** `isWhole`: there are no more. */
export type UnsentDrafts = { readonly drafts: readonly UnsentDraft[]; readonly isWhole: boolean };

/** As many as the API gives at once, and how often it is asked for more: an agent has few. */
const AT_ONCE = 100;
const PAGES = 3;

const readUnsent = async (call: Call, serviceId: string, signal: AbortSignal): Promise<UnsentDrafts> => {
  const drafts: UnsentDraft[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const read: OutputOf<typeof listDrafts> = await call(listDrafts, {
      params: { serviceId },
      query: { limit: AT_ONCE, ...(cursor === null ? {} : { cursor }) },
      signal,
    });
    drafts.push(...read.drafts);
    cursor = read.nextCursor;
    if (cursor === null) return { drafts, isWhole: true };
  }
  return { drafts, isWhole: false };
};

/** What the server has of the agent’s unsent texts, from any machine; `DraftKeeper` has it read again. */
export const useUnsentDrafts = (serviceId: string): UseQueryResult<UnsentDrafts> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.drafts(serviceId),
    queryFn: ({ signal }) => readUnsent(call, serviceId, signal),
    staleTime: Infinity,
  });
};
