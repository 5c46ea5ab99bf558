import { parseArgs } from 'node:util';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { MIGRATIONS } from '../../shared/adapters/dynamodb/migrations.ts';
import {
  isDone,
  type Progress,
  progressOf,
  runMigration,
  type Segment,
} from '../../shared/adapters/dynamodb/run-migration.ts';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';

const USAGE =
  'npm run migrate -- [--list] [--again NAME] [--page 200] [--stage production [--segments 4] | --data .handover]';

const sum = (parts: readonly Segment[], of: (part: Segment) => number) =>
  parts.reduce((all, part) => all + of(part), 0);
const stateOf = (progress: Progress | undefined): string => {
  if (progress === undefined) return 'open';
  const { parts, segments } = progress;
  const done = parts.filter(({ doneAt }) => doneAt !== undefined).length;
  const counts = `${sum(parts, ({ looked }) => looked)} rows looked at, ${sum(parts, ({ changed }) => changed)} changed`;
  return isDone(progress)
    ? `done ${parts
        .map(({ doneAt }) => doneAt!)
        .toSorted()
        .at(-1)!}, ${counts}`
    : `begun ${progress.at}, ${done} of ${segments} segments done, ${counts}`;
};
const positive = (name: string, given: string, most: number): number => {
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new OperatorError(`--${name} must be a whole number from 1 to ${most}.\n${USAGE}`);
  return value;
};

await runCommand(USAGE, async () => {
  const {
    values: { list, again, segments, page, ...choice },
  } = parseArgs({
    options: {
      ...DESK_OPTIONS,
      list: { type: 'boolean', default: false },
      again: { type: 'string' },
      segments: { type: 'string' },
      page: { type: 'string', default: '200' },
    },
  });
  // The engine of one machine ends a scan of several segments early where the row that it goes on after was deleted.
  if (segments !== undefined && choice.stage === undefined)
    throw new OperatorError(`--segments needs --stage: a desk on one machine is read in one.\n${USAGE}`);
  const sizes = {
    segments: choice.stage === undefined ? 1 : positive('segments', segments ?? '4', 999),
    pageSize: positive('page', page, 10_000),
  };
  if (again !== undefined && !MIGRATIONS.some(({ name }) => name === again))
    throw new OperatorError(
      `There is no migration ${again}: ${MIGRATIONS.map(({ name }) => name).join(', ')}.\n${USAGE}`,
    );
  const found = await findDesk(choice);
  const desk = {
    client: documentClient(found.client),
    TableName: found.output('DeskTableName'),
    backoff: jitteredBackoff,
    now: () => new Date(),
  };
  let damaged = 0;
  for (const migration of MIGRATIONS) {
    const { name, what } = migration;
    const before = await progressOf(desk, migration);
    say(`${name}: ${what}; ${stateOf(before)}`);
    if (list || (before !== undefined && isDone(before) && again !== name)) continue;
    const segmentsOf = before?.segments ?? sizes.segments;
    const after = await runMigration(desk, migration, {
      ...sizes,
      again: again === name,
      onProgress: ({ segment, looked, changed, doneAt }) => {
        const state = doneAt === undefined ? '' : ', done';
        say(`  segment ${segment + 1} of ${segmentsOf}: ${looked} rows looked at, ${changed} changed${state}`);
      },
    });
    const left = after.parts.flatMap((part) => part.damaged);
    left.forEach((each) => say(`  ${each}`));
    damaged += left.length;
    say(`${name}: ${stateOf(after)}`);
  }
  return damaged > 0 ? 1 : 0;
});
