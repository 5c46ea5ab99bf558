import type { Context } from 'aws-lambda';
import { completeResolved } from '../../shared/application/tickets/complete-resolved.ts';

/** Time that a run keeps for what it has begun, in milliseconds. */
const RESERVE = 10_000;

/**
 * Schedule → resolved tickets whose days are over are completed. Throws at the end when some could not be, so that the
 * alarm rises.
 */
export const createHandler = (deps: Parameters<typeof completeResolved>[0]) => {
  const complete = completeResolved(deps);
  return async (_event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const { completed, failed } = await complete(() => context.getRemainingTimeInMillis() > RESERVE);
    if (failed > 0) throw new Error(`${failed} of ${completed + failed} tickets could not be completed`);
  };
};
