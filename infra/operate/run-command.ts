import { OperatorError } from './deployed-desk.ts';

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
