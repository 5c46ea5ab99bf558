import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listTemplates } from '../../../../shared/contracts/http/templates.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useConsole } from '../console-context.ts';
import type { TemplateHead } from './find-templates.ts';

/** The service's templates and the agent's own, without their texts; the most used one first. */
export const useTemplateHeads = (serviceId: string): UseQueryResult<readonly TemplateHead[]> => {
  const { call } = useConsole();
  return useQuery({
    queryKey: queryKeys.templates(serviceId),
    queryFn: async ({ signal }) => (await call(listTemplates, { params: { serviceId }, signal })).templates,
    staleTime: 5 * 60_000,
  });
};
