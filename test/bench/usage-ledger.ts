import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeteredCall } from '../../infra/local/host-assembly.ts';
import { addUsage, type Usage, type UsageBySource } from './bill.ts';

/** Milliseconds that a function is taken to wait for each call of an AWS service, one after the other. */
export const WAIT_PER_CALL = 5;
/** Milliseconds of each invocation that are Lambda's own. */
const OF_LAMBDA = 1;
/** MB at which a function has a whole processor. */
const WHOLE_PROCESSOR = 1769;
/** Pushes that a function sends side by side: they wait together. */
const PUSHES_AT_ONCE = 50;
/** They wait on purpose (ADR 44): what they took on this machine counts where it is more than what they must take. */
const PAUSING = new Set(['project-tickets']);

const SOCKET_MESSAGE = 32 * 1024;
const CHUNK = 64 * 1024;
const MAIL_CHUNK = 256 * 1024;
/** CloudWatch counts so many bytes for each line beside its text. */
const LOG_LINE = 26;
/** Bytes of a line of the API's access log, by its format in `infra/constructs/desk-api.ts`. */
const ACCESS_LINE = 270 + LOG_LINE;

const WRITES = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** What a function's log tells of it so far. */
type Log = {
  readonly invocations: number;
  readonly processor: number;
  readonly wall: number;
  readonly memory: number;
  readonly bytes: number;
};
/** What consoles have done so far. */
export type ConsoleCounts = { httpRequests: number; httpBytes: number; socketMessages: number };

export type Mark = {
  readonly calls: number;
  readonly logs: ReadonlyMap<string, Log>;
  readonly consoles: ConsoleCounts;
};

const OUR_OWN = /\tProcessor Duration: [\d.]+ ms/g;
const REPORT = /^REPORT .*?\tDuration: ([\d.]+) ms\t.*\tMemory Size: (\d+) MB\t.*\tProcessor Duration: ([\d.]+) ms/gm;

const readLog = (path: string): Log => {
  const text = readFileSync(path, 'utf8');
  let [invocations, processor, wall, memory] = [0, 0, 0, 0];
  for (const [, duration, megabytes, used] of text.matchAll(REPORT)) {
    invocations += 1;
    wall += Number(duration);
    memory = Number(megabytes);
    processor += Number(used);
  }
  const asOnAws = text.replaceAll(OUR_OWN, '');
  return {
    invocations,
    processor,
    wall,
    memory,
    bytes: Buffer.byteLength(asOnAws) + LOG_LINE * (asOnAws.split('\n').length - 1),
  };
};

const NOTHING: Log = { invocations: 0, processor: 0, wall: 0, memory: 0, bytes: 0 };

/** GB-seconds that a function is billed for on AWS, from what it did here. */
export const gbSecondsOf = (
  name: string,
  { invocations, processor, wall, memory }: Log,
  calls: readonly MeteredCall[],
): number => {
  const pushes = calls.filter(({ service }) => service === 'execute-api').length;
  const rounds = pushes <= invocations ? pushes : invocations * Math.ceil(pushes / invocations / PUSHES_AT_ONCE);
  const milliseconds =
    processor / Math.min(1, memory / WHOLE_PROCESSOR) +
    WAIT_PER_CALL * (calls.length - pushes + rounds) +
    OF_LAMBDA * invocations;
  return ((PAUSING.has(name) ? Math.max(milliseconds, wall) : milliseconds) / 1000) * (memory / 1024);
};

/** What calls of AWS's services are on the bill. */
export const usageOfCalls = (calls: readonly MeteredCall[]): Usage =>
  addUsage(...calls.map((call) => usageOfCall(call)));

const usageOfCall = ({ service, operation, caller, status, bytesIn, entries = 0, units = 0 }: MeteredCall): Usage => {
  switch (service) {
    case 'dynamodb':
      return WRITES.test(operation) ? { writeUnits: units } : { readUnits: units };
    case 'events':
      return { events: Math.max(entries, Math.ceil(bytesIn / CHUNK)) };
    case 'execute-api':
      return operation === 'POST' && status < 300
        ? { socketMessages: Math.ceil(bytesIn / SOCKET_MESSAGE), bytesOut: bytesIn }
        : {};
    case 'sqs':
      return { queueRequests: Math.max(1, Math.ceil(bytesIn / CHUNK)) };
    case 'sns':
      return { topicPublishes: Math.max(1, Math.ceil(bytesIn / CHUNK)) };
    case 'kms':
      return { keyRequests: 1 };
    case 'ses':
      return operation === 'SendRawEmail' && status < 300 ? { mailsOut: 1 } : {};
    case 's3': {
      if (operation === 'DELETE') return {};
      if (operation !== 'PUT') return { objectReads: 1 };
      // SES stores each mail that it takes.
      return caller === 'aws'
        ? { objectWrites: 1, mailsIn: 1, mailChunksIn: Math.floor(bytesIn / MAIL_CHUNK) }
        : { objectWrites: 1 };
    }
    // Schedules cost when they run; what else is called is free.
    default:
      return {};
  }
};

/**
 * Counts what a running desk and its consoles use: calls of AWS's services from the desk's meter, invocations,
 * processor time and log bytes from the logs of its functions, requests and messages from the consoles themselves.
 */
export const usageLedger = (
  data: string,
  meter: string,
  consoles: ConsoleCounts,
): { mark(): Mark; since(before: Mark): UsageBySource } => {
  const calls = (): readonly MeteredCall[] =>
    existsSync(meter)
      ? readFileSync(meter, 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as MeteredCall)
      : [];
  const logs = (): Mark['logs'] =>
    new Map(
      readdirSync(join(data, 'logs'))
        .filter((name) => name.endsWith('.log') && name !== 'desk.log')
        .map((name) => [name.slice(0, -'.log'.length), readLog(join(data, 'logs', name))]),
    );
  return {
    mark: () => ({ calls: calls().length, logs: logs(), consoles: { ...consoles } }),
    since: (before) => {
      const made = Map.groupBy(calls().slice(before.calls), ({ caller }) => caller);
      const ofFunctions = [...logs()].map(([name, now]): readonly [string, Usage] => {
        const then = before.logs.get(name) ?? NOTHING;
        const log: Log = {
          invocations: now.invocations - then.invocations,
          processor: now.processor - then.processor,
          wall: now.wall - then.wall,
          memory: now.memory,
          bytes: now.bytes - then.bytes,
        };
        const own = made.get(name) ?? [];
        return [
          name,
          addUsage(usageOfCalls(own), {
            lambdaRequests: log.invocations,
            lambdaGbSeconds: gbSecondsOf(name, log, own),
            logBytes: log.bytes,
          }),
        ];
      });
      const httpRequests = consoles.httpRequests - before.consoles.httpRequests;
      return new Map<string, Usage>([
        ...ofFunctions,
        ['aws', usageOfCalls(made.get('aws') ?? [])],
        [
          'consoles',
          {
            httpRequests,
            cdnRequests: httpRequests,
            cdnBytes: consoles.httpBytes - before.consoles.httpBytes,
            logBytes: httpRequests * ACCESS_LINE,
            socketMessages: consoles.socketMessages - before.consoles.socketMessages,
          },
        ],
      ]);
    },
  };
};
