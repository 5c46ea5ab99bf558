import { moveBetweenGroups } from '../../domain/desk/agent-groups.ts';
import type { Agent, AgentFlag } from '../../domain/desk/agent.ts';
import type { DeskRefusal } from '../../domain/desk/desk-refusal.ts';
import { err, ok, type Result } from '../../domain/kernel/result.ts';
import type { Invitation } from '../../domain/desk/invitation.ts';
import type { Language } from '../../domain/ticket/ticket.ts';
import type { AgentAccounts, DeskAdministration, DeskDirectory } from '../ports/desk.ts';
import type { Backoff } from '../ports/platform.ts';
import { type Administering, deskFactOfChange } from './desk-fact.ts';
import { type InviteDeps, inviteOnce } from './invite-agent.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';

export type AddAgentDeps = InviteDeps & {
  readonly directory: Pick<DeskDirectory, 'listGroups'>;
  readonly administration: Pick<DeskAdministration, 'saveAgent'>;
  readonly accounts: Pick<AgentAccounts, 'ensure'>;
  readonly backoff: Backoff;
};
export type AddAgentInput = Pick<Agent, 'name' | 'email' | 'role' | 'groupIds' | AgentFlag> & {
  readonly by: Administering;
  /** The administrator's address. */
  readonly replyTo: string;
  /** Of the invitation; default: the service's. */
  readonly language?: Language;
};
/** With the invitation of somebody who has never signed in. */
export type AddedAgent = { readonly agent: Agent; readonly invitation: Invitation | undefined };

/**
 * Makes a person an agent of the service. Their account is found by e-mail address, or created and, once they are an
 * agent, invited. An account without a service has no rights and no password: if a later step fails, it does no harm
 * and the next try finds it.
 */
export const addAgent =
  (deps: AddAgentDeps) =>
  async ({ by, replyTo, language, ...given }: AddAgentInput): Promise<Result<AddedAgent, DeskRefusal>> => {
    const { serviceId } = by;
    const email = given.email.toLowerCase();
    const groupsFor = async (agentId: string) =>
      moveBetweenGroups(await deps.directory.listGroups(serviceId), {
        agentId,
        groupIds: given.groupIds,
        active: true,
      });
    // Check first, so that no account is made for what is then refused.
    const possible = await groupsFor('');
    if (!possible.ok) return possible;
    const { agentId, state } = await deps.accounts.ensure({ email, name: given.name });
    const added = await retryOnConflict<Result<Agent, DeskRefusal>>(deps.backoff, async () => {
      const known = await deps.directory.findAgent(serviceId, agentId);
      if (known) return err({ code: 'agent_exists', agentId, active: known.active });
      const moved = await groupsFor(agentId);
      if (!moved.ok) return moved;
      const after: Agent = { ...given, email, serviceId, agentId, active: true, version: 1 };
      const fact = deskFactOfChange(deps.clock, by, { kind: 'agent', id: agentId }, undefined, after);
      return (await deps.administration.saveAgent({ before: undefined, after, groups: moved.value, fact }))
        ? ok(after)
        : 'conflict';
    });
    if (!added.ok) return added;
    const asked = { by, replyTo, ...(language === undefined ? {} : { language }) };
    const invitation = state === 'invited' ? await inviteOnce(deps)(added.value, asked) : undefined;
    return ok({ agent: added.value, invitation });
  };
