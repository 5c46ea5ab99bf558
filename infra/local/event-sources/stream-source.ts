import { setTimeout as pause } from 'node:timers/promises';
import type { Authorize, Deployment, Functions, Log, Running } from '../kernel.ts';
import type { Shard, StreamReader } from '../dynamodb/stream-reader.ts';
import { isTrue, numberOf } from '../properties.ts';
import type { State } from '../state/open-state.ts';
import { checkpoints } from './checkpoints.ts';
import { demand, type EventSourceMapping } from './event-source-mapping.ts';
import { type DestinationOptions, failureDestination } from './failure-destination.ts';
import type { StreamRules } from './process-batch.ts';
import { followShard, type ShardOptions } from './follow-shard.ts';

export type StreamSourceOptions = DestinationOptions & {
  readonly deployment: Deployment;
  readonly state: State;
  readonly streamReader: (tableArn: string) => Promise<StreamReader>;
  /** Calls back after each write to the table. */
  readonly onWrite: (tableName: string, wrote: () => void) => () => void;
  readonly functions: Pick<Functions, 'invoke'>;
  readonly authorize: Authorize;
  readonly log: Log;
  /** Wait before a failed batch is repeated; doubles with each repetition, up to `longestRetrySeconds`. */
  readonly firstRetrySeconds?: number;
  /** Default: a minute, as on AWS. */
  readonly longestRetrySeconds?: number;
};

/** The first write is read at once, those that follow it together. AWS looks four times a second. */
const restMilliseconds = 50;

/** Reads a table's stream for a function: each shard in its order, from the last checkpoint on, at least once. */
export const streamSource = async (mapping: EventSourceMapping, options: StreamSourceOptions): Promise<Running> => {
  const { deployment, authorize, log } = options;
  const { resource, sourceArn } = mapping;
  demand(
    authorize,
    mapping,
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    sourceArn,
  );
  const table = deployment.byArn(sourceArn.slice(0, sourceArn.indexOf('/stream/')));
  const rules = rulesOf(mapping);
  const discard = failureDestination(mapping, options);
  const reader = await options.streamReader(table.attributes.Arn!);
  const stopping = new AbortController();
  const saved = checkpoints(options.state, mapping.id);
  const following = new Map<string, Promise<void>>();
  let wake = Promise.withResolvers<undefined>();
  const { firstRetrySeconds = 0.2, longestRetrySeconds = 60 } = options;
  const wait = (milliseconds: number) => pause(milliseconds, true, { signal: stopping.signal }).catch(() => false);

  const shardOptions: Omit<ShardOptions, 'startingPosition'> = {
    mapping,
    rules,
    reader,
    saved,
    functions: options.functions,
    log,
    lanes: numberOf(resource, 'ParallelizationFactor', 1),
    stopping: stopping.signal,
    written: () => wake.promise,
    discard,
    backOff: (attempt) => wait(Math.min(longestRetrySeconds, firstRetrySeconds * 2 ** Math.max(0, attempt - 1)) * 1000),
    pause: wait,
  };

  const followAll = async (startingPosition: ShardOptions['startingPosition']) => {
    const shards = await reader.shards();
    const listed = new Set(shards.map(({ shardId }) => shardId));
    const isDone = (shardId: string) => saved.of(shardId)?.closed ?? false;
    const mayBegin = ({ shardId, parentShardId }: Shard) =>
      !isDone(shardId) &&
      !following.has(shardId) &&
      (!parentShardId || !listed.has(parentShardId) || isDone(parentShardId));
    for (const { shardId } of shards.filter(mayBegin)) {
      following.set(
        shardId,
        followShard(shardId, { ...shardOptions, startingPosition }).then(async (ended) => {
          following.delete(shardId);
          if (!ended) return;
          saved.close(shardId);
          // Its successors are read whole, wherever the mapping once began.
          await followAll('TRIM_HORIZON');
        }),
      );
    }
  };

  let toldAt = -Infinity;
  let soon: NodeJS.Timeout | undefined;
  const tell = () => {
    soon = undefined;
    toldAt = performance.now();
    const { resolve } = wake;
    wake = Promise.withResolvers();
    resolve(undefined);
  };
  const unsubscribe = options.onWrite(table.ref, () => {
    const rest = toldAt + restMilliseconds - performance.now();
    if (rest <= 0) tell();
    else soon ??= setTimeout(tell, rest);
  });
  await followAll(resource.properties.StartingPosition === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON');
  return {
    stop: async () => {
      unsubscribe();
      clearTimeout(soon);
      stopping.abort();
      wake.resolve(undefined);
      await Promise.allSettled(following.values());
    },
  };
};

const rulesOf = ({ resource }: EventSourceMapping): StreamRules => ({
  maximumRetries: numberOf(resource, 'MaximumRetryAttempts', -1),
  maximumAgeSeconds: numberOf(resource, 'MaximumRecordAgeInSeconds', -1),
  bisects: isTrue(resource.properties.BisectBatchOnFunctionError),
});
