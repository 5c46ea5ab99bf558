import { type Authorize, type AwsService, type Deployment, type Log, type Running } from '../kernel.ts';
import { type StreamReader } from './stream-reader.ts';

export type DynamodbOptions = {
  readonly deployment: Deployment;
  /** `desk.db` and the engine's pid file are kept in it. */
  readonly dataDir: string;
  readonly authorize: Authorize;
  /** Where the engine listens; 0 takes a free one. */
  readonly port: number;
  readonly log: Log;
  /** How often expired items are deleted. */
  readonly sweepSeconds?: number;
  /** Called when the engine is gone and doesn't come back. */
  readonly onFatal?: (reason: Error) => void;
};

export type Dynamodb = Running & {
  readonly service: AwsService;
  /** The engine itself, without authorization. */
  readonly endpoint: string;
  /** Calls back after every write to the table that went through `service` or the sweeper. Returns the unsubscribe. */
  onWrite(tableName: string, wrote: () => void): () => void;
  streamReader(tableArn: string): Promise<StreamReader>;
};

/** Starts the engine, creates the template's tables in it and stands before it with the roles' rights. */
export const startDynamodb = async (_options: DynamodbOptions): Promise<Dynamodb> => {
  throw new Error('coming');
};
