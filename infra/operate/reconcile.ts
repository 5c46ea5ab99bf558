import { parseArgs } from 'node:util';
import { documentClient } from '../../shared/adapters/dynamodb/document-client.ts';
import { jitteredBackoff } from '../../shared/adapters/clock/system-clock.ts';
import { dynamoDeskDirectory } from '../../shared/adapters/dynamodb/desk-directory.ts';
import { dynamoProjectionStore } from '../../shared/adapters/dynamodb/projection-store.ts';
import { dynamoTicketAudit } from '../../shared/adapters/dynamodb/ticket-audit.ts';
import {
  type FiguresDifference,
  reconcileFigures,
  type Reconciliation,
} from '../../shared/application/live/reconcile-figures.ts';
import { DESK_OPTIONS, findDesk, OperatorError, runCommand, say } from './deployed-desk.ts';

const USAGE = 'npm run reconcile -- --service ID [--service ID …] [--repair] [--stage production | --data .handover]';
const SHOWN = 100;

const lineOf = (found: FiguresDifference): string =>
  found.kind === 'counter'
    ? `  counter ${found.scope} ${found.span} ${found.figure}: ${found.counter}, recounted ${found.counted}`
    : `  ticket #${found.number}: ${found.ticketVersion === undefined ? 'gone' : `version ${found.ticketVersion}`}, projected ${found.projectedVersion === undefined ? 'never' : `at version ${found.projectedVersion}`}`;

const report = (
  serviceId: string,
  { projections, differences, differing, quiet }: Reconciliation,
  repair: boolean,
): number => {
  const outcome = !quiet
    ? 'the figures kept moving, counters were not compared: try again when it is quieter'
    : differing === 0
      ? `no difference${repair ? ' is left' : ''}`
      : `${differing} differences`;
  say(`${serviceId}: ${projections} projections, ${outcome}`);
  differences.slice(0, SHOWN).map(lineOf).forEach(say);
  if (differing > SHOWN) say(`  … and ${differing - SHOWN} more`);
  return differing > 0 ? 1 : quiet ? 0 : 2;
};

await runCommand(USAGE, async () => {
  const {
    values: { service: services = [], repair, ...choice },
  } = parseArgs({
    options: {
      ...DESK_OPTIONS,
      service: { type: 'string', multiple: true },
      repair: { type: 'boolean', default: false },
    },
  });
  if (services.length === 0) throw new OperatorError(USAGE);
  const desk = await findDesk(choice);
  const client = documentClient(desk.client);
  const deskTable = desk.output('DeskTableName');
  const directory = dynamoDeskDirectory({ client, deskTable });
  // Between passes the projector gets the time to catch up: a second, two, three …
  const backoff = (attempt: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, attempt * 1000);
    });
  const reconcile = reconcileFigures({
    tickets: dynamoTicketAudit({ client, deskTable, backoff: jitteredBackoff }),
    figures: dynamoProjectionStore({
      client,
      viewsTable: desk.output('ViewsTableName'),
      backoff: jitteredBackoff,
    }),
    backoff,
  });
  let worst = 0;
  for (const serviceId of services) {
    const service = await directory.findService(serviceId);
    if (!service) throw new OperatorError(`There is no service ${serviceId}.`);
    worst = Math.max(
      worst,
      report(serviceId, await reconcile(serviceId, { timeZone: service.timeZone, repair }), repair),
    );
  }
  return worst;
});
