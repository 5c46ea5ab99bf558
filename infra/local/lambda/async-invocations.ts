import { AwsError, type InvokeResult, isThrottled, type Log, type Queues } from '../kernel.ts';
import { done, durableWork, type Outcome, type StoredWork, workTable } from '../state/durable-work.ts';
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

export type AsyncInvocations = {
  accept(functionArn: string, payload: unknown): Promise<void>;
  /** Those that are due and not yet begun. */
  waiting(): number;
  stop(): Promise<void>;
};

const lambdaDelaysSeconds = [60, 120]; // https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
/** A throttled invocation waits as long as it has waited already, at least the first of these and at most the last. */
const throttleDelays = { firstMs: 1000, longestMs: 300_000 };
const maximumPayloadBytes = 1_048_576;
/** Lambda runs a thousand; this is enough that a few slow ones don't delay the others. */
const atOncePerFunction = 6;

/**
 * Invocations that nobody waits for: on disk when accepted, repeated after failures, sent to the failure destination in
 * the end; what a crash interrupted begins again.
 */
export const asyncInvocations = (options: AsyncInvocationsOptions): AsyncInvocations => {
  const { state, functions, invoke, queues, maySend, log } = options;
  const delays = options.retryDelaysSeconds ?? lambdaDelaysSeconds;
  const accepted = workTable(state, 'lambda');
  let stopped = false;

  const perform = async (work: StoredWork): Promise<Outcome> => {
    const definition = functions.get(work.lane);
    if (!definition) {
      log('lambda', `asynchronous invocation of ${work.lane}, which is no longer deployed, is dropped`);
      return done;
    }
    const { maximumRetries, maximumAgeSeconds } = definition.asynchronous;
    const isTooOldAfter = (ms: number) => Date.now() + ms - work.acceptedAt > maximumAgeSeconds * 1000;
    const result = await invoke(work.lane, JSON.parse(work.body)).catch((fault: unknown) => {
      if (isThrottled(fault)) return undefined;
      throw fault;
    });
    if (result === undefined) {
      const { firstMs, longestMs } = throttleDelays;
      const afterMs = Math.min(longestMs, Math.max(firstMs, Date.now() - work.acceptedAt));
      if (!isTooOldAfter(afterMs)) return { kind: 'later', afterMs };
      await giveUp(definition, work, work.attempts, undefined, 'EventAgeExceeded');
      return done;
    }
    if (!result.functionError) return done;
    // Stopping ends workers in the middle: that is no failure of the function.
    if (stopped) return { kind: 'interrupted' };
    const attempts = work.attempts + 1;
    const afterMs = (delays[Math.min(work.attempts, delays.length - 1)] ?? 0) * 1000;
    if (attempts <= maximumRetries && !isTooOldAfter(afterMs)) return { kind: 'again', afterMs };
    const condition = attempts > maximumRetries ? 'RetriesExhausted' : 'EventAgeExceeded';
    await giveUp(definition, work, attempts, result, condition);
    return done;
  };

  const giveUp = async (
    definition: FunctionDefinition,
    work: StoredWork,
    attempts: number,
    /** Of the last attempt; undefined when it was throttled. */
    result: InvokeResult | undefined,
    condition: string,
  ) => {
    const { onFailureArn, deadLetterArn } = definition.asynchronous;
    log(
      'lambda',
      `${definition.name}: asynchronous invocation given up after ${String(attempts)} attempts`,
      result?.payload,
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
          requestId: work.id,
          functionArn: `${work.lane}:$LATEST`,
          condition,
          approximateInvokeCount: attempts,
        },
        requestPayload: JSON.parse(work.body) as unknown,
        ...(result && {
          responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
          responsePayload: result.payload,
        }),
      });
    }
    if (deadLetterArn) await deliver(deadLetterArn, JSON.parse(work.body));
  };

  const invocations = durableWork({
    state,
    store: accepted,
    name: 'lambda',
    perform,
    log,
    atOnce: atOncePerFunction,
  });
  invocations.start();

  return {
    accept: async (functionArn, payload = null) => {
      if (!functions.has(functionArn))
        throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
      if (Buffer.byteLength(JSON.stringify(payload)) > maximumPayloadBytes)
        throw new AwsError(
          'RequestTooLargeException',
          `Request must be smaller than ${String(maximumPayloadBytes)} bytes for the InvokeFunction operation`,
          413,
        );
      await state.soon(() => {
        accepted.add({ lane: functionArn, body: payload });
      });
      invocations.wake();
    },
    waiting: () => accepted.countDue(Date.now()) - invocations.inHand(),
    stop: () => {
      stopped = true;
      return invocations.stop();
    },
  };
};
