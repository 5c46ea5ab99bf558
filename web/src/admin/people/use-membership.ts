import { useMutation } from '@tanstack/react-query';
import { editAgent } from '../../../../shared/contracts/http/agents.ts';
import type { ServiceView } from '../../desk/api/service-queries.ts';
import { saveOver } from '../../desk/api/save-over-others.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useFreshService } from '../kit/use-fresh-service.ts';
import { usePeopleCache, type AgentView } from './people.ts';

type Edit = { readonly groupIds: string[]; readonly version: number };
export type Way = 'in' | 'out';

/** The groups that an agent is to be in, with the version that this is decided on; null: they are so already. */
const editOf = (
  { agents, groups }: Pick<ServiceView, 'agents' | 'groups'>,
  agentId: string,
  groupId: string,
  way: Way,
): Edit | null => {
  const agent = agents.find((each) => each.agentId === agentId);
  if (agent === undefined) return null;
  // Groups that were removed meanwhile can't be asked for.
  const kept = agent.groupIds.filter((id) => groups.some((group) => group.groupId === id && group.active));
  if (kept.includes(groupId) === (way === 'in')) return null;
  return {
    groupIds: way === 'in' ? [...kept, groupId] : kept.filter((id) => id !== groupId),
    version: agent.version,
  };
};

/**
 * A function that takes one agent into a group or out of it: an edit of the agent, who stays in all their other groups
 * also when somebody else changes those at the same moment. Null: they were in it, or out of it, already.
 */
export const useMoveAgent = (): ((agentId: string, groupId: string, way: Way) => Promise<AgentView | null>) => {
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const { readService } = useFreshService();
  return async (agentId, groupId, way) => {
    let service = await readService();
    const next = (): Edit | null => service && editOf(service, agentId, groupId, way);
    const first = next();
    if (first === null) return null;
    const done = await saveOver(first, {
      save: ({ groupIds, version }) =>
        call(editAgent, { params: { serviceId, agentId }, body: { groupIds }, ifMatch: version }),
      readAgain: async () => {
        service = await readService();
      },
      next,
    });
    return done?.saved ?? null;
  };
};

/** Takes one agent into a group or out of it, and shows it. */
export const useMembership = (
  groupId: string,
): {
  readonly change: (agentId: string, way: Way, onDone: () => void) => void;
  readonly isPending: boolean;
  readonly error: Error | null;
} => {
  const move = useMoveAgent();
  const { putAgent } = usePeopleCache();
  const { mutate, isPending, error } = useMutation({
    networkMode: 'always',
    mutationFn: ({ agentId, way }: { readonly agentId: string; readonly way: Way }) => move(agentId, groupId, way),
  });
  return {
    change: (agentId, way, onDone) => {
      mutate(
        { agentId, way },
        {
          onSuccess: (saved) => {
            if (saved !== null) putAgent(saved);
            onDone();
          },
        },
      );
    },
    isPending,
    error,
  };
};
