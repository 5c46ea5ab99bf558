import type { AdminWordKey } from '../../ui/words/admin/en.ts';
import type { AgentView, InvitedView } from './people.ts';

/** How far an agent is: at work, on the way in, or gone. */
export const AGENT_STATES = ['active', 'sending', 'invited', 'expired', 'not_sent', 'never_invited', 'left'] as const;
export type AgentState = (typeof AGENT_STATES)[number];

/** The state of an agent; `invited` is their entry in the list of those who have never signed in. */
export const stateOfAgent = ({ active }: Pick<AgentView, 'active'>, invited: InvitedView | undefined): AgentState => {
  if (!active) return 'left';
  if (invited === undefined) return 'active';
  const { invitation } = invited;
  if (invitation === null) return 'never_invited';
  return invitation.state === 'sent' ? 'invited' : invitation.state;
};

export const STATE_WORDS = {
  active: 'agents.state.active',
  sending: 'agents.state.sending',
  invited: 'agents.state.invited',
  expired: 'agents.state.expired',
  not_sent: 'agents.state.not_sent',
  never_invited: 'agents.state.never_invited',
  left: 'agents.state.left',
} as const satisfies Record<AgentState, AdminWordKey>;

/** Whether an administrator has to do something about it: an invitation by which nobody can come in. */
export const needsInvitation = (state: AgentState): boolean =>
  state === 'expired' || state === 'not_sent' || state === 'never_invited';

/** Whether the agent is the only active administrator, whom the service can't lose. */
export const isLastAdministrator = (
  agents: readonly Pick<AgentView, 'agentId' | 'active' | 'role'>[],
  agentId: string,
): boolean => {
  const administrators = agents.filter(({ active, role }) => active && role === 'administrator');
  return administrators.length === 1 && administrators[0]!.agentId === agentId;
};
