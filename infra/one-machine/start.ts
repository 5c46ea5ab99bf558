import { setFlagsFromString } from 'node:v8';
import { concurrentExecutionsOf, parseOptions } from './options.ts';
import { startDesk, type Desk } from './start-desk.ts';

// Functions see UTC, as on Lambda; workers share this process's time zone.
process.env.TZ = 'UTC';
// The limit for new objects that this process was started with would count more than what a worker is given.
setFlagsFromString('--max-semi-space-size=0');

const longestStop = 1900;
const print = (line: string) => {
  process.stdout.write(`${line}\n`);
};

let desk: Desk | undefined;
let ending = false;
const end = (code: number) => {
  if (ending) return;
  ending = true;
  setTimeout(() => {
    process.exit(code);
  }, longestStop).unref();
  Promise.resolve(desk?.stop()).then(
    () => {
      process.exit(code);
    },
    () => {
      process.exit(1);
    },
  );
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    end(0);
  });
// The process that started this one has ended.
process.on('disconnect', () => {
  end(0);
});

try {
  const { port, data, demo, fresh, assembly } = parseOptions(process.argv.slice(2));
  const {
    HANDOVER_CONFIG: config,
    HANDOVER_SMTP_RELAY: relayUrl,
    HANDOVER_SES_LIMITS: sesLimits,
    HANDOVER_USED_RIGHTS: usedRights,
    HANDOVER_METER: meter,
    HANDOVER_CONCURRENT_EXECUTIONS: concurrency,
    HANDOVER_LONGEST_STREAM_RETRY: longestStreamRetry,
  } = process.env;
  desk = await startDesk({
    port,
    data,
    demo,
    fresh,
    tell: print,
    ...(config ? { config } : {}),
    ...(relayUrl ? { relayUrl } : {}),
    ...(sesLimits ? { sesLimits } : {}),
    ...(assembly ? { assembly } : {}),
    ...(usedRights ? { usedRights } : {}),
    ...(meter ? { meter } : {}),
    ...(concurrency ? { concurrentExecutions: concurrentExecutionsOf(concurrency) } : {}),
    ...(longestStreamRetry ? { longestStreamRetrySeconds: Number(longestStreamRetry) } : {}),
    onFatal: (reason) => {
      process.stderr.write(`${reason.message}\n`);
      end(1);
    },
  });
  for (const line of desk.welcome) print(line);
  print(`ready ${desk.url}`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(1);
}
