import { useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  listMailAddresses,
  listSenderDomains,
  verifyMailAddress,
  verifySenderDomain,
} from '../../../../shared/contracts/http/mail-settings.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';

export type SenderAddress = OutputOf<typeof listMailAddresses>['addresses'][number];
export type SenderDomain = OutputOf<typeof listSenderDomains>['domains'][number];

/** What was asked to be verified beside the service's own, kept until the page is closed. */
const asked = new Map<string, { readonly addresses: readonly string[]; readonly domains: readonly string[] }>();
const askedOf = (serviceId: string) => asked.get(serviceId) ?? { addresses: [], domains: [] };

const isWaiting = ({ state }: { readonly state: SenderAddress['state'] }): boolean => state === 'pending';

/** Milliseconds after which what waits is looked at again. */
const LOOK_AGAIN = 10_000;

/** The senders of a service and what was asked to be verified beside them; what waits is looked at again. */
export const useSenders = (serviceId: string) => {
  const { call } = useConsole();
  const cache = useQueryClient();
  const [more, setMore] = useState(() => askedOf(serviceId));
  const params = { serviceId };
  const remember = (kind: 'addresses' | 'domains', name: string): void => {
    const known = askedOf(serviceId);
    if (!known[kind].includes(name)) asked.set(serviceId, { ...known, [kind]: [...known[kind], name] });
    setMore(askedOf(serviceId));
  };
  const every = (rows: readonly { readonly state: SenderAddress['state'] }[] | undefined): number =>
    rows?.some(isWaiting) === true ? LOOK_AGAIN : READ_AGAIN * 4;
  const own = useQuery({
    queryKey: queryKeys.mailAddresses(serviceId),
    queryFn: ({ signal }) => call(listMailAddresses, { params, query: {}, signal }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => every(state.data?.addresses),
  });
  const others = useQueries({
    queries: more.addresses.map((also) => ({
      queryKey: [...queryKeys.mailAddresses(serviceId), also],
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        (await call(listMailAddresses, { params, query: { also }, signal })).addresses.filter(
          ({ address }) => address === also,
        ),
      refetchInterval: LOOK_AGAIN,
    })),
  });
  const domains = useQuery({
    queryKey: [...queryKeys.senderDomains(serviceId), ...more.domains],
    queryFn: async ({ signal }): Promise<readonly SenderDomain[]> => {
      const lists = await Promise.all(
        (more.domains.length === 0 ? [undefined] : more.domains).map(
          async (also) =>
            (await call(listSenderDomains, { params, query: also === undefined ? {} : { also }, signal })).domains,
        ),
      );
      return [...new Map(lists.flat().map((each) => [each.domain, each])).values()];
    },
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => every(state.data),
  });
  const verifyAddress = useMutation({
    networkMode: 'always',
    mutationFn: (address: string) => call(verifyMailAddress, { params, body: { address } }),
    onSuccess: ({ address, used }) => {
      if (!used) remember('addresses', address);
      return cache.invalidateQueries({ queryKey: queryKeys.mailAddresses(serviceId) });
    },
  });
  const verifyDomain = useMutation({
    networkMode: 'always',
    mutationFn: (domain: string) => call(verifySenderDomain, { params, body: { domain } }),
    onSuccess: ({ domain }) => {
      remember('domains', domain);
      void cache.invalidateQueries({ queryKey: queryKeys.mailAddresses(serviceId) });
      return cache.invalidateQueries({ queryKey: queryKeys.senderDomains(serviceId) });
    },
  });
  const addresses =
    own.data === undefined
      ? undefined
      : [
          ...new Map(
            [...own.data.addresses, ...others.flatMap(({ data }) => data ?? [])].map((each) => [each.address, each]),
          ).values(),
        ];
  return { own, addresses, domains, verifyAddress, verifyDomain };
};
