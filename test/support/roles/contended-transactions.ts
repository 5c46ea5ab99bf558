import { AwsError, type AwsService } from '../../../infra/local/kernel.ts';

/** The engine never says TransactionConflict; DynamoDB does, whenever two transactions meet on a row. Here one write in so many meets one, before it reaches the engine. */
export const contendedTransactions = () => {
  let every = Infinity;
  let writes = 0;
  let met = 0;
  return {
    every(count: number): () => number {
      [every, writes, met] = [count, 0, 0];
      return () => met;
    },
    around: (service: AwsService): AwsService => async (request) => {
      if (!request.headers['x-amz-target']?.endsWith('.TransactWriteItems') || (writes += 1) % every !== 0) return service(request);
      met += 1;
      const { TransactItems } = JSON.parse(request.body.toString('utf8')) as { readonly TransactItems: readonly unknown[] };
      throw new AwsError('TransactionCanceledException', 'Transaction cancelled', 400, { CancellationReasons: TransactItems.map((_, index) => ({ Code: index === 0 ? 'TransactionConflict' : 'None' })) });
    },
  };
};
