import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';

/**
 * An operator would rather wait than begin again: what is throttled is tried for about half a minute, with waits of up
 * to 20 seconds.
 */
export const PATIENT = { maxAttempts: 8 } as const;

/** How an SDK client reaches a desk. On AWS the environment and its profile say it, as for the AWS CLI. */
type ClientSettings = typeof PATIENT & {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** A desk that was deployed, on AWS or on this machine. */
export type DeployedDesk = {
  readonly client: ClientSettings;
  /** The output of this name of the desk's stacks; throws when none has it. */
  output(name: string): string;
  /** The names of all outputs with this prefix. */
  outputsOf(prefix: string): readonly string[];
};

/** Where to look: a stage on AWS, or the data folder of a desk that runs on this machine. */
type DeskChoice = { readonly stage?: string | undefined; readonly data: string };

/** Options that every command of the operator has. */
export const DESK_OPTIONS = { stage: { type: 'string' }, data: { type: 'string', default: '.handover' } } as const;

/**
 * What a desk on one machine writes into its data folder when it starts. Outputs are named `output` or `stack.output`.
 */
export const localDeskSchema = z.object({
  endpoint: z.url(),
  region: z.string().min(1),
  credentials: z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) }),
  outputs: z.record(z.string(), z.string()),
});

/** A fault that the operator can fix: its message is printed without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}

/** Finds the desk that a command works on. Throws an OperatorError that says what to do when there is none. */
export const findDesk = ({ stage, data }: DeskChoice): Promise<DeployedDesk> =>
  stage === undefined ? deskOnThisMachine(data) : deskOnAws(stage);

const deskOnThisMachine = async (data: string): Promise<DeployedDesk> => {
  const path = join(data, 'desk.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new OperatorError(
      `There is no desk in ${data}: start one with npm start, name its folder with --data, or name a stage on AWS with --stage.`,
    );
  });
  const { endpoint, region, credentials, outputs } = localDeskSchema.parse(JSON.parse(text));
  return deskWith(
    { ...PATIENT, endpoint, region, credentials },
    Object.entries(outputs).map(([name, value]) => [name.slice(name.lastIndexOf('.') + 1), value]),
  );
};

const deskOnAws = async (stage: string): Promise<DeployedDesk> => {
  const client = new CloudFormationClient(PATIENT);
  const stacks = await Promise.all(
    ['data', 'front', 'desk'].map((name) => stackNamed(client, `handover-${stage}-${name}`)),
  );
  return deskWith(
    PATIENT,
    stacks.flatMap(({ Outputs = [] }) =>
      Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
  );
};

/** A stack by its name; undefined when there is none, which CloudFormation calls a fault of the request. */
export const findStack = async (client: CloudFormationClient, StackName: string): Promise<Stack | undefined> => {
  try {
    return (await client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'ValidationError' && cause.message.includes('does not exist'))
      return undefined;
    throw cause;
  }
};

const stackNamed = async (client: CloudFormationClient, StackName: string): Promise<Stack> => {
  const stack = await findStack(client, StackName);
  if (!stack)
    throw new OperatorError(
      `There is no stack ${StackName}: is the stage deployed, and is this its account and region?`,
    );
  return stack;
};

const deskWith = (client: ClientSettings, entries: readonly (readonly string[])[]): DeployedDesk => {
  const outputs = new Map(entries.map(([name = '', value = '']) => [name, value]));
  return {
    client,
    output: (name) => {
      const value = outputs.get(name);
      if (value === undefined) throw new OperatorError(`The desk has no output ${name}: deploy it with this release.`);
      return value;
    },
    outputsOf: (prefix) => [...outputs.keys()].filter((name) => name.startsWith(prefix)).sort(),
  };
};

/** Prints a line for the operator. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Runs a command of the operator; its number is the process's exit code. What the operator can mend is told in a
 * sentence, everything else as it was thrown.
 */
export const runCommand = async (usage: string, work: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await work();
  } catch (cause) {
    process.exitCode = 2;
    process.stderr.write(`${sentenceFor(cause, usage)}\n`);
  }
};

const sentenceFor = (cause: unknown, usage: string): string => {
  if (!(cause instanceof Error)) return String(cause);
  if (cause instanceof OperatorError) return cause.message;
  if ('code' in cause && typeof cause.code === 'string' && cause.code.startsWith('ERR_PARSE_ARGS'))
    return `${cause.message}\n${usage}`;
  if ('code' in cause && cause.code === 'ECONNREFUSED') return 'The desk does not answer: is it running? (npm start)';
  return cause.stack ?? cause.message;
};
