import type { CallInput } from '../../shared/application/calls/change-stored-call.ts';
import type { CallCommand } from '../../shared/domain/call/admit-call-command.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';

type Request = {
  readonly agent: Agent;
  readonly params: Omit<CallInput, 'correlationId'>;
  readonly correlationId: string;
  readonly expectedVersion?: number;
};

/** What every command on a reserved call takes from its request. */
export const callInput = ({
  agent: { agentId },
  params,
  correlationId,
  expectedVersion,
}: Request): CallInput & CallCommand => ({
  ...params,
  agentId,
  correlationId,
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
});
