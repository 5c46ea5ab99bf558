import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { getAgentWork } from '../../../../shared/contracts/http/agent-work.ts';
import { listInvitations } from '../../../../shared/contracts/http/agents.ts';
import { listAgentActivity } from '../../../../shared/contracts/http/live.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import type { ServiceView } from '../../desk/api/service-queries.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { READ_AGAIN, useFreshService } from '../kit/use-fresh-service.ts';

export type AgentView = ServiceView['agents'][number];
export type GroupView = ServiceView['groups'][number];
type InvitationsView = OutputOf<typeof listInvitations>;
/** Somebody who has never signed in, with their invitation. */
export type InvitedView = InvitationsView['invitations'][number];
export type InvitationView = NonNullable<InvitedView['invitation']>;
export type AgentWorkView = OutputOf<typeof getAgentWork>;
export type ActivityView = OutputOf<typeof listAgentActivity>['agents'][number];

/** Milliseconds. An invitation on its way is sent, or not, within a few seconds. */
const ON_ITS_WAY = 3_000;
/** Milliseconds. Each time the user pool is asked for all accounts that nobody has used yet. */
const INVITATIONS_AGAIN = 60_000;

/** Who has never signed in, by agent. */
export const useInvitations = (): UseQueryResult<ReadonlyMap<string, InvitedView>> => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  return useQuery({
    queryKey: queryKeys.invitations(serviceId),
    queryFn: ({ signal }) => call(listInvitations, { params: { serviceId }, signal }),
    select: invitedByAgent,
    refetchInterval: ({ state }) =>
      state.data?.invitations.some(({ invitation }) => invitation?.state === 'sending') === true
        ? ON_ITS_WAY
        : INVITATIONS_AGAIN,
    refetchOnMount: 'always',
  });
};

/** When agents were last at the desk, by agent; of one who is missing no visit is recorded. */
export const useActivity = (): UseQueryResult<ReadonlyMap<string, ActivityView>> => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  return useQuery({
    queryKey: queryKeys.agentActivity(serviceId),
    queryFn: async ({ signal }) => (await call(listAgentActivity, { params: { serviceId }, signal })).agents,
    select: byAgent<ActivityView>,
    refetchInterval: READ_AGAIN,
    refetchOnMount: 'always',
  });
};

/** A function that says whether an agent has a console open. Oneself has. */
export const useIsHere = (): ((agentId: string) => boolean) => {
  const { me } = useDesk();
  const { data: activity } = useActivity();
  return (agentId) => agentId === me.agentId || activity?.get(agentId)?.isOpen === true;
};

/** What an agent has open at this moment. */
export const useAgentWork = (agentId: string): UseQueryResult<AgentWorkView> => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  return useQuery({
    queryKey: queryKeys.agentWork(serviceId, agentId),
    queryFn: ({ signal }) => call(getAgentWork, { params: { serviceId, agentId }, signal }),
    // What is said before a step that can't be taken back is never an earlier answer.
    gcTime: 0,
    staleTime: 0,
  });
};

const invitedByAgent = ({ invitations }: InvitationsView): ReadonlyMap<string, InvitedView> => byAgent(invitations);

const byAgent = <T extends { readonly agentId: string }>(each: readonly T[]): ReadonlyMap<string, T> =>
  new Map(each.map((one) => [one.agentId, one]));

/** A function that names the groups of an agent. Those that were removed are none of theirs any more. */
export const useGroupNames = (): ((agent: Pick<AgentView, 'groupIds'>) => string) => {
  const { groups } = useDesk().service;
  return ({ groupIds }) =>
    groupIds.flatMap((id) => groups.find(({ groupId, active }) => groupId === id && active)?.name ?? []).join(', ');
};

/** What is shown of people, after something was changed. */
export type PeopleCache = {
  /** Shows an agent as they are now, and reads anew what follows from that. */
  readonly putAgent: (agent: AgentView) => void;
  readonly putGroup: (group: GroupView) => void;
  /** Shows the invitation of an agent; null: they have signed in and need none. */
  readonly putInvitation: (
    agent: Pick<AgentView, 'agentId' | 'name' | 'email'>,
    invitation: InvitationView | null,
  ) => void;
};

const replaced = <T>(all: readonly T[], one: T, isSame: (each: T) => boolean): T[] =>
  all.some(isSame) ? all.map((each) => (isSame(each) ? one : each)) : [...all, one];

/** Writes what the desk answered into what is shown, before it is read anew. */
export const usePeopleCache = (): PeopleCache => {
  const cache = useQueryClient();
  const { me } = useDesk();
  const {
    service: { serviceId },
    putService,
    readService,
  } = useFreshService();
  return {
    putAgent: (agent) => {
      putService((service) => ({
        ...service,
        agents: replaced(service.agents, agent, ({ agentId }) => agentId === agent.agentId),
      }));
      if (agent.agentId === me.agentId) void cache.invalidateQueries({ queryKey: queryKeys.me() });
      // Whoever left can read nothing of the service any more.
      if (agent.agentId === me.agentId && !agent.active) return;
      // The members of groups follow from it.
      void readService();
      void cache.invalidateQueries({ queryKey: queryKeys.invitations(serviceId) });
      void cache.invalidateQueries({ queryKey: queryKeys.agentActivity(serviceId) });
    },
    putGroup: (group) => {
      putService((service) => ({
        ...service,
        groups: replaced(service.groups, group, ({ groupId }) => groupId === group.groupId),
      }));
    },
    putInvitation: ({ agentId, name, email }, invitation) => {
      const queryKey = queryKeys.invitations(serviceId);
      if (invitation !== null)
        cache.setQueryData<InvitationsView>(
          queryKey,
          (known) =>
            known && {
              invitations: replaced(
                known.invitations,
                { agentId, name, email, invitation },
                ({ agentId: each }) => each === agentId,
              ),
            },
        );
      void cache.invalidateQueries({ queryKey });
    },
  };
};
