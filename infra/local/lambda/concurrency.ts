import { AwsError } from '../kernel.ts';
import type { FunctionDefinition } from './function-definition.ts';

export type Concurrency = {
  /**
   * Counts an execution of the function until the returned function is called. Throws TooManyRequestsException when
   * there are as many as there may be.
   */
  enter(definition: FunctionDefinition): () => void;
};

/** Executions that may run at the same time, and how many do. */
type Share = { readonly reason: string; readonly most: number; running: number };

/**
 * How many executions of all functions run at the same time, as an account has it: what functions reserve is theirs
 * alone, the rest is everybody else's. `limit` is the account's; without one nothing is counted.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export const concurrency = (definitions: readonly FunctionDefinition[], limit?: number): Concurrency => {
  if (limit === undefined) return { enter: () => () => undefined };
  const reserved = definitions.reduce((sum, each) => sum + (each.reserved ?? 0), 0);
  if (reserved >= limit)
    throw new Error(
      `The template reserves ${String(reserved)} concurrent executions, and the account has ${String(limit)}: none is left for functions without a reservation.`,
    );
  const everybody: Share = { reason: 'ConcurrentInvocationLimitExceeded', most: limit - reserved, running: 0 };
  const own = new Map(
    definitions.flatMap(({ arn, reserved: most }): [string, Share][] =>
      most === undefined
        ? []
        : [[arn, { reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', most, running: 0 }]],
    ),
  );
  return {
    enter: ({ arn }) => {
      const share = own.get(arn) ?? everybody;
      if (share.running >= share.most)
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, { Reason: share.reason });
      share.running += 1;
      return () => {
        share.running -= 1;
      };
    },
  };
};
