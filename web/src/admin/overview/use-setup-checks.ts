import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { listInvitations } from '../../../../shared/contracts/http/agents.ts';
import { listMailAddresses } from '../../../../shared/contracts/http/mail-settings.ts';
import { listTemplates } from '../../../../shared/contracts/http/templates.ts';
import { listTriggers } from '../../../../shared/contracts/http/triggers.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { READ_AGAIN, useFreshService } from '../kit/use-fresh-service.ts';
import {
  CHECKS,
  invitationCheck,
  senderCheck,
  serviceChecks,
  templateCheck,
  triggerCheck,
  type CheckId,
  type SetupCheck,
} from './setup-checks.ts';

/** A check with its answer, or one that is still waited for, or failed and can be tried again. */
export type CheckRow =
  | { readonly id: CheckId; readonly check: SetupCheck }
  | { readonly id: CheckId; readonly check: null; readonly retry: (() => void) | null };

const FRESH = { refetchOnMount: 'always', refetchInterval: READ_AGAIN, staleTime: 0 } as const;

/** What is set up in the open service, each part as soon as it is known. */
export const useSetupChecks = (): readonly CheckRow[] => {
  const { call } = useConsole();
  const { service } = useFreshService();
  const params = { serviceId: service.serviceId };
  const addresses = useQuery({
    ...FRESH,
    queryKey: queryKeys.mailAddresses(service.serviceId),
    queryFn: ({ signal }) => call(listMailAddresses, { params, signal }),
  });
  const templates = useQuery({
    ...FRESH,
    queryKey: [...queryKeys.templates(service.serviceId), 'shared'],
    queryFn: ({ signal }) => call(listTemplates, { params, query: { whose: 'shared' }, signal }),
  });
  const invitations = useQuery({
    ...FRESH,
    queryKey: queryKeys.invitations(service.serviceId),
    queryFn: ({ signal }) => call(listInvitations, { params, signal }),
  });
  const triggers = useQuery({
    ...FRESH,
    queryKey: queryKeys.triggers(service.serviceId),
    queryFn: async ({ signal }) => (await call(listTriggers, { params, signal })).triggers,
  });
  const rowOf = <D>(id: CheckId, query: UseQueryResult<D>, check: (data: D) => SetupCheck): CheckRow =>
    query.data === undefined
      ? { id, check: null, retry: query.isError ? () => void query.refetch() : null }
      : { id, check: check(query.data) };
  const rows: readonly CheckRow[] = [
    ...serviceChecks(service).map((check): CheckRow => ({ id: check.id, check })),
    rowOf('senders', addresses, (data) => senderCheck(data.addresses)),
    rowOf('templates', templates, (data) => templateCheck(data.templates)),
    rowOf('triggers', triggers, triggerCheck),
    rowOf('invitations', invitations, (data) => invitationCheck(data.invitations)),
  ];
  return CHECKS.flatMap((id) => rows.filter((row) => row.id === id));
};
