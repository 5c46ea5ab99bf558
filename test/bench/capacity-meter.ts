import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Consumed = {
  readonly TableName?: string;
  readonly CapacityUnits?: number;
  readonly ReadCapacityUnits?: number;
  readonly WriteCapacityUnits?: number;
};
export type Units = { readonly read: number; readonly write: number; /** Of the database. */ readonly calls: number };

const WRITES = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/**
 * Asks the engine with each call what it consumed. Figures are DynamoDB's own capacity units: exact, and the same on
 * any machine.
 */
export const meterCapacity = (client: DynamoDBDocumentClient): { take(): Units } => {
  let units = { read: 0, write: 0, calls: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      (args.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
      const result = await next(args);
      const consumed = (result.output as { ConsumedCapacity?: Consumed | readonly Consumed[] }).ConsumedCapacity;
      const sum = [consumed ?? []]
        .flat()
        .reduce((total: number, one) => total + ((one as Consumed).CapacityUnits ?? 0), 0);
      units = { ...units, calls: units.calls + 1 };
      if (WRITES.test(context.commandName ?? '')) units = { ...units, write: units.write + sum };
      else units = { ...units, read: units.read + sum };
      return result;
    },
    { step: 'initialize', name: 'meterCapacity' },
  );
  return {
    take: () => {
      const taken = units;
      units = { read: 0, write: 0, calls: 0 };
      return taken;
    },
  };
};
