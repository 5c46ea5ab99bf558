import { batchTickets, type BatchOutcome } from '../../shared/application/tickets/batch-tickets.ts';
import { batchTickets as spec } from '../../shared/contracts/http/ticket-batch.ts';
import { ok } from '../../shared/domain/kernel/result.ts';
import { refusalOfFault } from '../../shared/http/faults.ts';
import { operation, type HttpHandler, type OperationDeps } from '../../shared/http/operation.ts';
import { toProblem } from '../../shared/http/problems.ts';
import { given } from './given.ts';

export const createHandler = (deps: OperationDeps & Parameters<typeof batchTickets>[0]): HttpHandler => {
  const batch = batchTickets(deps);
  /** A fault is logged as that of a single command is, and told as little. */
  const refusalOf = (number: number, fault: unknown, requestId: string) => {
    const refusal = refusalOfFault(fault);
    const { name, stack } = fault instanceof Error ? fault : {};
    deps.log.error('request_failed', {
      operationId: spec.operationId,
      requestId,
      number,
      code: refusal.code,
      fault: name,
      stack,
    });
    return refusal;
  };
  const resultOf = (outcome: BatchOutcome, requestId: string) =>
    outcome.kind === 'done'
      ? { ok: true as const, number: outcome.number, version: outcome.ticket.version, status: outcome.ticket.status }
      : {
          ok: false as const,
          number: outcome.number,
          problem: toProblem(
            outcome.kind === 'refused' ? outcome.refusal : refusalOf(outcome.number, outcome.fault, requestId),
            requestId,
          ),
        };

  return operation(spec, deps, async ({ agent, params, body: { numbers, command }, correlationId, idempotency }) => {
    const outcomes = await batch({
      ...params,
      numbers,
      command: given(command),
      agent,
      correlationId,
      ...(idempotency === undefined ? {} : { idempotency }),
    });
    return ok({ results: outcomes.map((outcome) => resultOf(outcome, correlationId)) });
  });
};
