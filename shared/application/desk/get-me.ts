import type { Agent } from '../../domain/desk/agent.ts';
import type { Service } from '../../domain/desk/service.ts';
import type { DeskDirectory } from '../ports/desk.ts';

export type Membership = { readonly agent: Agent; readonly service: Service };

/** The services in which a person is an active agent. */
export const getMe =
  ({ directory }: { readonly directory: Pick<DeskDirectory, 'listMemberships' | 'findService'> }) =>
  async (agentId: string): Promise<readonly Membership[]> => {
    const agents = await directory.listMemberships(agentId);
    const memberships = await Promise.all(
      agents.map(async (agent) => ({ agent, service: await directory.findService(agent.serviceId) })),
    );
    return memberships.flatMap(({ agent, service }) => (service === undefined ? [] : [{ agent, service }]));
  };
