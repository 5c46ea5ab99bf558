import type { CommandInput } from '../../shared/application/tickets/change-ticket.ts';
import type { Agent } from '../../shared/domain/desk/agent.ts';

type Request = {
  readonly agent: Agent;
  readonly params: { readonly serviceId: string; readonly number: number };
} & Pick<CommandInput, 'correlationId' | 'expectedVersion' | 'idempotency'>;

/** What every command on a ticket takes from its request. */
export const commandInput = ({
  agent,
  params,
  correlationId,
  expectedVersion,
  idempotency,
}: Request): CommandInput => ({
  ...params,
  agent,
  correlationId,
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
  ...(idempotency === undefined ? {} : { idempotency }),
});
