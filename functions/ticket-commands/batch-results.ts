import type { Log } from '../../shared/application/ports/platform.ts';
import type { BatchOutcome } from '../../shared/application/tickets/batch-tickets.ts';
import { batchTickets } from '../../shared/contracts/http/ticket-batch.ts';
import { refusalOfFault } from '../../shared/http/http-messages.ts';
import { toProblem } from '../../shared/http/problems.ts';

/** The results of a batch, one for each ticket. A fault is logged and shown as it is for a single command. */
export const batchResults =
  (log: Log) =>
  (outcomes: readonly BatchOutcome[], { correlationId: requestId }: { readonly correlationId: string }) => {
    const refusalOf = (number: number, fault: unknown) => {
      const refusal = refusalOfFault(fault);
      const { name, stack } = fault instanceof Error ? fault : {};
      log.error('request_failed', {
        operationId: batchTickets.operationId,
        requestId,
        number,
        code: refusal.code,
        fault: name,
        stack,
      });
      return refusal;
    };
    const resultOf = (outcome: BatchOutcome) => {
      const { number } = outcome;
      if (outcome.kind === 'done')
        return {
          ok: true as const,
          number,
          version: outcome.ticket.version,
          status: outcome.ticket.status,
          lastEntryId: outcome.ticket.lastEntry?.id,
        };
      const refusal = outcome.kind === 'refused' ? outcome.refusal : refusalOf(number, outcome.fault);
      return { ok: false as const, number, problem: toProblem(refusal, requestId) };
    };
    return { results: outcomes.map(resultOf) };
  };
