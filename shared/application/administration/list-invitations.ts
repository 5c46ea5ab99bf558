import type { Agent } from '../../domain/desk/agent.ts';
import type { Invitation } from '../../domain/desk/invitation.ts';
import type { AgentAccounts, DeskDirectory, InvitationRepository } from '../ports/desk.ts';

export type ListInvitationsDeps = {
  readonly directory: Pick<DeskDirectory, 'listAgents'>;
  readonly accounts: Pick<AgentAccounts, 'listInvited'>;
  readonly invitations: Pick<InvitationRepository, 'findMany'>;
};

/**
 * Active agents of a service who have never signed in, each with their last invitation; without one they were never
 * invited. Who has signed in is known to the user pool alone, which is asked for all accounts at once.
 */
export const listInvitations =
  ({ directory, accounts, invitations }: ListInvitationsDeps) =>
  async (
    serviceId: string,
  ): Promise<readonly { readonly agent: Agent; readonly invitation: Invitation | undefined }[]> => {
    const [agents, invited] = await Promise.all([directory.listAgents(serviceId), accounts.listInvited()]);
    const waiting = agents.filter(({ active, agentId }) => active && invited.has(agentId));
    const found = await invitations.findMany(waiting.map(({ agentId }) => agentId));
    const byAgent = new Map(found.map((invitation) => [invitation.agentId, invitation]));
    return waiting.map((agent) => ({ agent, invitation: byAgent.get(agent.agentId) }));
  };
