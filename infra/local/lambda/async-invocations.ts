import { randomUUID } from 'node:crypto';
import { AwsError, type InvokeResult, type Log, type Queues } from '../kernel.ts';
import type { State } from '../state/open-state.ts';
import type { FunctionDefinition } from './function-definition.ts';

export type AsyncInvocationsOptions = {
  readonly state: State;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  readonly invoke: (functionArn: string, payload: unknown) => Promise<InvokeResult>;
  readonly queues: Pick<Queues, 'send'>;
  /** Throws when the function's role may not send to its own failure destination. */
  readonly maySend: (definition: FunctionDefinition, queueArn: string) => void;
  readonly log: Log;
  /** Waits before the first, second … repetition. */
  readonly retryDelaysSeconds?: readonly number[];
};

export type AsyncInvocations = { accept(functionArn: string, payload: unknown): Promise<void>; stop(): Promise<void> };

type Row = {
  readonly id: string;
  readonly function_arn: string;
  readonly payload: string;
  readonly attempts: number;
  readonly accepted_at: number;
  readonly due_at: number;
};

const lambdaDelaysSeconds = [60, 120]; // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
const maximumPayloadBytes = 1_048_576;
/** Lambda runs a thousand; here so many that a few slow ones don't hold up the others. */
const atOncePerFunction = 6;

/**
 * Invocations that nobody waits for: on disk when accepted, repeated after failures, sent to the failure destination in
 * the end; what a crash interrupted begins again.
 */
export const asyncInvocations = (options: AsyncInvocationsOptions): AsyncInvocations => {
  const { state, functions, invoke, queues, maySend, log } = options;
  const delays = options.retryDelaysSeconds ?? lambdaDelaysSeconds;
  const ready = new Map<string, Row[]>();
  const running = new Map<string, number>();
  const timers = new Set<NodeJS.Timeout>();
  const work = new Set<Promise<void>>();
  let stopped = false;

  state.define(`CREATE TABLE IF NOT EXISTS lambda_async (
    id TEXT PRIMARY KEY, function_arn TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL, accepted_at INTEGER NOT NULL, due_at INTEGER NOT NULL) WITHOUT ROWID`);

  const schedule = (row: Row) => {
    if (stopped) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        ready.set(row.function_arn, [...(ready.get(row.function_arn) ?? []), row]);
        pump(row.function_arn);
      },
      Math.max(0, row.due_at - Date.now()),
    );
    timers.add(timer);
  };

  const pump = (functionArn: string) => {
    const rows = ready.get(functionArn) ?? [];
    while (!stopped && rows.length > 0 && (running.get(functionArn) ?? 0) < atOncePerFunction) {
      const row = rows.shift()!;
      running.set(functionArn, (running.get(functionArn) ?? 0) + 1);
      const one = attempt(row)
        .catch((fault: unknown) => {
          log('lambda', `asynchronous invocation ${row.id} stays on disk`, fault);
        })
        .finally(() => {
          work.delete(one);
          running.set(functionArn, running.get(functionArn)! - 1);
          pump(functionArn);
        });
      work.add(one);
    }
  };

  const attempt = async (row: Row) => {
    const definition = functions.get(row.function_arn);
    if (!definition) {
      log('lambda', `asynchronous invocation of ${row.function_arn}, which is no longer deployed, is dropped`);
      state.run('DELETE FROM lambda_async WHERE id = ?', row.id);
      return;
    }
    const { maximumRetries, maximumAgeSeconds } = definition.asynchronous;
    const result = await invoke(row.function_arn, JSON.parse(row.payload));
    // Stopping ends workers in the middle: that is no failure of the function, it begins again at the next start.
    if (stopped && result.functionError) return;
    if (!result.functionError) {
      await state.soon(() => state.run('DELETE FROM lambda_async WHERE id = ?', row.id));
      return;
    }
    const attempts = row.attempts + 1;
    const dueAt = Date.now() + (delays[Math.min(row.attempts, delays.length - 1)] ?? 0) * 1000;
    const tooOld = dueAt - row.accepted_at > maximumAgeSeconds * 1000;
    if (attempts <= maximumRetries && !tooOld) {
      state.run('UPDATE lambda_async SET attempts = ?, due_at = ? WHERE id = ?', attempts, dueAt, row.id);
      schedule({ ...row, attempts, due_at: dueAt });
      return;
    }
    await giveUp(
      definition,
      row,
      attempts,
      result,
      attempts > maximumRetries ? 'RetriesExhausted' : 'EventAgeExceeded',
    );
    state.run('DELETE FROM lambda_async WHERE id = ?', row.id);
  };

  const giveUp = async (
    definition: FunctionDefinition,
    row: Row,
    attempts: number,
    result: InvokeResult,
    condition: string,
  ) => {
    const { onFailureArn, deadLetterArn } = definition.asynchronous;
    log(
      'lambda',
      `${definition.name}: asynchronous invocation given up after ${String(attempts)} attempts`,
      result.payload,
    );
    const deliver = async (queueArn: string, body: unknown) => {
      maySend(definition, queueArn);
      await queues.send(queueArn, JSON.stringify(body));
    };
    if (onFailureArn) {
      await deliver(onFailureArn, {
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: {
          requestId: row.id,
          functionArn: `${row.function_arn}:$LATEST`,
          condition,
          approximateInvokeCount: attempts,
        },
        requestPayload: JSON.parse(row.payload) as unknown,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: result.payload,
      });
    }
    if (deadLetterArn) await deliver(deadLetterArn, JSON.parse(row.payload));
  };

  for (const row of state.all<Row>('SELECT * FROM lambda_async ORDER BY accepted_at')) schedule(row);

  return {
    accept: async (functionArn, payload) => {
      if (!functions.has(functionArn))
        throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
      const now = Date.now();
      const row: Row = {
        id: randomUUID(),
        function_arn: functionArn,
        payload: JSON.stringify(payload ?? null),
        attempts: 0,
        accepted_at: now,
        due_at: now,
      };
      if (Buffer.byteLength(row.payload) > maximumPayloadBytes)
        throw new AwsError(
          'RequestTooLargeException',
          `Request must be smaller than ${String(maximumPayloadBytes)} bytes for the InvokeFunction operation`,
          413,
        );
      await state.soon(() =>
        state.run(
          'INSERT INTO lambda_async VALUES (?, ?, ?, ?, ?, ?)',
          row.id,
          row.function_arn,
          row.payload,
          row.attempts,
          row.accepted_at,
          row.due_at,
        ),
      );
      schedule(row);
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(work);
    },
  };
};
