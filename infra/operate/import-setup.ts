import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { jitteredBackoff, systemClockAndIds } from '../../shared/adapters/clock/system-clock.ts';
import { sanitizedRichText } from '../../shared/adapters/mail/sanitized-rich-text.ts';
import { importSetup } from '../../shared/application/desk-setup/import-setup.ts';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';
import { linesOf, parseSetup, openSetup } from './setup-file.ts';

const USAGE =
  'npm run import-setup -- setup.json --service ID [--dry-run] [--prune] [--stage production | --data .handover]';
const OPTIONS = {
  ...DESK_OPTIONS,
  service: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  prune: { type: 'boolean', default: false },
} as const;

await runCommand(USAGE, async () => {
  const {
    values: { service, 'dry-run': dryRun, prune, ...choice },
    positionals: [path],
  } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (path === undefined || service === undefined) throw new OperatorError(USAGE);
  const document = parseSetup(
    path,
    await readFile(path, 'utf8').catch(() => {
      throw new OperatorError(`${path} can't be read.`);
    }),
  );
  const clock = systemClockAndIds();
  const bring = importSetup({
    ...(await openSetup(await findDesk(choice), service)),
    clock,
    richText: sanitizedRichText,
    backoff: jitteredBackoff,
  });
  // No request waits for this: everything is written in one run.
  const result = await bring({
    serviceId: service,
    agentId: 'operator',
    actor: { kind: 'system' },
    correlationId: clock.newId('cor'),
    document,
    dryRun,
    prune,
    atMost: Number.POSITIVE_INFINITY,
  });
  if (!result.ok)
    throw new OperatorError(
      [
        `${path} can't be brought into ${service}:`,
        ...(result.error.code === 'setup_not_valid'
          ? result.error.errors.map(({ pointer, detail }) => `  ${pointer.replace('#/document', '')}: ${detail}`)
          : []),
      ].join('\n'),
    );
  const { changes, applied } = result.value;
  changes.flatMap(linesOf).forEach(say);
  say(
    changes.length === 0
      ? `${service} is as ${path} says.`
      : dryRun
        ? `${changes.length} differences; nothing was written.`
        : `${applied} changes were written to ${service}.`,
  );
  return 0;
});
