import type { AccountRequest, AgentAccounts } from '../../application/ports/agent-accounts.ts';

/** Accounts in memory, for tests; `invited` are the addresses of those who were made, in their order. */
export const memoryAgentAccounts = (): AgentAccounts & { readonly invited: readonly string[] } => {
  const known = new Map<string, string>();
  const invited: string[] = [];
  return {
    invited,
    async ensure({ email }: AccountRequest) {
      const there = known.get(email);
      if (there !== undefined) return { agentId: there, made: false };
      const agentId = `sub-${known.size + 1}`;
      known.set(email, agentId);
      invited.push(email);
      return { agentId, made: true };
    },
  };
};
